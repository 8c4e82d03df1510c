import { describe, expect, it } from 'vitest';
import type { RecordType } from '../../src/dns/resolver.ts';
import { askingTerm } from '../../src/exploration/asking-term.ts';
import { type Exploration, evaluationOf } from '../../src/exploration/exploration.ts';
import { startExploration } from '../../src/exploration/reduce-exploration.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { requestFrom, walkOver } from '../helpers/walk-zone.ts';

const zone: MemoryZone = {
  'example.com': {
    TXT: ['v=spf1 a include:one.example mx:mail.example ptr exists:%{i}.list.example exp=why.example -all'],
    A: ['203.0.113.1'],
    AAAA: ['2001:db8::1'],
  },
  'host.example': { A: ['203.0.113.2'], AAAA: ['2001:db8::2'] },
  'one.example': 'v=spf1 include:two.example a:host.example redirect=two.example',
  'two.example': 'v=spf1 a:host.example ip4:198.51.100.0/24',
  'mail.example': { MX: [[10, 'mx1.mail.example']] },
  'mx1.mail.example': { A: ['192.0.2.9'] },
  '1.2.0.192.in-addr.arpa': { PTR: ['client.example.com'] },
  'why.example': { TXT: ['because'] },
};

const explored = async (ip?: string): Promise<Exploration> => {
  const request = ip === undefined ? undefined : requestFrom(ip, { domain: 'example.com' });
  const { policy } = await walkOver(memoryResolver(zone), request === undefined ? {} : { request });
  const exploration = { ...startExploration('example.com', request, 0), policy };
  if (request === undefined) return exploration;
  const evaluation = await checkHost(request, memoryResolver(zone));
  return { ...exploration, check: { kind: 'done', evaluation } };
};

describe('the place that asked', () => {
  const rows: readonly (readonly [string, RecordType, string, string | undefined])[] = [
    ['the root record', 'TXT', 'example.com', ''],
    ['in any case of letters', 'TXT', 'EXAMPLE.com', ''],
    ['an address of the domain', 'A', 'example.com', '0'],
    ['a record that is included', 'TXT', 'one.example', '1'],
    ['one that is included twice, at its first place', 'TXT', 'two.example', '1.0'],
    ['a host that two records name, at its first place', 'A', 'host.example', '1.0.0'],
    ['exchanges', 'MX', 'mail.example', '2'],
    ['the address of an exchange', 'A', 'mx1.mail.example', '2'],
    ['a name that a client makes', 'A', '192.0.2.1.list.example', '4'],
    ['a PTR of the client', 'PTR', '1.2.0.192.in-addr.arpa', '3'],
    ['an explanation, by the check', 'TXT', 'why.example', '5'],
    ['a type that nobody asked', 'MX', 'host.example', undefined],
    ['a name that nobody asked', 'TXT', 'absent.example', undefined],
  ];
  it.each(rows)('of %s', async (_, type, name, expected) => {
    const exploration = await explored('192.0.2.1');
    expect(evaluationOf(exploration)).toMatchObject({ result: 'fail' });
    expect(askingTerm(exploration, { type, name })).toBe(expected);
  });

  it('is none of what only a client makes, where there is none', async () => {
    const exploration = await explored();
    expect(askingTerm(exploration, { type: 'A', name: '192.0.2.1.list.example' })).toBeUndefined();
    expect(askingTerm(exploration, { type: 'TXT', name: 'two.example' })).toBe('1.0');
  });

  it('is the root of a policy of which nothing is read yet', () => {
    const exploration = startExploration('example.com', undefined, 0);
    expect(askingTerm(exploration, { type: 'TXT', name: 'example.com' })).toBe('');
    expect(askingTerm(exploration, { type: 'A', name: 'example.com' })).toBeUndefined();
  });
});
