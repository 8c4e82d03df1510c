import { unaskableReason } from './domain-name.ts';
import type { ZoneFile } from './parse-zone-file.ts';
import {
  asciiLowerCase,
  type DnsAnswer,
  type DnsFlags,
  type DnsQuestion,
  type DnsRecord,
  type DomainName,
  type Resolver,
} from './resolver.ts';
import { RCODE } from './wire-format.ts';
import { type NamePlace, type ZoneNode, zoneNameTree } from './zone-name-tree.ts';

/** `now`: milliseconds since the epoch, for `askedAtMs`, which is 0 without it. */
export type ZoneResolverOptions = Readonly<{ now?: () => number }>;

/** A resolver that knows these zones and nothing else, and answers at once.
 *  All zones are one namespace: a name in several files has the records of each, a CNAME leads from one zone into
 *  another, a delegation has no effect. A name that no zone is for gets `name-error` with a problem that says so, of
 *  origin `none`. A CNAME loop ends as `no-data` with the aliases up to where it closes. */
export const zoneResolver = (zones: readonly ZoneFile[], options: ZoneResolverOptions = {}): Resolver => {
  const findName = zoneNameTree(zones);
  const now = options.now ?? (() => 0);
  return {
    resolve: async (question, signal) => {
      signal?.throwIfAborted();
      return {
        question,
        records: [],
        aliases: [],
        askedAtMs: now(),
        elapsedMs: 0,
        attempts: [],
        ...answerQuestion(question, findName),
      };
    },
  };
};

/** What of an answer depends on the zones. */
type Finding = Pick<DnsAnswer, 'outcome' | 'origin'> & Partial<DnsAnswer>;

const FLAGS: DnsFlags = { aa: true, tc: false, ra: true, ad: false };

const answerQuestion = (question: DnsQuestion, findName: FindName): Finding => {
  const reason = unaskableReason(question.name);
  if (reason !== undefined)
    return { outcome: 'unaskable', origin: { kind: 'none' }, problems: [`the name has ${reason}`] };

  const { name, place, aliases, aliasTtls, isLoop } = followAliases(question, findName);
  if (place.kind === 'outside') {
    const problems = [`${name === '' ? 'the root' : name} is not in any given zone`];
    return { outcome: 'name-error', aliases, origin: { kind: 'none' }, problems };
  }
  const isMissing = place.kind === 'missing';
  const file = isMissing ? place.apex.file : place.node.file;
  const common = {
    aliases,
    flags: FLAGS,
    rcode: isMissing ? RCODE.nameError : RCODE.noError,
    origin: { kind: 'zone', file },
  } as const;

  const set = isMissing ? undefined : place.node.sets.get(question.type);
  if (set !== undefined) {
    // RFC 4592 §3.3.3: a record made from a wildcard bears the name that was asked.
    const records = place.kind === 'wildcard' ? set.map((record) => ({ ...record, name })) : set;
    return { ...common, outcome: 'records', records, ...leastTtl([...aliasTtls, ...set.map(ttlOf)]) };
  }
  const outcome = isMissing ? 'name-error' : 'no-data';
  if (isLoop)
    return { ...common, outcome, ...leastTtl(aliasTtls), problems: ['its CNAME records form a loop'] };
  return { ...common, outcome, ...leastTtl([...aliasTtls, ...negativeTtls(place.apex)]) };
};

type FindName = (name: DomainName) => NamePlace;

/** Where the CNAME records of the zones lead from a question's name, and over which targets. */
type AliasChain = Readonly<{
  name: DomainName;
  place: NamePlace;
  aliases: readonly DomainName[];
  aliasTtls: readonly number[];
  isLoop: boolean;
}>;

const followAliases = ({ name: asked, type }: DnsQuestion, findName: FindName): AliasChain => {
  const aliases: DomainName[] = [];
  const aliasTtls: number[] = [];
  const passed = new Set<string>();
  for (let name = asked; ; ) {
    const place = findName(name);
    const alias =
      'node' in place && !place.node.sets.has(type) ? place.node.sets.get('CNAME')?.[0] : undefined;
    const isLoop = passed.has(asciiLowerCase(name));
    if (alias?.type !== 'CNAME' || isLoop) return { name, place, aliases, aliasTtls, isLoop };
    passed.add(asciiLowerCase(name));
    aliases.push(alias.target);
    aliasTtls.push(alias.ttlSeconds);
    name = alias.target;
  }
};

const ttlOf = (record: DnsRecord): number => record.ttlSeconds;

/** RFC 2308 §5: a negative answer lives as long as the SOA, and no longer than the minimum in it. */
const negativeTtls = (apex: ZoneNode): number[] =>
  (apex.sets.get('SOA') ?? []).flatMap((soa) =>
    soa.type === 'SOA' ? [soa.ttlSeconds, soa.minimumSeconds] : [],
  );

const leastTtl = (ttls: readonly number[]): Readonly<{ ttlSeconds?: number }> =>
  ttls.length === 0 ? {} : { ttlSeconds: ttls.reduce((least, ttl) => Math.min(least, ttl)) };
