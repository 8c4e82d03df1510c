import { describe, expect, test } from 'vitest';
import type { Resolver } from '../../src/dns/resolver.ts';
import { emptyPolicy, foldWalk } from '../../src/policy/policy.ts';
import { defaultCaps, walkContext, walkPolicy } from '../../src/policy/walk-policy.ts';
import { manualResolver, settle } from '../helpers/manual-resolver.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { requestFrom, type WalkSpec, walkOver, walkZone } from '../helpers/walk-zone.ts';

/** Policies of `width` includes each, `levels` deep, below `example.com`. */
const fanOut = (width: number, levels: number): MemoryZone => {
  const zone: Record<string, string> = {};
  const publish = (name: string, level: number): void => {
    const below = level === 0 ? [] : Array.from({ length: width }, (_, index) => `${index}.${name}`);
    zone[name] = ['v=spf1', ...below.map((domain) => `include:${domain}`), '-all'].join(' ');
    for (const domain of below) publish(domain, level - 1);
  };
  publish('example.com', levels);
  return zone;
};

/** `d0.example.com` includes `d1.example.com`, and so on; `example.com` includes the first. */
const chain = (length: number): MemoryZone => {
  const links = Array.from({ length }, (_, index) => [
    `d${index}.example.com`,
    index === length - 1 ? 'v=spf1 -all' : `v=spf1 include:d${index + 1}.example.com -all`,
  ]);
  return Object.fromEntries([['example.com', 'v=spf1 include:d0.example.com -all'], ...links]);
};

/** A resolver that knows the most questions that were ever out at once. */
const busiest = (resolver: Resolver) => {
  let out = 0;
  const seen = { most: 0 };
  const counted: Resolver = {
    resolve: async (question, signal) => {
      out++;
      seen.most = Math.max(seen.most, out);
      await settle();
      out--;
      return resolver.resolve(question, signal);
    },
  };
  return { counted, seen };
};

describe('the caps of a walk', () => {
  test('end it at 300 queries of a fan-out of 10 x 10 x 10, and say so once', async () => {
    const { policy, asked } = await walkZone(fanOut(10, 3));
    expect(asked).toHaveLength(300);
    expect(policy.answers.size).toBe(300);
    expect(policy.reachedCaps).toEqual([{ kind: 'queries', limit: 300 }]);
    expect(policy.isComplete).toBe(true);
    expect(policy.pending.size).toBe(0);
    // The levels near the root come first, all of them.
    expect(asked.filter((question) => question.split('.').length <= 4)).toHaveLength(111);
  });

  test('let the whole fan-out through where they are wide enough', async () => {
    const { policy, asked } = await walkZone(fanOut(10, 3), { caps: { queries: 1111 } });
    expect(asked).toHaveLength(1111);
    expect(policy.reachedCaps).toEqual([]);
    expect(policy.records.size).toBe(1111);
  });

  test.each([1, 3, 20])('keep it to %i questions at once', async (inFlight) => {
    const { counted, seen } = busiest(memoryResolver(fanOut(10, 2)));
    const { policy } = await walkOver(counted, { caps: { inFlight } });
    expect(policy.answers.size).toBe(111);
    expect(seen.most).toBe(inFlight);
  });

  test('end it at the depth, and nothing below is asked', async () => {
    const { policy, asked } = await walkZone(chain(60));
    expect(policy.reachedCaps).toEqual([{ kind: 'depth', limit: defaultCaps.depth }]);
    expect(asked).toHaveLength(51);
    expect(asked.at(-1)).toBe('TXT d49.example.com');
  });

  test('are not reached by what fits exactly', async () => {
    const { policy } = await walkZone(chain(50));
    expect(policy.reachedCaps).toEqual([]);
    expect((await walkZone(fanOut(2, 1), { caps: { queries: 3 } })).policy.reachedCaps).toEqual([]);
    expect((await walkZone(fanOut(2, 1), { caps: { terms: 5 } })).policy.reachedCaps).toEqual([]);
  });

  test('end it at the terms of all records together', async () => {
    const { policy } = await walkZone(fanOut(2, 1), { caps: { terms: 4 } });
    expect(policy.reachedCaps).toEqual([{ kind: 'terms', limit: 4 }]);
    expect([...policy.records.keys()]).toEqual(['example.com', '0.example.com']);
  });

  test('never keep the root from being read, however many terms it has', async () => {
    const { policy } = await walkZone(fanOut(2, 1), { caps: { terms: 1 } });
    expect(policy.reachedCaps).toEqual([{ kind: 'terms', limit: 1 }]);
    expect([...policy.records.keys()]).toEqual(['example.com']);
  });

  test('end it once the replies have so many octets in all', async () => {
    const plain = memoryResolver(fanOut(10, 1));
    const sized: Resolver = {
      resolve: async (question) => ({ ...(await plain.resolve(question)), sizeOctets: 100 }),
    };
    const { policy } = await walkOver(sized, { caps: { octets: 301, inFlight: 1 } });
    expect(policy.reachedCaps).toEqual([{ kind: 'octets', limit: 301 }]);
    expect(plain.asked).toHaveLength(4);
    expect(policy.pending.size).toBe(0);
    expect(policy.isComplete).toBe(true);
  });
});

