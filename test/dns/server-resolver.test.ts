import { afterEach, describe, expect, it } from 'vitest';
import type { DnsAnswer, DnsQuestion } from '../../src/dns/resolver.ts';
import { formatServerAddress, type ServerAddress } from '../../src/dns/server-address.ts';
import { type ServerResolverOptions, serverResolver } from '../../src/dns/server-resolver.ts';
import { encodeWhole, type ReplyRecord } from '../helpers/dns-reply.ts';
import {
  type Handler,
  type LoopbackServer,
  type Reply,
  startLoopbackServer,
} from '../helpers/loopback-server.ts';

const started: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()));
});

const start = async (handler: Handler): Promise<LoopbackServer> => {
  const server = await startLoopbackServer(handler);
  started.push(server);
  return server;
};

/** A clock that is one millisecond later each time that it is read. */
const tickingClock = (start: number): (() => number) => {
  let time = start;
  return () => time++;
};

const resolverOf = (servers: readonly ServerAddress[], options: Partial<ServerResolverOptions> = {}) =>
  serverResolver({
    servers,
    timeoutMs: 5000,
    retries: 0,
    now: () => 1_700_000_000_000,
    monotonicNow: tickingClock(0),
    ...options,
  });

/** What becomes of a question that servers with these handlers are asked. */
const ask = async (
  handlers: Handler | readonly Handler[],
  question: Partial<DnsQuestion> = {},
  options: Partial<ServerResolverOptions> = {},
): Promise<DnsAnswer> => {
  const servers = await Promise.all([handlers].flat().map(start));
  const resolver = resolverOf(
    servers.map(({ address }) => address),
    options,
  );
  return resolver.resolve({ name: 'example.com', type: 'TXT', ...question });
};

const policy: ReplyRecord = { type: 'TXT', ttl: 600, data: 'v=spf1 -all' };
const soa: ReplyRecord = {
  name: 'com',
  type: 'SOA',
  ttl: 900,
  data: { mname: 'a', rname: 'b', minimum: 300 },
};
const alias = (name: string, target: string, ttl = 300): ReplyRecord => ({
  name,
  type: 'CNAME',
  ttl,
  data: target,
});
const outcomes = ({ attempts }: DnsAnswer): string[] =>
  attempts.map(({ transport, outcome, detail }) =>
    [transport, outcome, detail && `(${detail})`].filter(Boolean).join(' '),
  );

