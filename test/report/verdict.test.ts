import { describe, expect, test } from 'vitest';
import { startExploration } from '../../src/exploration/reduce-exploration.ts';
import { emptyPolicy, foldWalk } from '../../src/policy/policy.ts';
import { costsOf } from '../../src/policy/term-cost.ts';
import { walkContext } from '../../src/policy/walk-policy.ts';
import { excerptPlace } from '../../src/report/excerpt-place.ts';
import { describePolicy, describeVerdict } from '../../src/report/verdict.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { requestFrom, walkZone } from '../helpers/walk-zone.ts';

const judge = async (zone: MemoryZone, ip = '192.0.2.1', domain = 'example.com') =>
  describeVerdict(await checkHost(requestFrom(ip, { domain }), memoryResolver(zone)));

describe('the place of a verdict', () => {
  test('is the term that decided', async () => {
    const { place } = await judge({ 'example.com': 'v=spf1 ip4:192.0.2.0/24 -all' });
    expect(place).toEqual({
      domain: 'example.com',
      text: 'v=spf1 ip4:192.0.2.0/24 -all',
      start: 7,
      end: 23,
      column: 8,
      note: 'this term decides',
    });
  });

  test('is the slip, where the record is no record', async () => {
    const { place } = await judge({ 'example.com': 'v=spf1 ip4:72.11.154.128/25-all' });
    expect(place?.text.slice(place.start, place.end)).toBe('-all');
    expect(place).toMatchObject({ column: 28, note: 'a space is missing before "-all" (column 28)' });
  });

  test('has the column of the record as published, and the marks of the text as shown', async () => {
    const { place } = await judge({ 'example.com': 'v=spf1 exp=caf\xc3\xa9.example ip4:1' });
    expect(place?.text).toBe('v=spf1 exp=caf\\xC3\\xA9.example ip4:1');
    expect(place).toMatchObject({ start: 14, column: 15 });
    const later = await judge({ 'example.com': { TXT: [['v=spf1 x=%{d', '} ip4:192.0.2.1/33']] } });
    expect(later.place?.text.slice(later.place.start)).toBe('/33');
  });

  test.each<[string, MemoryZone]>([
    ['no record', {}],
    ['two records', { 'example.com': { TXT: ['v=spf1 -all', 'v=spf1 -all'] } }],
    ['DNS trouble at the root', { 'example.com': 'timeout' }],
  ])('does not exist where there is %s', async (_, zone) => {
    expect((await judge(zone)).place).toBeUndefined();
  });
});

