import { type Document, isAlias, isMap, isScalar, isSeq, type Pair, parseAllDocuments } from 'yaml';
import { type IpAddress, parseIpAddress } from '../../src/spf/ip-address.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { readSuiteZone, type ZoneEntry } from './suite-zone.ts';

/** One case of a suite. `mailfrom` may be empty: the HELO name is checked. `results`: the accepted ones.
 *  `explanation`: the text that the domain gives; null where it must give none. */
export type SuiteCase = Readonly<{
  name: string;
  helo: string;
  host: IpAddress;
  mailfrom: string;
  results: readonly string[];
  explanation?: string | null;
}>;

/** Cases that share one zone. */
export type Scenario = Readonly<{ description: string; cases: readonly SuiteCase[]; zone: MemoryZone }>;

/** What is wrong with a file that is no suite; `message` is one line. */
export class SuiteError extends Error {}

/** A YAML node as this format needs it: scalars are their text, keys of a mapping may repeat. */
type Plain =
  | Readonly<{ kind: 'text'; text: string }>
  | Readonly<{ kind: 'list'; items: readonly Plain[] }>
  | Readonly<{ kind: 'map'; pairs: readonly (readonly [key: string, value: Plain])[] }>;

/** Text whose characters are octets: those over U+00FF, which only an escape can bring in, as UTF-8. */
const asOctets = (text: string): string =>
  text.replace(/[^\0-\xff]/gu, (character) => Buffer.from(character, 'utf8').toString('latin1'));

const plainOf = (node: unknown, document: Document): Plain => {
  if (isAlias(node)) return plainOf(node.resolve(document), document);
  if (isMap(node)) return { kind: 'map', pairs: node.items.flatMap((pair) => pairsOf(pair, document)) };
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => plainOf(item, document)) };
  if (!isScalar(node)) return { kind: 'text', text: '' };
  if (node.value === null || node.value === undefined) return { kind: 'text', text: '' };
  // `!!binary`
  if (node.value instanceof Uint8Array)
    return { kind: 'text', text: Buffer.from(node.value).toString('latin1') };
  if (typeof node.value === 'string') return { kind: 'text', text: asOctets(node.value) };
  // YAML 1.1 has numbers and booleans where this format has words: `no`, `1_0`, `1:30`.
  return { kind: 'text', text: node.source ?? String(node.value) };
};

const pairsOf = (pair: Pair, document: Document): (readonly [string, Plain])[] => {
  const key = plainOf(pair.key, document);
  const value = plainOf(pair.value, document);
  if (key.kind === 'text' && key.text === '<<' && value.kind === 'map') return [...value.pairs];
  return [[key.kind === 'text' ? key.text : '', value]];
};

/** The values of every key of that name. */
const valuesOf = (map: Plain, key: string): Plain[] =>
  map.kind === 'map' ? map.pairs.filter(([name]) => name === key).map(([, value]) => value) : [];

const textOf = (map: Plain, key: string): string | undefined => {
  const value = valuesOf(map, key).at(-1);
  return value?.kind === 'text' ? value.text : undefined;
};

/** Octets as the text that a mail or a person would give. */
const asText = (octets: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(octets, 'latin1'));
  } catch {
    return octets;
  }
};

const readCase = (name: string, data: Plain): SuiteCase => {
  const need = (key: string): string => {
    const text = textOf(data, key);
    if (text === undefined) throw new SuiteError(`case "${name}" has no "${key}"`);
    return text;
  };
  const result = valuesOf(data, 'result').at(-1);
  const results =
    result?.kind === 'list'
      ? result.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []))
      : [need('result')];
  const explanation = textOf(data, 'explanation');
  const host = parseIpAddress(need('host'));
  if (host === undefined) throw new SuiteError(`case "${name}": "${textOf(data, 'host')}" is no IP address`);
  return {
    name,
    helo: asText(textOf(data, 'helo') ?? ''),
    host,
    mailfrom: asText(textOf(data, 'mailfrom') ?? ''),
    results: results.map((word) => word.toLowerCase()),
    ...(explanation === undefined ? {} : { explanation: explanation === 'DEFAULT' ? null : explanation }),
  };
};

const readEntry = (value: Plain): ZoneEntry[] => {
  switch (value.kind) {
    case 'text':
      return [{ kind: 'word', word: value.text }];
    case 'list':
      return value.items.flatMap(readEntry);
    case 'map':
      return value.pairs.map(([type, data]) => ({ kind: 'record', type, ...dataOf(data) }));
  }
};

const dataOf = (data: Plain): Readonly<{ texts: readonly string[]; isList: boolean }> => {
  if (data.kind === 'text') return { texts: [data.text], isList: false };
  if (data.kind === 'list')
    return { texts: data.items.map((item) => (item.kind === 'text' ? item.text : '')), isList: true };
  // `A: {RCODE: 5}`
  return {
    texts: data.pairs.map(([key, value]) => `${key} ${value.kind === 'text' ? value.text : ''}`),
    isList: false,
  };
};

const readScenario = (document: Document): Scenario => {
  const root = plainOf(document.contents, document);
  const names = new Map<string, ZoneEntry[]>();
  for (const zone of valuesOf(root, 'zonedata'))
    for (const [name, value] of zone.kind === 'map' ? zone.pairs : []) {
      const key = name.toLowerCase().replace(/\.$/, '');
      names.set(key, [...(names.get(key) ?? []), ...readEntry(value)]);
    }
  return {
    description: textOf(root, 'description') ?? '',
    cases: valuesOf(root, 'tests').flatMap((tests) =>
      tests.kind === 'map' ? tests.pairs.map(([name, data]) => readCase(name, data)) : [],
    ),
    zone: readSuiteZone(names),
  };
};

/** Reads a suite in the format of open-spf.org: YAML 1.1, one document a scenario. The octets of the file count as
 *  they stand, so that `\xEF` in a text is the octet EF. Throws SuiteError for anything else. */
export const readSuite = (octets: Uint8Array): Scenario[] => {
  const text = Buffer.from(octets)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  const documents = parseAllDocuments(text, { version: '1.1', uniqueKeys: false });
  const list: readonly Document[] = Array.isArray(documents) ? documents : [];
  for (const document of list) {
    const [error] = document.errors;
    if (error !== undefined)
      throw new SuiteError(error.message.split('\n')[0]?.replace(/:$/, '') ?? 'bad YAML');
  }
  const scenarios = list.filter((document) => document.contents !== null).map(readScenario);
  if (scenarios.every((scenario) => scenario.cases.length === 0)) throw new SuiteError('it has no cases');
  return scenarios;
};