describe('an answer', () => {
  it('has all that the reply tells', async () => {
    const answer = await ask(() => ({
      ad: true,
      aa: true,
      answers: [policy, { ...policy, ttl: 60, data: ['a', '', '\xff'] }],
    }));
    const server = formatServerAddress(started[0]?.address ?? { address: '', port: 0 });
    expect(answer).toEqual({
      question: { name: 'example.com', type: 'TXT' },
      outcome: 'records',
      records: [
        { type: 'TXT', name: 'example.com', ttlSeconds: 600, strings: ['v=spf1 -all'] },
        { type: 'TXT', name: 'example.com', ttlSeconds: 60, strings: ['a', '', '\xff'] },
      ],
      aliases: [],
      rcode: 0,
      flags: { aa: true, tc: false, ra: true, ad: true },
      ttlSeconds: 60,
      sizeOctets: 81,
      origin: { kind: 'server', server, transport: 'udp' },
      askedAtMs: 1_700_000_000_000,
      elapsedMs: 3,
      attempts: [{ server, transport: 'udp', outcome: 'records', elapsedMs: 1 }],
    });
  });

  it.each<[string, Handler, object]>([
    ['no data with SOA', () => ({ authorities: [soa] }), { outcome: 'no-data', ttlSeconds: 300 }],
    ['no data without SOA', () => ({}), { outcome: 'no-data', rcode: 0 }],
    [
      'NXDOMAIN with SOA',
      () => ({ rcode: 'NXDOMAIN', authorities: [{ ...soa, ttl: 9 }] }),
      { outcome: 'name-error', ttlSeconds: 9, rcode: 3 },
    ],
    ['NXDOMAIN without SOA', () => ({ rcode: 'NXDOMAIN' }), { outcome: 'name-error', rcode: 3 }],
    [
      'NXDOMAIN after an alias',
      () => ({ rcode: 'NXDOMAIN', answers: [alias('example.com', 'b.com', 7)] }),
      { outcome: 'name-error', aliases: ['b.com'], ttlSeconds: 7 },
    ],
    [
      'a record of another name',
      () => ({ answers: [{ ...policy, name: 'example.net' }] }),
      { outcome: 'no-data', problems: ['answer records of other names ignored: 1'] },
    ],
    [
      'a record of another type',
      () => ({ answers: [{ type: 'A', data: '192.0.2.1' }] }),
      { outcome: 'no-data' },
    ],
    ['a record of another class', () => ({ answers: [{ ...policy, classCode: 3 }] }), { outcome: 'no-data' }],
    [
      'a referral',
      () => ({ ra: false, authorities: [{ type: 'NS', data: 'ns.example' }] }),
      { outcome: 'refused', problems: ['referral to other servers'] },
    ],
    [
      'a referral with more than name servers',
      () => ({
        ra: false,
        authorities: [
          { type: 43, data: Buffer.of(1) },
          { type: 'NS', data: 'ns.example' },
        ],
      }),
      { outcome: 'refused', problems: ['referral to other servers'] },
    ],
    [
      'name servers from a recursive server',
      () => ({ authorities: [{ type: 'NS', data: 'ns.example' }] }),
      { outcome: 'no-data' },
    ],
    [
      'name servers from a server that owns the name',
      () => ({ ra: false, aa: true, authorities: [{ type: 'NS', data: 'ns.example' }] }),
      { outcome: 'no-data' },
    ],
    ['nothing from a server that does not recurse', () => ({ ra: false }), { outcome: 'no-data' }],
    [
      'no name server from a server that does not recurse',
      () => ({ ra: false, authorities: [{ type: 'A', data: '192.0.2.1' }] }),
      { outcome: 'no-data' },
    ],
    [
      'an alias beside what was asked for',
      () => ({ answers: [alias('example.com', 'b.com'), policy] }),
      { outcome: 'records', aliases: [], records: [{ type: 'TXT', strings: ['v=spf1 -all'] }] },
    ],
    ['REFUSED', () => ({ rcode: 'REFUSED' }), { outcome: 'refused', rcode: 5 }],
    ['NOTAUTH', () => ({ rcode: 9 }), { outcome: 'server-failure', rcode: 9, problems: ['rcode 9'] }],
    [
      'nothing but a bad record',
      () => ({ answers: [{ type: 'TXT', data: Buffer.of(9) }] }),
      { outcome: 'malformed', records: [] },
    ],
    [
      'a bad record among good ones',
      () => ({ answers: [policy, { type: 'TXT', data: Buffer.of(9) }] }),
      {
        outcome: 'malformed',
        records: [],
        problems: ['TXT record of example.com: string 1 is cut short', "1 of 2 TXT records can't be read"],
      },
    ],
    ['a bad alias', () => ({ answers: [{ type: 'CNAME', data: Buffer.of(9) }] }), { outcome: 'malformed' }],
    [
      'a reply that is cut short',
      (asked) => encodeWhole(asked, { answers: [policy, policy] }).subarray(0, -20),
      { outcome: 'malformed', records: [] },
    ],
  ])('of %s', async (_, handler, expected) => {
    const answer = await ask(handler);
    expect(answer).toMatchObject({ records: [], aliases: [], ...expected });
    expect('ttlSeconds' in answer).toBe('ttlSeconds' in expected || answer.outcome === 'records');
    expect(answer.attempts.map(({ outcome }) => outcome)).toEqual([answer.outcome]);
  });

  it.each([
    ['a..b', 'the name has an empty label'],
    [`${'a'.repeat(64)}.com`, 'the name has a label of 64 octets'],
    [`${'a.'.repeat(127)}com`, 'octets in all'],
    ['ż.example', 'the name has a character that is no octet'],
  ])('to the name %j needs no query', async (name, problem) => {
    const answer = await ask(() => 'drop', { name });
    expect(answer).toMatchObject({
      outcome: 'unaskable',
      origin: { kind: 'none' },
      attempts: [],
      problems: [expect.stringContaining(problem)],
    });
    expect(started[0]?.asked).toEqual([]);
  });

  it('comes to names of any characters', async () => {
    const name = 'x:y/z\\.w \xff.example.com';
    const answer = await ask(() => ({ answers: [policy] }), { name });
    expect(answer).toMatchObject({ outcome: 'records', records: [{ name }] });
    expect(started[0]?.asked).toMatchObject([{ name }]);
  });

  it('comes from authoritative servers too, without asking for recursion', async () => {
    await ask(() => ({ answers: [policy] }), {}, { recursionDesired: false, checkingDisabled: true });
    expect(started[0]?.asked).toMatchObject([{ recursionDesired: false, checkingDisabled: true }]);
  });
});