describe('the next step', () => {
  test.each<[what: string, zone: MemoryZone, step: RegExp | undefined, ip?: string]>([
    ['nothing after a pass', { 'example.com': 'v=spf1 +all' }, undefined],
    ['nothing where a term names the client', { 'example.com': 'v=spf1 -ip4:192.0.2.1' }, undefined],
    [
      'to put the client in',
      { 'example.com': 'v=spf1 -all' },
      /^If 192\.0\.2\.1 is yours, put ip4:192\.0\.2\.1 before "-all" in the record of example\.com/,
    ],
    [
      'to put an IPv6 client in',
      { 'example.com': 'v=spf1 ~all' },
      /put ip6:2001:db8::1 before "~all"/,
      '2001:db8::1',
    ],
    ['to end the record', { 'example.com': 'v=spf1' }, /^End the record with "-all" or "~all"/],
    ['to publish one', { 'example.com': { A: ['192.0.2.1'] } }, /^Publish a TXT record at example\.com/],
    [
      'to correct a record in quotes',
      { 'example.com': { TXT: ['"v=spf1 -all"'] } },
      /^Correct the TXT record of example\.com that begins .*: an SPF record begins with v=spf1 and a space/,
    ],
    [
      'to correct a record with a tab',
      { 'example.com': { TXT: ['v=spf1\tip4:192.0.2.1'] } },
      /^Correct the TXT record/,
    ],
    [
      'to correct two strings that weld',
      { 'example.com': { TXT: ['v=spf1-all'] } },
      /^Correct the TXT record/,
    ],
    ['not to touch what is no SPF', { 'example.com': { TXT: ['spf=v1', 'xv=spf1 -all'] } }, /^Publish a TXT/],
    ['to look at the spelling', {}, /^Check the spelling of example\.com/],
    [
      'to correct the include',
      { 'example.com': 'v=spf1 include:b.example' },
      /^Correct or remove the include in the record of example\.com/,
    ],
    [
      'to merge',
      { 'example.com': { TXT: ['v=spf1 -all', 'v=spf1 ~all'] } },
      /^Merge the records of example\.com/,
    ],
    ['to correct the record', { 'example.com': 'v=spf1 ip4:1' }, /^Correct the record of example\.com/],
    [
      'to remove includes',
      { 'example.com': { TXT: [`v=spf1 ${'a '.repeat(11)}-all`], A: ['198.51.100.1'] } },
      /^Remove includes/,
    ],
    [
      'to break a loop',
      { 'example.com': 'v=spf1 include:B.example -all', 'b.example': 'v=spf1 redirect=Example.com' },
      /^Remove "redirect=Example\.com" from the record of b\.example: it leads back to example\.com\.$/i,
    ],
    [
      'to break a loop of one',
      { 'example.com': 'v=spf1 include:example.com' },
      /^Remove "include:example\.com" from the record of example\.com: it leads back to example\.com\.$/,
    ],
    [
      'to remove what is empty, by name',
      { 'example.com': 'v=spf1 a:a.example mx:b.example exists:c.example -all' },
      /^Remove the terms whose names have no records: A a\.example, MX b\.example, A c\.example\.$/,
    ],
    [
      'to name hosts rather than exchanges that lack a family',
      {
        'example.com': {
          TXT: ['v=spf1 mx -all'],
          MX: [
            [1, 'a.example'],
            [2, 'b.example'],
            [3, 'c.example'],
          ],
        },
      },
      /^Name the hosts that send by ip4 and ip6 instead of mx; these came back empty: A a\.example, A b\.example, A c\.example\.$/,
    ],
    ['another resolver', { 'example.com': 'timeout' }, /--server ADDR.*--demo/],
  ])('is %s', async (_, zone, step, ip) => {
    const { nextStep } = await judge(zone, ip);
    if (step === undefined) expect(nextStep).toBeUndefined();
    else expect(nextStep).toMatch(step);
  });

  test('has no quotation longer than a line', async () => {
    const long = 'x'.repeat(60_000);
    const { sentence, place } = await judge({ 'example.com': `v=spf1 ip4:192.0.2.1 ${long} -all` });
    expect(sentence).toContain(`"${'x'.repeat(40)}...${'x'.repeat(20)}" is no mechanism`);
    expect(place?.note).toContain('...');
    const { policy } = await walkZone({ 'example.com': `v=spf1 ${long} -all` });
    expect(describePolicy(policy, costsOf(policy)).sentence.length).toBeLessThan(200);
  });

  test('is safe to print whatever the record holds', async () => {
    const { nextStep, sentence, place } = await judge({
      'example.com': 'v=spf1 include:a\x1b[2J.example ip4:\x9b',
    });
    for (const text of [nextStep, sentence, place?.text, place?.note]) expect(text).toMatch(/^[\x20-\x7e]*$/);
  });
});

