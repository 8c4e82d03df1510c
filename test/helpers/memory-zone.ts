import {
  asciiLowerCase,
  type DnsQuestion,
  type DnsRecord,
  type DomainName,
  type RecordType,
} from '../../src/dns/resolver.ts';

/** What a server does in place of an answer; a number is the RCODE of an empty reply. */
export type Trouble = 'timeout' | 'servfail' | 'refused' | 'unreachable' | 'malformed' | number;

/** All that a name has. One TXT entry is one record: a text or its strings; what is over 255 octets is split. A type may be in trouble on its own;
 *  `otherwise` is for every type that has no entry. `CNAME` answers for each type that has no entry. */
export type NameData = Readonly<{
  TXT?: readonly (string | readonly string[])[] | Trouble;
  SPF?: readonly (string | readonly string[])[] | Trouble;
  A?: readonly string[] | Trouble;
  AAAA?: readonly string[] | Trouble;
  MX?: readonly (readonly [preference: number, exchange: DomainName])[] | Trouble;
  PTR?: readonly DomainName[] | Trouble;
  CNAME?: DomainName;
  otherwise?: Trouble;
}>;

/** Zone data by name. A text is the one TXT record of its name, unless it is a word for trouble. A name that is not
 *  in it does not exist. */
export type MemoryZone = Readonly<Record<DomainName, NameData | string>>;

/** A CNAME record. */
export type ZoneAlias = Readonly<{ name: DomainName; target: DomainName }>;

/** What the zone says to a question: the aliases on the way, and the records at their end. `rcode` 3: no such name. */
export type ZoneAnswer = Readonly<{ aliases: readonly ZoneAlias[] }> &
  (
    | Readonly<{ kind: 'answer'; rcode: 0 | 3; records: readonly DnsRecord[] }>
    | Readonly<{ kind: 'trouble'; trouble: Trouble }>
  );

const words: readonly string[] = ['timeout', 'servfail', 'refused', 'unreachable', 'malformed'];

const isTrouble = (value: unknown): value is Trouble =>
  typeof value === 'number' || (typeof value === 'string' && words.includes(value));

const nameDataOf = (value: NameData | string): NameData => {
  if (typeof value !== 'string') return value;
  return isTrouble(value) ? { otherwise: value } : { TXT: [value] };
};

// A string of TXT data has 255 octets at most (RFC 1035 §3.3).
const splitText = (text: string): readonly string[] => text.match(/[\s\S]{1,255}/g) ?? [''];

const recordsOf = (data: NameData, type: RecordType, name: DomainName): readonly DnsRecord[] | Trouble => {
  const head = { name, ttlSeconds: 300 };
  switch (type) {
    case 'TXT':
    case 'SPF': {
      const texts = data[type] ?? [];
      if (isTrouble(texts)) return texts;
      return texts.map((text) => ({
        ...head,
        type,
        strings: [text].flat().flatMap(splitText),
      }));
    }
    case 'A':
    case 'AAAA': {
      const addresses = data[type] ?? [];
      return isTrouble(addresses) ? addresses : addresses.map((address) => ({ ...head, type, address }));
    }
    case 'MX': {
      const exchanges = data.MX ?? [];
      if (isTrouble(exchanges)) return exchanges;
      return exchanges.map(([preference, exchange]) => ({ ...head, type, preference, exchange }));
    }
    case 'PTR': {
      const targets = data.PTR ?? [];
      return isTrouble(targets) ? targets : targets.map((target) => ({ ...head, type, target }));
    }
    default:
      return [];
  }
};

/** The zone, ready to be asked. Names compare without case. */
export const askZone = (zone: MemoryZone): ((question: DnsQuestion) => ZoneAnswer) => {
  const names = new Map(
    Object.entries(zone).map(([name, value]) => [asciiLowerCase(name), nameDataOf(value)]),
  );
  return ({ name: asked, type }) => {
    const aliases: ZoneAlias[] = [];
    const met = new Set<string>();
    for (let name = asked; ; ) {
      const data = names.get(asciiLowerCase(name));
      if (data === undefined) return { kind: 'answer', rcode: 3, records: [], aliases };
      const records = recordsOf(data, type, name);
      if (isTrouble(records)) return { kind: 'trouble', trouble: records, aliases };
      if (records.length > 0) return { kind: 'answer', rcode: 0, records, aliases };
      // A loop ends with the aliases and NOERROR.
      if (met.has(asciiLowerCase(name))) return { kind: 'answer', rcode: 0, records: [], aliases };
      met.add(asciiLowerCase(name));
      if (data.CNAME === undefined) {
        if (data.otherwise !== undefined) return { kind: 'trouble', trouble: data.otherwise, aliases };
        return { kind: 'answer', rcode: 0, records: [], aliases };
      }
      aliases.push({ name, target: data.CNAME });
      name = data.CNAME;
    }
  };
};
