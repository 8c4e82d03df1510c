import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { comparisonJson } from '../../src/claims/claim-json.ts';
import { compareClaim } from '../../src/claims/compare-claim.ts';
import { describeClaim } from '../../src/claims/describe-claim.ts';
import { demoZones } from '../../src/demo/zones.ts';
import { overlayResolver } from '../../src/dns/overlay-resolver.ts';
import { parseZoneFile } from '../../src/dns/parse-zone-file.ts';
import { zoneResolver } from '../../src/dns/zone-resolver.ts';
import { candidateIn, claimOf } from './claim-case.ts';

const samples = readFileSync(new URL('../fixtures/intake/policyd-spf-2007.txt', import.meta.url), 'utf8');

/** The second line of the log. Its sender was made anonymous. */
const published = samples.split('\n')[1] ?? '';

/** With the domain that the sender had. */
const line = published.replace('sender@example.com', 'postmaster@anbermedia.com');

const demo = zoneResolver(
  demoZones.flatMap(({ file, origin, text }) => {
    const parsed = parseZoneFile(text, { file, origin });
    return 'records' in parsed ? [parsed] : [];
  }),
);

const compareOver = async (resolver: typeof demo, text = line) => {
  const candidate = candidateIn(text);
  const claim = await claimOf(candidate, resolver);
  const comparison = await compareClaim(claim, resolver, { nowMs: Date.UTC(2026, 10, 22) });
  return { candidate, comparison, lines: describeClaim(comparison, candidate, claim.evaluation) };
};

describe('the log line of 2007', () => {
  test('is reproduced by the record of then', async () => {
    const { comparison, lines } = await compareOver(demo);
    expect(comparison).toEqual({ agreement: 'same', causes: [], isComplete: true });
    expect(lines).toEqual([
      'Claimed by the receiver of rcpt@example.net: permerror. A check gives the same now.',
    ]);
  });

  test('names the term that a mended record no longer has', async () => {
    const record = 'v=spf1 ip4:72.11.154.128/25 -all';
    const mended = overlayResolver(demo, new Map([['anbermedia.com', [[record]]]]));
    const { comparison, lines } = await compareOver(mended);
    expect(lines).toEqual([
      'Claimed by the receiver of rcpt@example.net: permerror. A check gives pass now. The likely cause:',
      '  The record has changed: the text names "ip4:72.11.154.128/25-all" as the term at fault, and no record on the way has it now.',
    ]);
    expect(comparisonJson(comparison)).toEqual({
      agreement: 'differs',
      causes: [
        {
          kind: 'record-changed',
          strength: 'stated',
          sentence: lines[1]?.trim(),
          evidence: 'ip4:72.11.154.128/25-all',
          result: null,
        },
      ],
      hasTriedAll: true,
    });
  });

  test('leads to the domain whose term it names, where another sender stands in it', async () => {
    const { comparison, lines } = await compareOver(demo, published);
    expect(lines).toEqual([
      'Claimed by the receiver of rcpt@example.net: permerror. A check gives none now. The likely cause:',
      '  anbermedia.com was judged: its record has "ip4:72.11.154.128/25-all", which the text names, and gives permerror, as claimed.',
    ]);
    expect(comparison.causes[0]).toMatchObject({ kind: 'other-domain', domain: 'anbermedia.com' });
  });

  test('says nothing of a domain that the zones do not hold', async () => {
    const { comparison } = await compareOver(demo, samples.split('\n')[0] ?? '');
    expect(comparison).toMatchObject({ agreement: 'differs', causes: [] });
  });
});