describe('a walk asks', () => {
  test.each<[what: string, zone: MemoryZone, spec: WalkSpec, asked: readonly string[]]>([
    [
      'each domain once, however it is spelt and wherever it stands',
      {
        'example.com': 'v=spf1 include:a.example include:B.example include:A.EXAMPLE redirect=b.example',
        'a.example': 'v=spf1 include:b.example include:shared.example a:host.example -all',
        'b.example': 'v=spf1 include:SHARED.example a:HOST.example -all',
        'shared.example': 'v=spf1 -all',
      },
      { request: requestFrom('192.0.2.1') },
      ['TXT example.com', 'TXT a.example', 'TXT B.example', 'TXT shared.example', 'A host.example'],
    ],
    [
      'a loop once round',
      {
        'example.com': 'v=spf1 include:a.example -all',
        'a.example': 'v=spf1 include:example.com redirect=b.example',
        'b.example': 'v=spf1 redirect=a.example',
      },
      {},
      ['TXT example.com', 'TXT a.example', 'TXT b.example'],
    ],
    [
      'itself once',
      { 'example.com': 'v=spf1 include:example.com redirect=Example.Com' },
      {},
      ['TXT example.com'],
    ],
    [
      'both families without a client',
      { 'example.com': 'v=spf1 a mx:m.example -all', 'm.example': { MX: [[5, 'x.example']] } },
      {},
      [
        'A example.com',
        'AAAA example.com',
        'MX m.example',
        'TXT example.com',
        'A x.example',
        'AAAA x.example',
      ].sort(),
    ],
    [
      'the family of the client',
      { 'example.com': 'v=spf1 a mx:m.example -all', 'm.example': { MX: [[5, 'x.example']] } },
      { request: requestFrom('2001:db8::1') },
      ['AAAA example.com', 'AAAA x.example', 'MX m.example', 'TXT example.com'],
    ],
    [
      'for an A record where exists does, whatever the family',
      { 'example.com': 'v=spf1 exists:e.example -all' },
      { request: requestFrom('2001:db8::1') },
      ['A e.example', 'TXT example.com'],
    ],
    [
      'for what stands behind a syntax error, which a check never reaches',
      { 'example.com': 'v=spf1 ip4:1 include:a.example -all', 'a.example': 'v=spf1 -all' },
      {},
      ['TXT a.example', 'TXT example.com'],
    ],
    [
      'nothing for what an all makes dead, but for the explanation',
      {
        'example.com': 'v=spf1 -all include:a.example a:b.example exp=why.example redirect=c.example',
        'why.example': 'because',
      },
      {},
      ['TXT example.com', 'TXT why.example'],
    ],
    [
      'for explanations of the root and along redirects, not of includes',
      {
        'example.com': 'v=spf1 include:a.example exp=why1.example redirect=b.example',
        'a.example': 'v=spf1 exp=why2.example -all',
        'b.example': 'v=spf1 exp=why3.example -all',
      },
      {},
      ['TXT a.example', 'TXT b.example', 'TXT example.com', 'TXT why1.example', 'TXT why3.example'],
    ],
    [
      'for the explanations of redirects that form a loop',
      {
        'example.com': 'v=spf1 exp=why1.example redirect=b.example',
        'b.example': 'v=spf1 redirect=example.com',
      },
      {},
      ['TXT b.example', 'TXT example.com', 'TXT why1.example'],
    ],
    [
      'for no address of more than ten exchanges',
      {
        'example.com': 'v=spf1 mx -all',
        'Example.com': {
          TXT: ['v=spf1 mx -all'],
          MX: Array.from({ length: 11 }, (_, i) => [i, `m${i}.example`]),
        },
      },
      {},
      ['MX example.com', 'TXT example.com'],
    ],
    [
      'for no name that DNS cannot carry, and no record of a single label',
      {
        'example.com': `v=spf1 a:${'l'.repeat(64)}.example exists:x..example include:%{d1}.example include:%{d1r}x.%{d1} include:%{d1} -all`,
      },
      {},
      ['TXT com.example', 'TXT example.com', 'TXT examplex.com'],
    ],
    [
      'nothing for a macro that needs a client',
      { 'example.com': 'v=spf1 exists:%{i}.example include:%{l}.example a:%{d2}.%{h} mx:%{p}.example -all' },
      {},
      ['TXT example.com'],
    ],
    [
      'for the values of the client where there is one, but for %{p}',
      { 'example.com': 'v=spf1 exists:%{i}.%{v}.example include:%{l}.%{o} a:%{h} mx:%{p}.example -all' },
      { request: requestFrom('192.0.2.1') },
      ['A 192.0.2.1.in-addr.example', 'A mail.example.com', 'TXT alice.example.com', 'TXT example.com'],
    ],
    [
      'nothing for a local-part that no name may hold (RFC 8616 §4)',
      { 'example.com': 'v=spf1 exists:%{l}.example include:%{s} redirect=%{l}.%{d}' },
      { request: requestFrom('192.0.2.1', { sender: 'jos\xe9@example.com' }) },
      ['TXT example.com'],
    ],
    [
      'for the text of a domain in %{d}, not for its escaped form',
      {
        'example.com': 'v=spf1 include:a\\b.example -all',
        'a\\\\b.example': 'v=spf1 exists:%{d}.x.example -all',
      },
      {},
      ['A a\\\\b.example.x.example', 'TXT a\\\\b.example', 'TXT example.com'],
    ],
    [
      'for a client’s names once, and for the addresses of those below the target',
      {
        'example.com': 'v=spf1 ptr ptr:other.example -all',
        '1.2.0.192.in-addr.arpa': { PTR: ['mail.example.com', 'mail.elsewhere.example', 'x.other.example'] },
      },
      { request: requestFrom('192.0.2.1') },
      ['A mail.example.com', 'A x.other.example', 'PTR 1.2.0.192.in-addr.arpa', 'TXT example.com'],
    ],
    ['for no names without a client', { 'example.com': 'v=spf1 ptr -all' }, {}, ['TXT example.com']],
  ])('%s', async (_, zone, spec, expected) => {
    const { asked, policy } = await walkZone(zone, spec);
    expect([...asked].sort()).toEqual([...expected].sort());
    expect(policy.reachedCaps).toEqual([]);
  });
});

