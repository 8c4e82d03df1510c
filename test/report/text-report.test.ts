import { describe, expect, test } from 'vitest';
import { plainPaint } from '../../src/cli/paint.ts';
import { readDemoZones } from '../../src/cli/read-zones.ts';
import { incidents } from '../../src/demo/incidents.ts';
import { createAnswerCache } from '../../src/dns/answer-cache.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { zoneResolver } from '../../src/dns/zone-resolver.ts';
import { proveFix } from '../../src/exploration/prove-fix.ts';
import { walkPolicy } from '../../src/policy/walk-policy.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../src/report/glyphs.ts';
import { describeCaps, textReport } from '../../src/report/text-report.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { requestFrom, walkZone } from '../helpers/walk-zone.ts';

const demo = zoneResolver(await readDemoZones());

const report = async (
  resolver: Resolver,
  domain: string,
  client?: Readonly<{ ip: string; helo: string; sender?: string }>,
  glyphs = unicodeGlyphs,
): Promise<string[]> => {
  const { live, speculative } = createAnswerCache(resolver);
  const request = client === undefined ? undefined : requestFrom(client.ip, { ...client, domain });
  const policy = await walkPolicy(domain, speculative, { ...(request && { request }), now: () => 0 });
  const evaluation = request && (await checkHost(request, live));
  const fix = evaluation && (await proveFix(evaluation, live));
  const input = { domain, policy, nowMs: 0, glyphs, paint: plainPaint };
  return textReport({ ...input, ...(evaluation && { evaluation }), ...(fix && { fix }) });
};