describe('an alias', () => {
  const a = (name: string): ReplyRecord => ({ name, type: 'A', ttl: 100, data: '192.0.2.1' });

  it('is followed inside the reply, whatever the order and case of the records', async () => {
    const answers = [a('C.example'), alias('B.example', 'c.EXAMPLE', 50), alias('example.com', 'b.Example')];
    const answer = await ask(() => ({ answers }), { type: 'A' });
    expect(answer).toMatchObject({ outcome: 'records', aliases: ['b.Example', 'c.EXAMPLE'], ttlSeconds: 50 });
    expect(started[0]?.asked).toHaveLength(1);
  });

  it('is what was asked for when the question is of type CNAME', async () => {
    const answer = await ask(() => ({ answers: [alias('example.com', 'b.example')] }), { type: 'CNAME' });
    expect(answer).toMatchObject({ outcome: 'records', records: [{ target: 'b.example' }], aliases: [] });
  });

  it('that the reply leaves open is asked on', async () => {
    const answer = await ask(
      ({ name }) =>
        name === 'example.com'
          ? { ad: true, answers: [alias(name, 'b.example', 20)] }
          : { answers: [a(name)] },
      { type: 'A' },
    );
    expect(answer).toMatchObject({
      question: { name: 'example.com' },
      outcome: 'records',
      records: [{ name: 'b.example' }],
      aliases: ['b.example'],
      ttlSeconds: 20,
      flags: { ad: false },
    });
    expect(outcomes(answer)).toEqual(['udp records (alias, asking on for b.example)', 'udp records']);
  });

  it('without data at its end, as the SOA there proves, is not asked on', async () => {
    const answer = await ask(() => ({ answers: [alias('example.com', 'b.com')], authorities: [soa] }));
    expect(answer).toMatchObject({ outcome: 'no-data', aliases: ['b.com'], ttlSeconds: 300 });
    expect(started[0]?.asked).toHaveLength(1);
  });

  it.each<[string, Handler, string[]]>([
    ['to itself', () => ({ answers: [alias('example.com', 'EXAMPLE.com')] }), ['EXAMPLE.com']],
    [
      'in a loop',
      () => ({ answers: [alias('b.example', 'example.com'), alias('example.com', 'b.example')] }),
      ['b.example', 'example.com'],
    ],
    [
      'in a loop over two replies',
      ({ name }) => ({ answers: [alias(name, name === 'example.com' ? 'b.example' : 'example.com')] }),
      ['b.example', 'example.com'],
    ],
  ])('%s is no data', async (_, handler, aliases) => {
    const answer = await ask(handler);
    expect(answer).toMatchObject({ outcome: 'no-data', aliases, problems: ['the aliases form a loop'] });
  });

  it('is followed sixteen times and no more', async () => {
    const chain =
      (length: number): Handler =>
      ({ name }) => {
        const number = name === 'example.com' ? 0 : Number.parseInt(name.slice(1), 10);
        return { answers: [number === length ? { ...policy, name } : alias(name, `n${number + 1}.example`)] };
      };
    expect(await ask(chain(16))).toMatchObject({ outcome: 'records', aliases: { length: 16 } });
    expect(await ask(chain(17))).toMatchObject({
      outcome: 'server-failure',
      problems: ['more than 16 aliases'],
    });
  });

  it('beside another one is followed, and the other told of', async () => {
    const answers = [alias('example.com', 'b.example'), alias('example.com', 'c.example'), a('b.example')];
    expect(await ask(() => ({ answers }), { type: 'A' })).toMatchObject({
      outcome: 'records',
      aliases: ['b.example'],
      problems: ['2 aliases of example.com; the first is followed'],
    });
  });
});

