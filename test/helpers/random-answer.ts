import fc from 'fast-check';
import type { DnsAnswer, DnsQuestion, DnsRecord } from '../../src/dns/resolver.ts';

/** Octets of any kind, one character each. */
const octets = fc.oneof(
  fc.string({
    unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
    maxLength: 20,
  }),
  fc.constantFrom('\x1b[2J', '"\\', '\u2028'.slice(1), '__proto__', '\x7f\x80\xff', '\\u0000', ']}\n'),
);

/** Texts of any kind, lone surrogates too. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('\ud800', '\u2028\u2029', '\u202e', 'é', ''),
);

const whole = fc.integer({ min: 0, max: 2 ** 32 });
const elapsed = fc.double({ min: 0, max: 1e9, noNaN: true }).map((ms) => ms + 0);
const transport = fc.constantFrom('udp' as const, 'tcp' as const);
const bytes = fc.uint8Array({ maxLength: 12 });

const type = fc.constantFrom(
  'A',
  'AAAA',
  'MX',
  'TXT',
  'PTR',
  'CNAME',
  'NS',
  'SOA',
  'SPF',
) satisfies fc.Arbitrary<DnsQuestion['type']>;

const head = { name: octets, ttlSeconds: whole };

const record: fc.Arbitrary<DnsRecord> = fc.oneof(
  fc.record({ ...head, type: fc.constant('A' as const), address: fc.ipV4() }),
  fc.record({
    ...head,
    type: fc.constant('AAAA' as const),
    address: fc.constantFrom('::', '2001:db8::1', 'fe80::1:2', '::ffff:192.0.2.1'),
  }),
  fc.record({ ...head, type: fc.constant('MX' as const), preference: whole, exchange: octets }),
  fc.record({ ...head, type: fc.constantFrom('TXT' as const, 'SPF' as const), strings: fc.array(octets) }),
  fc.record({
    ...head,
    type: fc.constantFrom('PTR' as const, 'CNAME' as const, 'NS' as const),
    target: octets,
  }),
  fc.record({
    ...head,
    type: fc.constant('SOA' as const),
    mname: octets,
    rname: octets,
    serial: whole,
    minimumSeconds: whole,
  }),
  fc.record({ ...head, type: fc.constant('other' as const), typeCode: whole, octets: bytes }),
  fc.record({ ...head, type: fc.constant('bad' as const), typeCode: whole, octets: bytes, problem: text }),
);

const outcome = fc.constantFrom(
  'no-data' as const,
  'name-error' as const,
  'server-failure' as const,
  'refused' as const,
  'timeout' as const,
  'unreachable' as const,
  'malformed' as const,
);

const attempt = fc.record(
  {
    server: text,
    transport,
    outcome: fc.oneof(outcome, fc.constantFrom('truncated' as const, 'edns-refused' as const)),
    elapsedMs: elapsed,
    detail: text,
  },
  { requiredKeys: ['server', 'transport', 'outcome', 'elapsedMs'] },
);

const origin = fc.oneof(
  fc.record({ kind: fc.constant('server' as const), server: text, transport }),
  fc.record({ kind: fc.constant('zone' as const), file: text }),
  fc.constantFrom({ kind: 'overlay' as const }, { kind: 'none' as const }, { kind: 'snapshot' as const }),
);

const rest = {
  question: fc.record({ name: octets, type }),
  aliases: fc.array(octets, { maxLength: 2 }),
  rcode: whole,
  flags: fc.record({ aa: fc.boolean(), tc: fc.boolean(), ra: fc.boolean(), ad: fc.boolean() }),
  extendedErrors: fc.array(fc.record({ code: whole, text }), { maxLength: 2 }),
  withoutValidation: outcome,
  ttlSeconds: whole,
  sizeOctets: whole,
  problems: fc.array(text, { maxLength: 2 }),
  origin,
  askedAtMs: elapsed,
  elapsedMs: elapsed,
  attempts: fc.array(attempt, { maxLength: 2 }),
};

const requiredKeys = ['question', 'aliases', 'origin', 'askedAtMs', 'elapsedMs', 'attempts'] as const;

/** Any answer that DNS may give, and many that it may not. */
export const randomAnswer: fc.Arbitrary<DnsAnswer> = fc.oneof(
  fc.record(
    {
      ...rest,
      outcome: fc.constant('records' as const),
      records: fc.array(record, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: [...requiredKeys, 'outcome', 'records'] },
  ),
  fc.record(
    {
      ...rest,
      outcome: fc.oneof(outcome, fc.constant('unaskable' as const)),
      records: fc.constant([]),
    },
    { requiredKeys: [...requiredKeys, 'outcome', 'records'] },
  ),
);
