import type { ZoneFile } from './parse-zone-file.ts';
import { asciiLowerCase, type DnsRecord, type DomainName, type RecordType } from './resolver.ts';

/** A name that exists, the file it is from, and its records, each once, by type. Without records it is an empty
 *  non-terminal, which exists only because names below it do (RFC 4592 §2.2.2). */
export type ZoneNode = Readonly<{
  file: string;
  hasRecords: boolean;
  sets: ReadonlyMap<RecordType, readonly DnsRecord[]>;
}>;

/** What the zones say of a name. `outside`: no zone is at or above it. `wildcard`: it does not exist, and this node
 *  answers for it (RFC 4592 §3.3.1). `missing`: nor does such a node. `apex`: of the nearest zone. */
export type NamePlace =
  | Readonly<{ kind: 'outside' }>
  | Readonly<{ kind: 'existing' | 'wildcard'; node: ZoneNode; apex: ZoneNode }>
  | Readonly<{ kind: 'missing'; apex: ZoneNode }>;

/** A finder of names in all the zones together: one namespace, in which a name has its records from every file. */
export const zoneNameTree = (zones: readonly ZoneFile[]): ((name: DomainName) => NamePlace) => {
  const nodes = growNodes(zones);

  // A few lines without SOA are a zone too, of which the topmost name with records is the apex.
  const findApex = (key: string): ZoneNode | undefined => {
    let topmost: ZoneNode | undefined;
    for (let at: string | undefined = key; at !== undefined; at = parentKey(at)) {
      const node = nodes.get(at);
      if (node?.sets.has('SOA')) return node;
      if (node?.hasRecords) topmost = node;
    }
    return topmost;
  };

  return (name) => {
    const key = asciiLowerCase(name);
    const apex = findApex(key);
    if (apex === undefined) return { kind: 'outside' };
    const existing = nodes.get(key);
    if (existing !== undefined) return { kind: 'existing', node: existing, apex };
    // RFC 4592 §3.3.1: only the wildcard just below the closest encloser counts.
    let encloser = parentKey(key);
    while (encloser !== undefined && !nodes.has(encloser)) encloser = parentKey(encloser);
    const wildcard = nodes.get(encloser ? `*.${encloser}` : '*');
    return wildcard === undefined ? { kind: 'missing', apex } : { kind: 'wildcard', node: wildcard, apex };
  };
};

type GrowingNode = Omit<ZoneNode, 'sets'> & Readonly<{ sets: Map<RecordType, DnsRecord[]> }>;

const growNodes = (zones: readonly ZoneFile[]): ReadonlyMap<string, ZoneNode> => {
  const nodes = new Map<string, GrowingNode>();
  const seen = new Set<string>();

  const growTo = (key: string, file: string, emptyNode: GrowingNode): GrowingNode => {
    const known = nodes.get(key);
    if (known?.hasRecords) return known;
    const node: GrowingNode = { file, hasRecords: true, sets: new Map() };
    nodes.set(key, node);
    // The names above a node are nodes, so that growing upward ends at the first that is there.
    for (let at = parentKey(key); at !== undefined && !nodes.has(at); at = parentKey(at))
      nodes.set(at, emptyNode);
    return node;
  };

  for (const { file, records } of zones) {
    const emptyNode: GrowingNode = { file, hasRecords: false, sets: new Map() };
    for (const record of records) {
      const key = asciiLowerCase(record.name);
      const { sets } = growTo(key, file, emptyNode);
      if (record.type === 'other' || record.type === 'bad') continue;
      // RFC 2181 §5: a set has no record twice, and no TTL makes two of one.
      const identity = JSON.stringify({ ...record, name: key, ttlSeconds: 0 });
      if (seen.has(identity)) continue;
      seen.add(identity);
      const set = sets.get(record.type);
      if (set) set.push(record);
      else sets.set(record.type, [record]);
    }
  }
  return nodes;
};

/** The name one label shorter; undefined of the root. In a DomainName only `\.` and `\\` are escapes. */
const parentKey = (key: string): string | undefined =>
  key === '' ? undefined : key.replace(/^(?:[^\\.]|\\.)*\.?/s, '');