describe('DNS trouble', () => {
  test.each(['timeout', 'servfail', 'refused', 'unreachable', 'malformed'] as const)(
    'of one branch (%s) leaves the others alone',
    async (trouble) => {
      const { policy } = await walkZone({
        'example.com': 'v=spf1 include:a.example include:b.example -all',
        'a.example': trouble,
        'b.example': 'v=spf1 include:c.example -all',
        'c.example': 'v=spf1 -all',
      });
      expect(policy.records.get('a.example')).toMatchObject({
        kind: 'read',
        selection: { kind: 'dns-trouble' },
      });
      expect(policy.records.get('c.example')).toMatchObject({ kind: 'read', selection: { kind: 'record' } });
      expect(policy.isComplete).toBe(true);
    },
  );

  test('at the root gives a policy of that one record', async () => {
    const { policy } = await walkZone({ 'example.com': 'timeout' });
    expect([...policy.records.keys()]).toEqual(['example.com']);
    expect(policy.isComplete).toBe(true);
  });
});

describe('the events of a walk', () => {
  const zone: MemoryZone = {
    'example.com': 'v=spf1 a include:a.example include:b.example exp=why.example -all',
    'a.example': 'v=spf1 mx:m.example -all',
    'm.example': { MX: [[10, 'm.example']], A: ['192.0.2.1'] },
  };

  test('add up to its policy, whole or one by one', async () => {
    const { policy, events } = await walkZone(zone);
    const nothing = emptyPolicy('example.com', walkContext(undefined));
    expect(foldWalk(nothing, events)).toEqual(policy);
    expect(events.reduce((sum, event) => foldWalk(sum, [event]), nothing)).toEqual(policy);
  });

  test('tell each question when it goes out and when it is answered, and the end last', async () => {
    const { events } = await walkZone(zone);
    const keys = events.map((event) =>
      'planned' in event
        ? `${event.kind} ${event.planned.question.type} ${event.planned.question.name}`
        : event.kind,
    );
    for (const key of keys.filter((text) => text.startsWith('answered')))
      expect(keys.indexOf(key.replace('answered', 'asked'))).toBeLessThan(keys.indexOf(key));
    expect(keys.filter((text) => text.startsWith('asked'))).toHaveLength(
      keys.filter((text) => text.startsWith('answered')).length,
    );
    expect(keys.indexOf('finished')).toBe(keys.length - 1);
  });

  test('leave pending what is out, with the time since when', async () => {
    const servers = manualResolver();
    const events: Parameters<typeof foldWalk>[1][number][] = [];
    let clock = 1000;
    const walked = walkPolicy('example.com', servers, {
      emit: (event) => events.push(event),
      now: () => clock,
    });
    await settle();
    clock = 2000;
    await servers.at(0).answer({
      records: [
        { type: 'TXT', name: 'example.com', ttlSeconds: 1, strings: ['v=spf1 include:a.example -all'] },
      ],
    });
    const policy = foldWalk(emptyPolicy('example.com', walkContext(undefined)), events);
    expect([...policy.pending.values()]).toEqual([
      { question: { name: 'a.example', type: 'TXT' }, sinceMs: 2000 },
    ]);
    expect(policy.isComplete).toBe(false);
    await servers.at(1).answer();
    expect((await walked).pending.size).toBe(0);
  });

  test('do not change the policy that they are added to', () => {
    const before = emptyPolicy('example.com', walkContext(undefined));
    const planned = { question: { name: 'example.com', type: 'TXT' }, purpose: 'record' } as const;
    const after = foldWalk(before, [{ kind: 'asked', planned, atMs: 5 }, { kind: 'finished' }]);
    expect(before).toEqual(emptyPolicy('example.com', walkContext(undefined)));
    expect(after.pending.size).toBe(1);
    expect(after.isComplete).toBe(true);
  });
});

