import { createAnswerCache } from '../dns/answer-cache.ts';
import { overlayResolver } from '../dns/overlay-resolver.ts';
import { asciiLowerCase, type DnsRecord, type DomainName, type Resolver } from '../dns/resolver.ts';
import { findNearMiss } from '../lint/near-miss.ts';
import { escapeText } from '../report/escape-text.ts';
import type { FileLine } from '../report/linted-domain.ts';
import { readInitialDomain } from '../spf/domain-name.ts';
import { isSpfRecord } from '../spf/parse-record.ts';
import { type CommandArguments, dnsSourceOf, optionValue } from './command-input.ts';
import { readZonePlaces } from './read-zones.ts';

import { UsageError } from './usage-error.ts';

/** What `spfx lint` looks at. `places`: the lines of files that hold records, by `placeKey`; `isOwnTextOnly`: nothing
 *  but the record itself is asked for; `servers`: those of the resolver, each by itself, where several were named;
 *  `notes`: what is left out of the answers, safe to print. */
export type LintSubjects = Readonly<{
  domains: readonly DomainName[];
  resolver: Resolver;
  servers: readonly Resolver[];
  places: ReadonlyMap<string, FileLine>;
  isOwnTextOnly: boolean;
  notes: readonly string[];
}>;

/** Where a record without a domain stands. RFC 2606 §2: no name below it exists. */
export const placeholder: DomainName = 'record.invalid';

/** By which a record of a file is found again. */
export const placeKey = (domain: DomainName, text: string): string => `${asciiLowerCase(domain)} ${text}`;

/** The first line of a file that has a record of a domain. */
export const placeOfDomain = ({ places }: LintSubjects, domain: DomainName): FileLine | undefined =>
  [...places].find(([key]) => key.startsWith(placeKey(domain, '')))?.[1];

/** The name that a command line says. Throws a UsageError for what can't be one. */
export const readDomain = (text: string): DomainName => {
  const initial = readInitialDomain(text);
  if (initial.isValid) return initial.name;
  throw new UsageError(`${escapeText(text)} is no domain name: ${escapeText(initial.reason)}`);
};

/** The resolver, but for the placeholder and all below it, of which nobody knows. */
const shieldPlaceholder = (resolver: Resolver): Resolver => ({
  resolve: (question, signal) =>
    /(?:^|\.)record\.invalid$/i.test(question.name)
      ? Promise.resolve({
          question,
          outcome: 'unaskable',
          records: [],
          aliases: [],
          origin: { kind: 'none' },
          askedAtMs: 0,
          elapsedMs: 0,
          attempts: [],
          problems: ['no DOMAIN was named'],
        })
      : resolver.resolve(question, signal),
});

const isMeantAsSpf = (record: DnsRecord): boolean => {
  if (record.type !== 'TXT') return false;
  const text = record.strings.join('');
  return isSpfRecord(text) || findNearMiss(text) !== undefined;
};

const readRecordSubject = async (args: CommandArguments, text: string): Promise<LintSubjects> => {
  if (text === '') throw new UsageError('--record needs a text, such as "v=spf1 mx -all"');
  const isNamed = args.argument !== undefined;
  const domain = args.argument === undefined ? placeholder : readDomain(args.argument);
  // DNS has octets, one character each.
  const octets = Buffer.from(text, 'utf8').toString('latin1');
  const { resolver } = await dnsSourceOf(args);
  const isOwnTextOnly = args.switches.has('no-dns');
  const note = `The record stands at no domain: what it says of its own (a, mx, ptr, %{d}) was not looked at. Name a DOMAIN for that.`;
  return {
    domains: [domain],
    resolver: overlayResolver(
      createAnswerCache(isNamed ? resolver : shieldPlaceholder(resolver)).live,
      new Map([[domain, [[octets]]]]),
    ),
    // They know nothing of a record that is not published yet.
    servers: [],
    places: new Map(),
    isOwnTextOnly,
    notes: isOwnTextOnly
      ? ['Nothing was asked of DNS: what the record refers to was not looked at.']
      : isNamed
        ? []
        : [note],
  };
};

/** What the command line says to look at: a domain, a record that is not published yet, or every name of zone files
 *  that has a record, or a TXT record that was meant as one. */
export const readLintSubjects = async (args: CommandArguments): Promise<LintSubjects> => {
  const record = optionValue(args, 'record');
  if (record !== undefined) return readRecordSubject(args, record);
  if (args.switches.has('no-dns')) throw new UsageError('--no-dns needs --record TEXT');
  const zones = args.values.get('zone') ?? [];
  if (args.argument === undefined && zones.length === 0)
    throw new UsageError('lint needs a DOMAIN, a --record or a --zone; "spfx demo" lists examples');
  const { resolver, servers = [] } = await dnsSourceOf(args);
  const placed = (await readZonePlaces(zones)).filter(({ record: one }) => isMeantAsSpf(one));
  const places = new Map(
    placed.map(({ record: { name, ...data }, place }) => [
      placeKey(name, 'strings' in data ? data.strings.join('') : ''),
      place,
    ]),
  );
  const names = new Map(placed.map(({ record: { name } }) => [asciiLowerCase(name), name]));
  if (args.argument === undefined && names.size === 0)
    throw new UsageError(
      `there is no SPF record in ${zones.map((file) => escapeText(file)).join(', ')}; name a DOMAIN to look at one without`,
    );
  return {
    domains: args.argument === undefined ? [...names.values()] : [readDomain(args.argument)],
    resolver: createAnswerCache(resolver).live,
    servers: servers.map((server) => createAnswerCache(server).live),
    places,
    isOwnTextOnly: false,
    notes: [],
  };
};
