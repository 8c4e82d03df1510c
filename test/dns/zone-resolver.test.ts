import { describe, expect, it } from 'vitest';
import { parseZoneFile, type ZoneFile } from '../../src/dns/parse-zone-file.ts';
import type { DnsAnswer, DnsOutcome, RecordType } from '../../src/dns/resolver.ts';
import { zoneResolver } from '../../src/dns/zone-resolver.ts';

const zone = (file: string, text: string): ZoneFile => {
  const parsed = parseZoneFile(text, { file });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed;
};

const SOA = 'SOA ns hostmaster 1 2 3 4 60\n';

const main = zone(
  'main',
  `$ORIGIN example.com.
$TTL 300
@        ${SOA}
         TXT   "v=spf1 -all"
         MX    20 mx2
         MX    10 mx1
Www      A     192.0.2.1
alias    10 CNAME www
alias2   CNAME alias
away     CNAME there.example.net.
lost     CNAME nowhere.example.com.
out      CNAME www.elsewhere.test.
loop1    CNAME Loop2
loop2    CNAME loop1
self     CNAME self
chain    CNAME loop1
a.b.c    A     192.0.2.2
dead     NS    ns.example.org.
below.dead A   192.0.2.3
*.wild   5 TXT wild
*.wild   MX    10 mx1
x.y.wild A     192.0.2.4
*.cwild  CNAME www
*.ewild.sub  A 192.0.2.5
d\\.ot    A    192.0.2.6
`,
);
const other = zone('other', `$ORIGIN example.net.\n@ ${SOA}there 30 A 192.0.2.7\n`);
const sub = zone('sub', `$ORIGIN deep.er.example.com.\n@ 30 ${SOA}www A 192.0.2.8\n`);
const again = zone('again', '$ORIGIN example.com.\nwww 5 A 192.0.2.9\nWWW A 192.0.2.1\nwww A 192.0.2.9\n');
const lines = zone('lines', '_spf.lines.test. TXT "v=spf1 ~all"\na._spf.lines.test. A 192.0.2.1\n');

const resolver = zoneResolver([main, other, sub, again, lines]);
const ask = (name: string, type: RecordType): Promise<DnsAnswer> => resolver.resolve({ name, type });

/** The data of each record in one word. */
const dataOf = ({ records }: DnsAnswer): string[] =>
  records.map((record) => {
    if ('address' in record) return record.address;
    if ('exchange' in record) return record.exchange;
    if ('strings' in record) return record.strings.join('');
    return 'target' in record ? record.target : record.type;
  });

type Row = [
  name: string,
  type: RecordType,
  outcome: DnsOutcome,
  data: readonly string[],
  aliases?: readonly string[],
];