describe('an aborted walk', () => {
  test('rejects with the reason, asks nothing more, and leaves no rejection unhandled', async () => {
    const servers = manualResolver();
    const controller = new AbortController();
    const reason = new Error('another run took its place');
    const names = Array.from({ length: 30 }, (_, index) => `a:n${index}.example`).join(' ');
    const walked = walkPolicy('example.com', servers, { signal: controller.signal, now: () => 0 });
    await settle();
    await servers.at(0).answer({
      records: [{ type: 'TXT', name: 'example.com', ttlSeconds: 1, strings: [`v=spf1 ${names} -all`] }],
    });
    expect(servers.questions).toHaveLength(1 + defaultCaps.inFlight);
    controller.abort(reason);
    await expect(walked).rejects.toBe(reason);
    await settle();
    expect(servers.questions).toHaveLength(1 + defaultCaps.inFlight);
  });

  test('before it begins asks nothing at all', async () => {
    const servers = manualResolver();
    const reason = new Error('too late');
    const options = { signal: AbortSignal.abort(reason), now: () => 0 };
    await expect(walkPolicy('example.com', servers, options)).rejects.toBe(reason);
    expect(servers.questions).toHaveLength(0);
  });
});

// Each of these took minutes when every term sorted the whole answer anew.
describe('a record made to be slow', () => {
  const many = (count: number, term: string) =>
    `v=spf1 ${Array.from({ length: count }, () => term).join(' ')} -all`;

  test('of 20,000 mx terms over 4,000 exchanges is walked', async () => {
    const MX = Array.from({ length: 4000 }, (_, index) => [index, `m${index}.example`] as const);
    const { policy, asked } = await walkZone({ 'example.com': { TXT: [many(20_000, 'mx')], MX } });
    expect(policy.isComplete).toBe(true);
    expect(asked).toEqual(['TXT example.com', 'MX example.com']);
  });

  test('of 16,000 ptr terms over 3,000 names is walked', async () => {
    const PTR = Array.from({ length: 3000 }, (_, index) => `h${index}.elsewhere.example`);
    const zone: MemoryZone = { 'example.com': many(16_000, 'ptr'), '1.2.0.192.in-addr.arpa': { PTR } };
    const { policy } = await walkZone(zone, { request: requestFrom('192.0.2.1') });
    expect(policy.isComplete).toBe(true);
  });
});