const incident = (name: string) => {
  const found = incidents.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no incident is called ${name}`);
  return found;
};

describe('the report on an incident', () => {
  test('with a slip says the answer, its place, and the fix that was proven', async () => {
    const { domain, clients } = incident('missing-space');
    expect(`\n${(await report(demo, domain, clients[0])).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      anbermedia.com  permerror
      The record of anbermedia.com has a syntax error: a space is missing before "-all".  [RFC 7208 §4.6.1]
        v=spf1 ip4:72.11.154.128/25-all
                                   ^ column 28
      Fix: v=spf1 ip4:72.11.154.128/25 -all
           would give 72.11.154.232 pass by ip4:72.11.154.128/25
      Client 72.11.154.232, helo mail.anbermedia.com, from postmaster@anbermedia.com. Lookups 0 of 10, void lookups 0 of 2.

      Policy
        ✗ v=spf1  anbermedia.com           permerror
          ! ip4:72.11.154.128/25-all       syntax error

      DNS
        TXT anbermedia.com  NOERROR  ttl 600  zone anbermedia.com.zone  aa
            "v=spf1 ip4:72.11.154.128/25-all"
      "
    `);
  });

  test('that passes over IPv4 and not over IPv6 shows where the void lookups went', async () => {
    const { domain, clients } = incident('ipv6-voids');
    expect(`\n${(await report(demo, domain, clients[0])).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      four-exchanges.example  permerror
      "mx" of four-exchanges.example brings the 3rd void lookup, for a name without records; only 2 are allowed.  [RFC 7208 §4.6.4]
        v=spf1 mx ~all
               ^ column 8
      Next: Name the hosts that send by ip4 and ip6 instead of mx; these came back empty: AAAA mx1.four-exchanges.example, AAAA mx2.four-exchanges.example, AAAA mx3.four-exchanges.example.
      Client 2a01:261:e80:4800::1, helo mx4.four-exchanges.example, from postmaster@four-exchanges.example. Lookups 1 of 10, void lookups 3 of 2.

      Policy
        ✗ v=spf1  four-exchanges.example       permerror
          ✗ mx                             #1  too many voids, 3 voids
            ~all                               past the limit

      DNS
        TXT four-exchanges.example  NOERROR  ttl 3600  zone four-exchanges.example.zone  aa
            "v=spf1 mx ~all"
        MX four-exchanges.example  NOERROR  ttl 3600  zone four-exchanges.example.zone  aa
            10 mx1.four-exchanges.example
            20 mx2.four-exchanges.example
            30 mx3.four-exchanges.example
            40 mx4.four-exchanges.example
        AAAA mx1.four-exchanges.example  NODATA  ttl 600  zone four-exchanges.example.zone  aa
        AAAA mx2.four-exchanges.example  NODATA  ttl 600  zone four-exchanges.example.zone  aa
        AAAA mx3.four-exchanges.example  NODATA  ttl 600  zone four-exchanges.example.zone  aa
        AAAA mx4.four-exchanges.example  NOERROR  ttl 3600  zone four-exchanges.example.zone  aa
            2a01:261:e80:4800::1
      "
    `);
  });

  test.each(incidents)('$name has lines that are safe to print', async ({ domain, clients }) => {
    for (const glyphs of [unicodeGlyphs, asciiGlyphs])
      for (const lines of [
        await report(demo, domain, clients[0], glyphs),
        await report(demo, domain, undefined, glyphs),
      ])
        expect(lines.filter((line) => /[\x00-\x1f\x7f-\x9f]/.test(line))).toEqual([]);
  });
});

describe('a report', () => {
  test('opens each record once, where it first stands', async () => {
    const lines = await report(
      memoryResolver({
        'example.com': 'v=spf1 include:a.example include:b.example include:A.EXAMPLE -all',
        'a.example': 'v=spf1 include:b.example -all',
        'b.example': 'v=spf1 ip4:192.0.2.1 -all',
      }),
      'example.com',
    );
    const tree = lines.slice(0, lines.indexOf('DNS'));
    expect(tree.filter((line) => line.includes('ip4:192.0.2.1'))).toHaveLength(1);
    expect(tree.filter((line) => line.includes('include:b.example'))).toHaveLength(2);
  });

  test('says which cap ended the walk', async () => {
    const many = Array.from({ length: 400 }, (_, index) => `exists:n${index}.example`).join(' ');
    const { policy } = await walkZone({ 'example.com': `v=spf1 ${many}` });
    expect(describeCaps(policy)).toEqual(['The walk stopped at 300 queries: what lies beyond is not shown.']);
    const { policy: deep } = await walkZone(
      { 'example.com': 'v=spf1 include:a.example' },
      { caps: { depth: 0 } },
    );
    expect(describeCaps(deep)).toEqual(['The walk stopped at depth 0: what lies beyond is not shown.']);
    const { policy: long } = await walkZone(
      { 'example.com': 'v=spf1 include:a.example', 'a.example': 'v=spf1 a a a' },
      { caps: { terms: 2 } },
    );
    expect(describeCaps(long)).toEqual(['The walk stopped at 2 terms: what lies beyond is not shown.']);
    expect(describeCaps({ ...long, reachedCaps: [{ kind: 'octets', limit: 500_000 }] })).toEqual([
      'The walk stopped at 500000 octets of answers: what lies beyond is not shown.',
    ]);
  });

  test.each<[string, MemoryZone]>([
    ['a record', { 'example.com': 'v=spf1 include:a\x1b[2J.example \xe2\x80\xae ip4:\x9b -all' }],
    ['the texts beside it', { 'example.com': { TXT: ['v=spf1 -all', '\x1b]0;x\x07', '\u202e'] } }],
    ['names', { 'example.com': { TXT: ['v=spf1 mx -all'], MX: [[1, 'm\x1b[31m.example']] } }],
    ['an explanation', { 'example.com': 'v=spf1 -all exp=why.example', 'why.example': 'see \x1b[5m %{h}' }],
  ])('shows what would steer a terminal in %s as escapes', async (_, zone) => {
    const lines = await report(memoryResolver(zone), 'example.com', {
      ip: '192.0.2.1',
      helo: 'h\x1b[0m\u202e',
      sender: 'a\x07\u200b@b.example',
    });
    expect(lines.join('')).toContain('\\x1B');
    expect(lines.filter((line) => /[\x00-\x1f\x7f-\x9f\u200b\u202e]/.test(line))).toEqual([]);
  });

  test('on 30,000 terms is made without a stack to overflow', async () => {
    const { policy } = await walkZone({ 'example.com': `v=spf1 ${'a '.repeat(30_000)}` });
    const wide = { ...policy, records: new Map(policy.records) };
    const record = wide.records.get('example.com');
    if (record?.kind !== 'read') throw new Error('the record was not read');
    wide.records.set('example.com', {
      ...record,
      terms: Array.from({ length: 6 }, () => record.terms).flat(),
    });
    const input = { domain: 'example.com', policy: wide, nowMs: 0, glyphs: asciiGlyphs, paint: plainPaint };
    expect(textReport(input).length).toBeGreaterThan(180_000);
  });
});
