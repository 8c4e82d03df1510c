import { describe, expect, test } from 'vitest';
import { parseZoneFile } from '../../src/dns/parse-zone-file.ts';
import type { DnsQuestion } from '../../src/dns/resolver.ts';
import { zoneFirstResolver } from '../../src/dns/zone-first-resolver.ts';
import { zoneResolver } from '../../src/dns/zone-resolver.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';

const zone = (() => {
  const text = `
$ORIGIN own.example.
@ 300 SOA ns hostmaster 1 3600 600 86400 60
@ TXT "v=spf1 -all"
out CNAME host.other.example.
far CNAME near
near CNAME host.other.example.
lost CNAME gone.other.example.
`;
  const parsed = parseZoneFile(text, { file: 'own.zone' });
  if (!('records' in parsed)) throw new Error(JSON.stringify(parsed.problems));
  return parsed;
})();

const stage = () => {
  const servers = memoryResolver({
    'host.other.example': { A: ['192.0.2.1'], CNAME: 'elsewhere.example' },
    'elsewhere.example': { AAAA: ['2001:db8::1'] },
    'timeout.other.example': 'timeout',
    'own.example': { TXT: ['v=spf1 +all'] },
  });
  return { servers, resolver: zoneFirstResolver(zoneResolver([zone]), servers) };
};

describe('the servers', () => {
  test.each<[DnsQuestion, string]>([
    [{ name: 'own.example', type: 'TXT' }, 'records'],
    [{ name: 'own.example', type: 'A' }, 'no-data'],
    [{ name: 'nothing.own.example', type: 'TXT' }, 'name-error'],
    [{ name: 'x..own.example', type: 'TXT' }, 'unaskable'],
  ])('are not asked what a zone is for: %o', async (question, outcome) => {
    const { servers, resolver } = stage();
    expect((await resolver.resolve(question)).outcome).toBe(outcome);
    expect(servers.asked).toEqual([]);
  });

  test.each<[DnsQuestion, string]>([
    [{ name: 'host.other.example', type: 'A' }, 'records'],
    [{ name: 'gone.other.example', type: 'A' }, 'name-error'],
    [{ name: 'timeout.other.example', type: 'A' }, 'timeout'],
    [{ name: 'notown.example', type: 'TXT' }, 'name-error'],
  ])('are asked for what no zone is for: %o', async (question, outcome) => {
    const { servers, resolver } = stage();
    expect((await resolver.resolve(question)).outcome).toBe(outcome);
    expect(servers.asked).toEqual([`${question.type} ${question.name}`]);
  });

  test.each<[DnsQuestion, string, string[]]>([
    [{ name: 'out.own.example', type: 'A' }, 'records', ['host.other.example']],
    [{ name: 'far.own.example', type: 'A' }, 'records', ['near.own.example', 'host.other.example']],
    [{ name: 'out.own.example', type: 'AAAA' }, 'records', ['host.other.example', 'elsewhere.example']],
    [{ name: 'lost.own.example', type: 'A' }, 'name-error', ['gone.other.example']],
  ])('are asked where an alias of a zone leads out of it: %o', async (question, outcome, aliases) => {
    const { servers, resolver } = stage();
    expect(await resolver.resolve(question)).toMatchObject({ question, outcome, aliases });
    expect(servers.asked).toHaveLength(1);
  });

  test('hear of the caller’s abort', async () => {
    const reason = new Error('the caller has gone');
    const { resolver } = stage();
    await expect(resolver.resolve({ name: 'a.example', type: 'A' }, AbortSignal.abort(reason))).rejects.toBe(
      reason,
    );
  });
});