describe('a truncated reply', () => {
  const large: ReplyRecord = { type: 'TXT', data: 'x'.repeat(3000) };

  it('makes the same server be asked over TCP', async () => {
    const answer = await ask(() => ({ answers: [large] }));
    expect(outcomes(answer)).toEqual(['udp truncated', 'tcp records']);
    expect(answer).toMatchObject({
      outcome: 'records',
      origin: { transport: 'tcp' },
      records: [{ strings: { length: 12 } }],
    });
  });

  it('is never an answer when TCP fails', async () => {
    const answer = await ask(
      (_, transport) => (transport === 'udp' ? { tc: true, answers: [policy] } : 'drop'),
      {},
      { timeoutMs: 50 },
    );
    expect(answer).toMatchObject({ outcome: 'timeout', records: [] });
    expect(outcomes(answer)).toEqual(['udp truncated', 'tcp timeout (no reply)']);
  });

  it('is malformed when it comes over TCP', async () => {
    const answer = await ask(() => ({ tc: true, answers: [policy] }));
    expect(answer).toMatchObject({ outcome: 'malformed', records: [] });
    expect(outcomes(answer)).toEqual(['udp truncated', 'tcp malformed (truncated over TCP)']);
  });
});

describe('a server that does not know EDNS', () => {
  it.each(['FORMERR', 'NOTIMP', 'BADVERS'] as const)(
    'and says %s is asked again without it',
    async (rcode) => {
      const answer = await ask(({ edns }) => (edns ? { rcode } : { answers: [policy] }));
      expect(answer.outcome).toBe('records');
      expect(outcomes(answer)[0]).toMatch(/^udp edns-refused \(rcode \d+\)$/);
      expect(started[0]?.asked.map(({ edns }) => edns)).toEqual([true, false]);
    },
  );

  it('fails when that does not help', async () => {
    const answer = await ask(() => ({ rcode: 'FORMERR' }));
    expect(outcomes(answer)).toEqual(['udp edns-refused (rcode 1)', 'udp server-failure (rcode 1)']);
  });
});

