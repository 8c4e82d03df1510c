import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { incidents } from '../../src/demo/incidents.ts';
import { demoZones } from '../../src/demo/zones.ts';
import { type ParsedZoneFile, parseZoneFile, type ZoneFile } from '../../src/dns/parse-zone-file.ts';
import type { DnsOutcome, DomainName, RecordType } from '../../src/dns/resolver.ts';
import { zoneResolver } from '../../src/dns/zone-resolver.ts';

const parseDemoZone = ({ file, text }: (typeof demoZones)[number]): ParsedZoneFile =>
  parseZoneFile(text, { file });

const zones = demoZones.map(parseDemoZone).filter((parsed): parsed is { ok: true } & ZoneFile => parsed.ok);
const resolver = zoneResolver(zones);
const outcomeOf = async (name: DomainName, type: RecordType): Promise<DnsOutcome> =>
  (await resolver.resolve({ name, type })).outcome;

describe('the demo zones', () => {
  it('are all the files of their folder', () => {
    const files = readdirSync(new URL('../../src/demo/zones', import.meta.url)).sort();
    expect(demoZones.map(({ file }) => file).sort()).toEqual(files);
  });

  it.each(demoZones)('hold in $file one zone, without problems', (zone) => {
    // The bundle reads zone files as UTF-8, which is latin1 only as long as it is ASCII.
    expect(zone.text).toMatch(/^; [\x20-\x7e\n]+$/);
    const parsed = parseDemoZone(zone);
    expect(parsed).toMatchObject({ ok: true, file: zone.file });
    const records = parsed.ok ? parsed.records : [];
    expect(records.filter(({ type }) => type === 'SOA').map(({ name }) => name)).toEqual([zone.origin]);
    expect(records.filter(({ name }) => !`.${name}`.endsWith(`.${zone.origin}`))).toEqual([]);
  });

  it('have every name that an SPF record of theirs refers to', async () => {
    const texts = zones
      .flatMap(({ records }) => records)
      .flatMap((record) => (record.type === 'TXT' ? [record.strings.join('')] : []))
      .filter((text) => text.startsWith('v=spf1'));
    const wanted: Readonly<Record<string, RecordType>> = {
      include: 'TXT',
      redirect: 'TXT',
      a: 'A',
      mx: 'MX',
    };
    const questions = texts.flatMap((text) =>
      [...text.matchAll(/\b(include|redirect|a|mx)[:=]([^\s%/]+)(?=[\s/]|$)/g)].map(
        ([, term = '', name = '']) => ({
          name,
          type: wanted[term] ?? 'TXT',
        }),
      ),
    );
    expect(questions.length).toBeGreaterThan(20);
    for (const { name, type } of questions)
      expect([name, await outcomeOf(name, type)]).toEqual([name, 'records']);
  });

  it('have an address for every mail exchange', async () => {
    const exchanges = zones
      .flatMap(({ records }) => records)
      .flatMap((record) => (record.type === 'MX' ? [record.exchange] : []));
    for (const exchange of exchanges)
      expect([exchange, await outcomeOf(exchange, 'A')]).toEqual([exchange, 'records']);
  });
});

describe('the incidents', () => {
  it('have names of their own', () => {
    expect(new Set(incidents.map(({ name }) => name)).size).toBe(incidents.length);
    expect(incidents.filter(({ name }) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  it.each(incidents)(
    'have a zone for $domain, and an SPF record unless the result is none',
    async (incident) => {
      expect(await outcomeOf(incident.domain, 'SOA')).toBe('records');
      const expected = incident.clients[0].expect === 'none' ? 'no-data' : 'records';
      expect(await outcomeOf(incident.domain, 'TXT')).toBe(expected);
    },
  );

  it.each(incidents)('send in $name from the domain that is asked for', ({ domain, clients }) => {
    for (const { sender } of clients) expect(sender?.endsWith(`@${domain}`)).toBe(true);
  });
});