describe('a policy without a client', () => {
  const tell = async (zone: MemoryZone) => {
    const { policy } = await walkZone(zone);
    return describePolicy(policy, costsOf(policy));
  };

  test.each<[what: string, zone: MemoryZone, word: string, sentence: string]>([
    [
      'that stands',
      {
        'example.com': { TXT: ['v=spf1 mx include:b.example -all'], MX: [[1, 'm.example']] },
        'b.example': 'v=spf1 -all',
        'm.example': { A: ['192.0.2.1'] },
      },
      'policy',
      '3 terms, 1 further record; if nothing matches, 2 of 10 lookups, 0 of 2 voids over IPv4, 1 over IPv6.',
    ],
    [
      'of which two includes have no record',
      { 'example.com': 'v=spf1 include:b.example include:c.example -all', 'b.example': {} },
      'policy',
      '3 terms, 0 further records; if nothing matches, 2 of 10 lookups, 2 of 2 voids.',
    ],
    [
      'that is over the limit',
      { 'example.com': `v=spf1 ${'a '.repeat(11)}-all`, 'b.example': {} },
      'over the limit',
      '12 terms, 0 further records; if nothing matches, 11 of 10 lookups, 11 of 2 voids.',
    ],
    [
      'of which an mx has too many exchanges',
      {
        'example.com': 'v=spf1 include:b.example -all',
        'b.example': {
          TXT: ['v=spf1 mx -all'],
          MX: Array.from({ length: 11 }, (_, index) => [1, `m${index}.example`]),
        },
      },
      'over the limit',
      '"mx" of b.example finds 11 exchanges; only 10 are allowed.',
    ],
    [
      'that is a loop',
      { 'example.com': 'v=spf1 include:example.com' },
      'over the limit',
      '1 term, 0 further records; if nothing matches, ∞ of 10 lookups, 0 of 2 voids.',
    ],
    [
      'that depends on the client',
      { 'example.com': 'v=spf1 exists:%{i}.b.example -all' },
      'policy',
      '2 terms, 0 further records; if nothing matches, 1 or more of 10 lookups, 0 of 2 voids.',
    ],
    [
      'with a slip',
      { 'example.com': 'v=spf1 ip4:1' },
      'broken',
      'The record has a syntax error: "1" is no IPv4 address.',
    ],
    [
      'that there are two of',
      { 'example.com': { TXT: ['v=spf1 -all', 'v=spf1 ~all'] } },
      'broken',
      'example.com publishes 2 SPF records; there may be only one.',
    ],
    ['that is none', { 'example.com': {} }, 'no policy', 'example.com publishes no SPF record.'],
    [
      'in trouble',
      { 'example.com': 'timeout' },
      'DNS trouble',
      'no answer to "TXT example.com" from the resolver within 0 ms.',
    ],
  ])('%s', async (_, zone, word, sentence) => {
    const told = await tell(zone);
    expect(told).toMatchObject({ word });
    expect(told.sentence.toLowerCase()).toBe(sentence.toLowerCase());
  });

  test('in trouble says what to do about it', async () => {
    const { policy } = await walkZone({ 'example.com': 'refused' });
    expect(describePolicy(policy, costsOf(policy)).nextStep).toMatch(/--server ADDR/);
    const { policy: sound } = await walkZone({ 'example.com': 'v=spf1 -all' });
    expect(describePolicy(sound, costsOf(sound))).not.toHaveProperty('nextStep');
  });

  test('that is still asked for says what it waits for', () => {
    const nothing = emptyPolicy('example.com', walkContext(undefined));
    expect(describePolicy(nothing, costsOf(nothing))).toEqual({ word: 'asking', sentence: 'No answer yet.' });
    const planned = { question: { name: 'example.com', type: 'TXT' }, purpose: 'record' } as const;
    const asked = foldWalk(nothing, [{ kind: 'asked', planned, atMs: 0 }]);
    expect(describePolicy(asked, costsOf(asked)).sentence).toBe('Waiting for TXT example.com.');
  });

  test.each([
    [
      'localhost',
      '"localhost" cannot be checked: it has one label only; a fully qualified name has two or more.',
    ],
    ['', '"" cannot be checked: it is empty.'],
    ['a\x1b.example', '"a\\x1B.example" cannot be checked: it contains a character that no host name has.'],
  ])('of %j says why there is none, and waits for nothing', (domain, sentence) => {
    const { policy } = startExploration(domain, undefined, 0);
    expect(describePolicy(policy, costsOf(policy))).toEqual({ word: 'no policy', sentence });
  });
});

describe('the excerpt of a long record', () => {
  const text = Array.from({ length: 200 }, (_, index) => String(index % 10)).join('');

  test.each([
    [0, 4],
    [98, 104],
    [196, 200],
    [0, 200],
    [50, 190],
  ])('around columns %i to %i is no wider than it may be, and shows where they begin', (start, end) => {
    const cut = excerptPlace({ text, start, end }, 76, '...');
    expect(cut.text.length).toBeLessThanOrEqual(76);
    expect(cut.text[cut.start]).toBe(text[start]);
    expect(cut.end).toBeGreaterThan(cut.start);
    expect(cut.end).toBeLessThanOrEqual(cut.text.length);
  });

  test('is the record itself where it fits', () => {
    expect(excerptPlace({ text: 'v=spf1 -all', start: 7, end: 11 }, 76, '...')).toEqual({
      text: 'v=spf1 -all',
      start: 7,
      end: 11,
    });
  });
});