describe('several servers', () => {
  const good: Handler = () => ({ answers: [policy] });
  const failing: Handler = () => ({ rcode: 'SERVFAIL' });
  const refusing: Handler = () => ({ rcode: 'REFUSED' });
  const silent: Handler = () => 'drop';
  const counts = (): number[] => started.map(({ asked }) => asked.length);

  it('are asked in order until one answers', async () => {
    const answer = await ask([failing, refusing, silent, good, good], {}, { timeoutMs: 50 });
    expect(outcomes(answer)).toEqual(['udp server-failure', 'udp refused', 'udp timeout', 'udp records']);
    expect(counts()).toEqual([1, 1, 1, 1, 0]);
  });

  it('are not asked further after NXDOMAIN', async () => {
    expect(await ask([() => ({ rcode: 'NXDOMAIN' }), good])).toMatchObject({ outcome: 'name-error' });
    expect(counts()).toEqual([1, 0]);
  });

  it('that stay silent are asked again, those that failed are not', async () => {
    const answer = await ask([silent, refusing], {}, { timeoutMs: 20, retries: 2 });
    expect(answer).toMatchObject({ outcome: 'refused', rcode: 5 });
    expect(counts()).toEqual([3, 1]);
  });

  it.each<[string, Handler[]]>([
    ['server-failure', [silent, refusing, failing]],
    ['refused', [silent, refusing]],
    ['malformed', [silent, () => ({ answers: [{ type: 'TXT', data: Buffer.of(9) }] })]],
    ['timeout', [silent]],
    ['unreachable', []],
  ])('of which none answers give %s when that says most', async (outcome, handlers) => {
    expect(await ask(handlers, {}, { timeoutMs: 20 })).toMatchObject({ outcome, records: [] });
  });

  it('that can be reached make up for one that can not', async () => {
    const closed = await startLoopbackServer(silent);
    await closed.close();
    const open = await start(good);
    const answer = await resolverOf([closed.address, open.address]).resolve({
      name: 'a.example',
      type: 'TXT',
    });
    expect(outcomes(answer)).toEqual(['udp unreachable (connection refused)', 'udp records']);
  });
});