describe('an answer', () => {
  it.each<Row>([
    ['example.com', 'TXT', 'records', ['v=spf1 -all']],
    ['EXAMPLE.com', 'MX', 'records', ['mx2.example.com', 'mx1.example.com']],
    ['wWw.example.com', 'A', 'records', ['192.0.2.1', '192.0.2.9']],
    ['www.example.com', 'AAAA', 'no-data', []],
    ['gone.example.com', 'A', 'name-error', []],
    ['deeply.gone.example.com', 'A', 'name-error', []],
    ['d\\.ot.example.com', 'A', 'records', ['192.0.2.6']],
    ['d.ot.example.com', 'A', 'name-error', []],
    ['alias.example.com', 'A', 'records', ['192.0.2.1', '192.0.2.9'], ['www.example.com']],
    ['alias.example.com', 'CNAME', 'records', ['www.example.com']],
    [
      'alias2.example.com',
      'A',
      'records',
      ['192.0.2.1', '192.0.2.9'],
      ['alias.example.com', 'www.example.com'],
    ],
    ['alias.example.com', 'MX', 'no-data', [], ['www.example.com']],
    ['away.example.com', 'A', 'records', ['192.0.2.7'], ['there.example.net']],
    ['lost.example.com', 'A', 'name-error', [], ['nowhere.example.com']],
    ['out.example.com', 'A', 'name-error', [], ['www.elsewhere.test']],
    ['self.example.com', 'A', 'no-data', [], ['self.example.com']],
    ['loop1.example.com', 'A', 'no-data', [], ['Loop2.example.com', 'loop1.example.com']],
    [
      'chain.example.com',
      'A',
      'no-data',
      [],
      ['loop1.example.com', 'Loop2.example.com', 'loop1.example.com'],
    ],
    // Empty non-terminals exist (RFC 4592 §2.2.2).
    ['b.c.example.com', 'A', 'no-data', []],
    ['er.example.com', 'A', 'no-data', []],
    ['d.c.example.com', 'A', 'name-error', []],
    // One namespace: a delegation hides nothing.
    ['below.dead.example.com', 'A', 'records', ['192.0.2.3']],
    ['www.deep.er.example.com', 'A', 'records', ['192.0.2.8']],
    ['gone.dead.example.com', 'A', 'name-error', []],
    // RFC 4592 §3.3.1: the wildcard at the closest encloser, and none but that.
    ['any.wild.example.com', 'TXT', 'records', ['wild']],
    ['any.thing.wild.example.com', 'TXT', 'records', ['wild']],
    ['any.wild.example.com', 'A', 'no-data', []],
    ['wild.example.com', 'TXT', 'no-data', []],
    ['*.wild.example.com', 'TXT', 'records', ['wild']],
    ['y.wild.example.com', 'TXT', 'no-data', []],
    ['z.y.wild.example.com', 'TXT', 'name-error', []],
    ['x.y.wild.example.com', 'TXT', 'no-data', []],
    ['any.cwild.example.com', 'A', 'records', ['192.0.2.1', '192.0.2.9'], ['www.example.com']],
    ['sub.example.com', 'A', 'no-data', []],
    ['any.ewild.sub.example.com', 'A', 'records', ['192.0.2.5']],
    // A file without SOA.
    ['_spf.lines.test', 'TXT', 'records', ['v=spf1 ~all']],
    ['b._spf.lines.test', 'TXT', 'name-error', []],
  ])('to %s %s is %s', async (name, type, outcome, data, aliases = []) => {
    const answer = await ask(name, type);
    expect([answer.outcome, dataOf(answer), answer.aliases]).toEqual([outcome, data, aliases]);
  });

  it('has all that a server would say', async () => {
    expect(await ask('there.example.net', 'A')).toEqual({
      question: { name: 'there.example.net', type: 'A' },
      outcome: 'records',
      records: [{ type: 'A', name: 'there.example.net', ttlSeconds: 30, address: '192.0.2.7' }],
      aliases: [],
      rcode: 0,
      flags: { aa: true, tc: false, ra: true, ad: false },
      ttlSeconds: 30,
      origin: { kind: 'zone', file: 'other' },
      askedAtMs: 0,
      elapsedMs: 0,
      attempts: [],
    });
  });

  it('made from a wildcard bears the name that was asked', async () => {
    const { records } = await ask('Any.Wild.example.com', 'MX');
    expect(records.map(({ name }) => name)).toEqual(['Any.Wild.example.com']);
  });

  it('is asked at the given time', async () => {
    const answer = await zoneResolver([main], { now: () => 42 }).resolve({ name: 'example.com', type: 'A' });
    expect(answer.askedAtMs).toBe(42);
  });
});

describe('a TTL', () => {
  it.each<readonly [about: string, name: string, type: RecordType, ttlSeconds: number | undefined]>([
    ['of records is the least of theirs', 'www.example.com', 'A', 5],
    ['counts those of aliases', 'alias.example.com', 'MX', 10],
    ['of a negative answer is at most the minimum of the SOA', 'gone.example.com', 'A', 60],
    ['of a negative answer is at most that of the SOA', 'gone.deep.er.example.com', 'A', 30],
    ['of a negative answer is not known without SOA', 'gone._spf.lines.test', 'A', undefined],
  ])('%s', async (_about, name, type, ttlSeconds) => {
    expect((await ask(name, type)).ttlSeconds).toBe(ttlSeconds);
  });
});

describe('a question that the zones are not for', () => {
  it.each(['elsewhere.test', 'com', '', 'lines.test', 'example.com.test'])(
    'gives name-error to %j',
    async (name) => {
      const answer = await ask(name, 'A');
      expect(answer).toMatchObject({ outcome: 'name-error', origin: { kind: 'none' } });
      expect(answer.problems).toEqual([`${name || 'the root'} is not in any given zone`]);
      expect(answer).not.toHaveProperty('rcode');
    },
  );

  it.each([
    ['a..example.com', 'an empty label'],
    [`${'x'.repeat(64)}.example.com`, 'a label of 64 octets (63 are allowed)'],
  ])('is not asked when its name is %s', async (name, reason) => {
    const answer = await ask(name, 'A');
    expect(answer).toMatchObject({ outcome: 'unaskable', problems: [`the name has ${reason}`] });
  });
});

it('rejects only with the reason of the signal', async () => {
  const signal = AbortSignal.abort('enough');
  await expect(resolver.resolve({ name: 'example.com', type: 'A' }, signal)).rejects.toBe('enough');
});

it('tells of a loop', async () => {
  expect((await ask('self.example.com', 'A')).problems).toEqual(['its CNAME records form a loop']);
});

it('answers for the root zone', async () => {
  const root = zoneResolver([zone('root', `. ${SOA.replace('ns hostmaster', 'ns. host.')}* A 192.0.2.1\n`)]);
  expect((await root.resolve({ name: '', type: 'SOA' })).outcome).toBe('records');
  expect((await root.resolve({ name: 'any.test', type: 'A' })).outcome).toBe('records');
});
