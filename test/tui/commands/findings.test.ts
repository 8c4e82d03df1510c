import { describe, expect, it } from 'vitest';
import type { Resolver } from '../../../src/dns/resolver.ts';
import { organisationalDomain } from '../../../src/lint/organisational-domain.ts';
import { memoryResolver } from '../../helpers/memory-resolver.ts';
import type { MemoryZone } from '../../helpers/memory-zone.ts';
import { demoResolver, driveScreen, type ScreenDriver } from '../../helpers/screen-driver.ts';
import { exploreZone } from '../../helpers/zone-screen.ts';

/** Includes of a network each, two of which `big.example` includes as well: 12 lookups. */
const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const zone: MemoryZone = {
  'example.com': `v=spf1 include:big.example ${numbers.map((number) => `include:p${number}.example`).join(' ')} -all`,
  'big.example': 'v=spf1 include:p1.example include:p2.example ip4:203.0.113.0/24 ~all',
  ...Object.fromEntries(
    numbers.map((number) => [`p${number}.example`, `v=spf1 ip4:198.51.${number}.0/24 ~all`]),
  ),
};

/** The detail, its lines joined. */
const detailOf = (screen: ScreenDriver): string =>
  screen
    .rows()
    .flatMap((row) => row.match(/[│┃]([^│┃]*)[│┃]$/)?.[1]?.trim() ?? [])
    .join(' ');

const tall = { columns: 120, rows: 80 };

describe('the lookup budget', () => {
  it('says where the limit trips, and what is enough, before all else', async () => {
    const screen = await exploreZone(zone, 'example.com', [{}], tall);
    expect(detailOf(screen)).toContain(
      'The limit trips at include:p8.example of example.com, where nothing matches. Enough to be within the limit: take out include:p1.example and include:p2.example.',
    );
    expect(screen.rows()[2]).toContain(
      'next  Take out include:p1.example and include:p2.example: 2 lookups less; other terms do all that they do.',
    );
  });

  it('is the next step of a check that the limit ended', async () => {
    const screen = await exploreZone(zone, 'example.com', [{ ip: '192.0.2.1' }], tall);
    expect(screen.text()).toMatch(
      /PERMERROR[\s\S]*next {2}Take out include:p1\.example and include:p2\.example: 2 lookups less/,
    );
  });

  const rows: readonly (readonly [string, readonly string[], string])[] = [
    ['what goes with a term', ['j'], '3 lookups of 12; addresses that pass by it alone: 256 IPv4.'],
    [
      'the cheapest cut',
      ['j', 'J'],
      'Enough to be within the limit: take out include:p1.example and include:p2.example.',
    ],
    ['a term that others cover', ['j', 'J'], '1 lookup of 12; other terms do all that it does.'],
    [
      'what could stand in its place, and what that costs',
      ['j', 'J'],
      '1 network could stand in its place, which saves 1 lookup: ip4:198.51.1.0/24 Such a copy goes stale',
    ],
    ['the term at which the limit trips', ['G', 'K', 'K'], 'Here the limit trips: lookup 11 of 10'],
  ];
  it.each(rows)('tells %s', async (_, keys, wanted) => {
    const screen = await exploreZone(zone, 'example.com', [{ ip: '2001:db8::1' }], tall);
    await screen.press('g', ...keys);
    expect(detailOf(screen)).toContain(wanted);
  });

  it('follows a what-if', async () => {
    const screen = await exploreZone(zone, 'example.com', [{}], tall);
    await screen.press('j', 'x', 'g');
    expect(detailOf(screen)).not.toContain('The limit trips');
    expect(screen.text()).toContain('over the limit → policy');
  });

  it('is none far from the limit', async () => {
    const screen = await exploreZone({ 'example.com': 'v=spf1 a -all' }, 'example.com', [{}], tall);
    expect(detailOf(screen)).not.toMatch(/limit|dearest/);
  });
});

const ownersOver = async (resolver: Resolver, domain: string): Promise<ScreenDriver> => {
  const loadOrganisationOf = async () => organisationalDomain;
  const screen = driveScreen(resolver, tall, undefined, { loadOrganisationOf });
  screen.controller.explore(domain);
  await screen.settle();
  return screen;
};

describe('whose record it is', () => {
  it('stands with the record, and its questions in the log', async () => {
    const screen = await ownersOver(await demoResolver(), 'google.com');
    expect(detailOf(screen)).toMatch(/Whose record google\.com: contact \S+@\S+, zone google\.com/);
    await screen.press('j');
    expect(detailOf(screen)).toMatch(
      /Whose records _spf\.google\.com: Google Workspace, of google\.com, contact \S+@\S+, zone google\.com google\.com: contact/,
    );
    await screen.press('4', 'G');
    expect(screen.text()).toMatch(/SOA google\.com +NOERROR/);
  });

  it('is asked once the walk is over, and not of names that are known', async () => {
    const asked: string[] = [];
    const inner = memoryResolver(zone);
    const resolver: Resolver = {
      resolve: (question, signal) => {
        asked.push(`${question.type} ${question.name}`);
        return inner.resolve(question, signal);
      },
    };
    const screen = await ownersOver(resolver, 'example.com');
    const first = asked.findIndex((text) => text.startsWith('SOA'));
    expect(first).toBeGreaterThan(10);
    expect(asked.slice(first).filter((text) => !text.startsWith('SOA'))).toEqual([]);
    const before = asked.length;
    await screen.press('j', 'x', 'u');
    expect(asked.length).toBe(before);
  });

  it('is asked anew with DNS, and by no answer that never comes', async () => {
    const inner = memoryResolver(zone);
    let asked = 0;
    const resolver: Resolver = {
      resolve: (question, signal) => {
        if (question.type !== 'SOA') return inner.resolve(question, signal);
        asked++;
        return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      },
    };
    const screen = await ownersOver(resolver, 'example.com');
    const before = asked;
    expect(before).toBe(11);
    expect(screen.rows()[0]).toContain('queries …');
    await screen.press('r');
    expect(asked).toBe(2 * before);
    screen.controller.stop();
    await screen.settle();
  });

  it('shows what a hostile contact holds as text', async () => {
    const inner = memoryResolver({ 'evil.example': 'v=spf1 -all' });
    const resolver: Resolver = {
      resolve: async (question, signal) => {
        const answer = await inner.resolve(question, signal);
        if (question.type !== 'SOA') return answer;
        const { name } = question;
        const soa = { mname: name, rname: 'a\x1b[2J\x07.evil.example', serial: 1, minimumSeconds: 1 };
        const record = { name, type: 'SOA' as const, ttlSeconds: 1, ...soa };
        return { ...answer, outcome: 'records', records: [record] };
      },
    };
    const screen = await ownersOver(resolver, 'evil.example');
    expect(detailOf(screen)).toContain('contact a\\x1B[2J\\x07@evil.example');
  });
});
