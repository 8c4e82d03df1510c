import { describe, expect, test } from 'vitest';
import { compareNetworks } from '../../src/comparison/network-difference.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { walkPolicy } from '../../src/policy/walk-policy.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';

const hosts: MemoryZone = {
  'mail.test': { A: ['192.0.2.10'], AAAA: ['2001:db8::10'] },
  'mx.test': { MX: [[10, 'mail.test']] },
  'inner.test': 'v=spf1 ip4:198.51.100.0/24 -ip4:203.0.113.1 -all',
  'broken.test': 'v=spf1 ip4:198.51.100.0/24 oops -all',
};

const walkOver = (resolver: Resolver) => walkPolicy('a.test', resolver, { now: () => 0 });

const walk = (record: string) => walkOver(memoryResolver({ ...hosts, 'a.test': `v=spf1 ${record}` }));

describe('the networks of two policies', () => {
  test.each([
    ['ip4:192.0.2.0/24', 'ip4:192.0.2.0/24', [], []],
    ['ip4:192.0.2.0/24', 'ip4:192.0.2.0/25 ip4:192.0.2.128/25', [], []],
    ['ip4:192.0.2.7/24', 'ip4:192.0.2.0/24 ip4:192.0.2.9', [], []],
    ['ip4:192.0.2.0/24', 'ip4:192.0.2.0/25', [], ['192.0.2.128/25']],
    ['ip4:192.0.2.0/31', '-all', [], ['192.0.2.0/31']],
    ['ip4:192.0.2.0/30', 'ip4:192.0.2.1', [], ['192.0.2.0/32', '192.0.2.2/31']],
    ['-all', 'ip6:2001:db8::/32 ip4:10.0.0.0/8', ['10.0.0.0/8', '2001:db8::/32'], []],
    ['a:mail.test', 'a:mail.test/24//64', ['192.0.2.0/29', '192.0.2.8/31', '192.0.2.11/32'], []],
    ['ip4:192.0.2.10', 'mx:mx.test', ['2001:db8::10/128'], []],
    ['-all', 'include:inner.test', ['198.51.100.0/24'], []],
    ['-all', '-include:inner.test', [], []],
    ['-all', 'redirect=inner.test', ['198.51.100.0/24'], []],
    ['-all', 'include:broken.test', [], []],
    ['-all', '-all ip4:192.0.2.1', [], []],
    ['ip4:0.0.0.0/0', 'ip4:0.0.0.0/0 ip4:1.2.3.4', [], []],
    ['-all', '+all', ['0.0.0.0/0', '::/0'], []],
    ['ip4:192.0.2.0/30 -all', '-ip4:192.0.2.0 ip4:192.0.2.0/30 -all', [], ['192.0.2.0/32']],
    [
      'ip4:192.0.2.1 -all',
      `${'a:mail.test '.repeat(11)}ip4:192.0.2.1 -all`,
      ['192.0.2.10/32', '2001:db8::10/128'],
      ['192.0.2.1/32'],
    ],
    ['include:inner.test -all', 'include:%{l}.test include:inner.test -all', [], []],
  ])('%s to %s', async (before, after, added, removed) => {
    const found = compareNetworks(await walk(before), await walk(after));
    expect(found.added.slice(0, added.length || 1)).toEqual(added);
    expect(found.removed).toEqual(removed);
  });

  test('say nothing of what a snapshot has no answer to', async () => {
    const resolver = memoryResolver({ ...hosts, 'a.test': 'v=spf1 ip4:192.0.2.1 include:inner.test -all' });
    const cut: Resolver = {
      resolve: async (question, signal) => {
        const answer = await resolver.resolve(question, signal);
        return question.name === 'inner.test'
          ? { ...answer, outcome: 'unreachable', records: [], origin: { kind: 'snapshot' } }
          : answer;
      },
    };
    const [whole, part] = [await walkOver(resolver), await walkOver(cut)];
    expect(compareNetworks(whole, part)).toEqual({ added: [], removed: [] });
    expect(compareNetworks(part, whole)).toEqual({ added: [], removed: [] });
    expect(compareNetworks(part, await walk('-all')).removed).toEqual(['192.0.2.1/32']);
  });
});