describe('a server that fails', () => {
  const servfail = { rcode: 'SERVFAIL', extendedErrors: [{ code: 7, text: 'expired' }] } as const;
  /** Fails as long as it may validate. */
  const validating =
    (unchecked: Reply): Handler =>
    ({ checkingDisabled }) =>
      checkingDisabled ? unchecked : servfail;
  const cdFlags = (): boolean[][] =>
    started.map(({ asked }) => asked.map(({ checkingDisabled }) => checkingDisabled));
  const unchecked = 'without DNSSEC validation, CD=1';

  it.each<[string, Reply, string]>([
    ['records', { answers: [policy] }, 'records'],
    ['no data', { authorities: [soa] }, 'no-data'],
    ['NXDOMAIN', { rcode: 'NXDOMAIN' }, 'name-error'],
    ['SERVFAIL again', servfail, 'server-failure'],
    ['REFUSED', { rcode: 'REFUSED' }, 'refused'],
    ['a bad record', { answers: [{ type: 'TXT', data: Buffer.of(9) }] }, 'malformed'],
    ['nothing', 'drop', 'timeout'],
  ])('is asked once more without validation; %s then is told beside the failure', async (_, reply, told) => {
    const answer = await ask(validating(reply), {}, { timeoutMs: 200, retries: 3 });
    expect(answer).toMatchObject({
      outcome: 'server-failure',
      records: [],
      rcode: 2,
      extendedErrors: [{ code: 7, text: 'expired' }],
      withoutValidation: told,
    });
    expect(answer).not.toHaveProperty('ttlSeconds');
    expect(answer.attempts.map(({ outcome }) => outcome)).toEqual(['server-failure', told]);
    expect(answer.attempts[1]?.detail?.startsWith(unchecked)).toBe(true);
    expect(cdFlags()).toEqual([[false, true]]);
  });

  it('gives a large answer without validation over TCP', async () => {
    const large: ReplyRecord = { type: 'TXT', data: 'x'.repeat(3000) };
    const answer = await ask(validating({ answers: [large] }));
    expect(answer).toMatchObject({ outcome: 'server-failure', withoutValidation: 'records' });
    expect(outcomes(answer)).toEqual([
      'udp server-failure',
      `udp truncated (${unchecked})`,
      `tcp records (${unchecked})`,
    ]);
  });

  it('is asked again for the end of the aliases, where it failed', async () => {
    const answer = await ask((asked) =>
      asked.name === 'example.com'
        ? { answers: [alias('example.com', 'b.example')] }
        : asked.checkingDisabled
          ? { answers: [alias('b.example', 'c.example')] }
          : servfail,
    );
    expect(answer).toMatchObject({
      outcome: 'server-failure',
      aliases: ['b.example'],
      withoutValidation: 'records',
    });
    expect(started[0]?.asked.map(({ name, checkingDisabled }) => [name, checkingDisabled])).toEqual([
      ['example.com', false],
      ['b.example', false],
      ['b.example', true],
    ]);
  });

  it('is asked no more where another one answers', async () => {
    const answer = await ask([validating({ answers: [policy] }), () => ({ answers: [policy] })]);
    expect(answer.outcome).toBe('records');
    expect(answer).not.toHaveProperty('withoutValidation');
    expect(cdFlags()).toEqual([[false], [false]]);
  });

  it('is asked once more after all of them failed, each until one gives data; those that refused are not', async () => {
    const answer = await ask([
      () => servfail,
      () => ({ rcode: 'REFUSED' }),
      validating({ answers: [policy] }),
      validating({ answers: [policy] }),
    ]);
    expect(answer).toMatchObject({ outcome: 'server-failure', withoutValidation: 'records' });
    expect(cdFlags()).toEqual([[false, true], [false], [false, true], [false]]);
  });

  it.each<[string, Handler, Partial<ServerResolverOptions>]>([
    ['it was not asked for recursion', () => servfail, { recursionDesired: false }],
    ['it was not to validate in the first place', () => servfail, { checkingDisabled: true }],
    ['it failed in another way', () => ({ rcode: 9 }), {}],
    ['its aliases have no end', ({ name }) => ({ answers: [alias(name, `a.${name}`)] }), {}],
  ])('is not asked once more where %s', async (_, handler, options) => {
    const answer = await ask(handler, {}, options);
    expect(answer).toMatchObject({ outcome: 'server-failure' });
    expect(answer).not.toHaveProperty('withoutValidation');
    expect(answer.attempts.some(({ detail }) => detail?.includes('CD=1'))).toBe(false);
  });

  it('has the time of its failure, not of the second look', async () => {
    const answer = await ask(validating({ answers: [policy] }), {}, { monotonicNow: tickingClock(0) });
    // The clock is read at the start, twice for the exchange, and at its end.
    expect(answer.elapsedMs).toBe(3);
  });

  it('is let go of by the signal during the second look', async () => {
    const controller = new AbortController();
    const server = await start(({ checkingDisabled }) => {
      if (checkingDisabled) controller.abort('enough');
      return checkingDisabled ? 'drop' : servfail;
    });
    const resolver = resolverOf([server.address], { timeoutMs: 60_000 });
    const question = { name: 'example.com', type: 'TXT' } as const;
    await expect(resolver.resolve(question, controller.signal)).rejects.toBe('enough');
    expect(server.asked).toHaveLength(2);
  });
});

describe('a signal', () => {
  it('ends everything with its reason', async () => {
    const controller = new AbortController();
    const silent = await start(() => {
      controller.abort('enough');
      return 'drop';
    });
    const resolver = resolverOf([silent.address, silent.address], { retries: 5, timeoutMs: 60_000 });
    const question = { name: 'example.com', type: 'TXT' } as const;
    await expect(resolver.resolve(question, controller.signal)).rejects.toBe('enough');
    await expect(resolver.resolve(question, controller.signal)).rejects.toBe('enough');
    expect(silent.asked).toHaveLength(1);
  });
});

it('a wall clock that jumps changes no time that is told', async () => {
  let wallMs = 1_700_000_000_000;
  const server = await start(() => {
    wallMs -= 86_400_000;
    return { answers: [policy] };
  });
  const resolver = resolverOf([server.address], { now: () => wallMs, monotonicNow: tickingClock(0) });
  const answer = await resolver.resolve({ name: 'example.com', type: 'TXT' });
  expect(answer).toMatchObject({ askedAtMs: 1_700_000_000_000, elapsedMs: 3, attempts: [{ elapsedMs: 1 }] });
});
