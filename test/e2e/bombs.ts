import type { ReplyRecord } from '../helpers/dns-reply.ts';
import { addresses, type Bomb, bombClient, exchanges, fill, numberOf, serve, times } from './bomb-answers.ts';

const tooManyLookups = { result: 'permerror', cause: 'too-many-lookups', asks: 11 } as const;

const structureBombs: readonly Bomb[] = [
  {
    name: 'includes that fan out 10 x 10 x 10 ...',
    domain: 'fan.test',
    answer: serve((name) => `v=spf1 ${times(10, (index) => `include:${index}.${name}`)} -all`),
    ...tooManyLookups,
    caps: ['queries'],
  },
  {
    name: 'a chain of 1,000 includes',
    domain: 'c0.chain.test',
    answer: serve((name) =>
      numberOf(name) < 1000 ? `v=spf1 include:c${numberOf(name) + 1}.chain.test -all` : undefined,
    ),
    ...tooManyLookups,
    caps: ['depth'],
  },
  {
    name: 'two records that include each other',
    domain: 'a.mutual.test',
    answer: serve((name) => `v=spf1 include:${name.startsWith('a') ? 'b' : 'a'}.mutual.test -all`),
    ...tooManyLookups,
  },
  {
    name: 'a record that includes itself',
    domain: 'self.test',
    answer: serve(() => 'v=spf1 include:self.test -all'),
    ...tooManyLookups,
  },
  {
    name: 'redirects in a circle',
    domain: 'r0.circle.test',
    answer: serve((name) => `v=spf1 redirect=r${(numberOf(name) + 1) % 3}.circle.test`),
    ...tooManyLookups,
  },
  {
    name: 'a chain of 1,000 redirects, each with an explanation',
    domain: 'r0.exp.test',
    answer: serve((name) => {
      if (name.startsWith('why')) return 'because of %{d}';
      return `v=spf1 redirect=r${numberOf(name) + 1}.exp.test exp=why${numberOf(name)}.exp.test`;
    }),
    ...tooManyLookups,
    caps: ['depth'],
  },
  {
    name: 'the same include 500 times',
    domain: 'same.test',
    answer: serve((name) =>
      name === 'same.test' ? `v=spf1 ${times(500, () => 'include:other.same.test')} -all` : 'v=spf1 ?all',
    ),
    // An include of a neutral does not match; each is a lookup of its own.
    ...tooManyLookups,
  },
  {
    name: '4,500 includes of different names',
    domain: 'wide.test',
    answer: serve((name) =>
      name === 'wide.test'
        ? fill((index) => `include:${index.toString(36)}.w1x`, '-all')
        : 'v=spf1 ip4:10.0.0.0/8 -all',
    ),
    ...tooManyLookups,
    caps: ['queries'],
  },
  {
    name: '20,000 includes of different names in five records',
    domain: 'wider.test',
    answer: serve((name) => {
      if (name === 'wider.test') return `v=spf1 ${times(5, (index) => `include:${index}.wider.test`)} -all`;
      if (!name.endsWith('.wider.test')) return 'v=spf1 ip4:10.0.0.0/8 -all';
      return fill((index) => `include:${index.toString(36)}.w${name[0]}`, '-all');
    }),
    ...tooManyLookups,
    caps: ['queries', 'terms'],
  },
];

const sizeBombs: readonly Bomb[] = [
  {
    name: '400 kB of networks in seven records',
    domain: 'big.test',
    answer: serve((name) => {
      if (name === 'big.test') return `v=spf1 ${times(7, (index) => `include:${index}.big.test`)} -all`;
      return fill(
        (index) => `ip4:10.${numberOf(name)}.${index >> 8}.${index & 255}`,
        name.startsWith('6') ? `ip4:${bombClient}` : '?all',
      );
    }),
    result: 'pass',
    cause: 'match',
    asks: 8,
    caps: ['terms'],
  },
  {
    name: '290 records of 64 kB',
    domain: 'huge.test',
    answer: serve((name) => {
      if (name === 'huge.test') return `v=spf1 ${times(290, (index) => `include:${index}.huge.test`)} -all`;
      return fill((index) => `ip4:10.${numberOf(name) & 255}.${index >> 8}.${index & 255}`, '?all');
    }),
    ...tooManyLookups,
    caps: ['octets', 'terms'],
  },
  {
    name: '21,000 mx with ten exchanges',
    domain: 'mx.test',
    answer: serve((name, type) => {
      if (type === 'A' || type === 'AAAA') return type === 'A' ? addresses(1) : [];
      return type === 'MX' ? exchanges(10, name) : fill(() => 'mx', '-all');
    }),
    ...tooManyLookups,
    asks: 1 + 10 * 11,
  },
  {
    name: '32,000 terms of one letter',
    domain: 'a.test',
    answer: serve((_name, type) =>
      type === 'TXT' ? fill(() => 'a', '-all') : type === 'A' ? addresses(1) : [],
    ),
    ...tooManyLookups,
  },
  {
    name: 'five records of 32,000 terms of one letter',
    domain: 'aa.test',
    answer: serve((name, type) => {
      if (type !== 'TXT') return type === 'A' ? addresses(1) : [];
      return name === 'aa.test'
        ? `v=spf1 ${times(5, (index) => `include:${index}.aa.test`)} -all`
        : fill(() => 'a', '-all');
    }),
    ...tooManyLookups,
    caps: ['terms'],
  },
  {
    name: '10,000 syntax errors',
    domain: 'wrong.test',
    answer: serve(() => fill(() => 'ip4:x', '-all')),
    result: 'permerror',
    cause: 'syntax-error',
    asks: 1,
  },
  {
    name: '16,000 terms that nobody should publish',
    domain: 'ptr.test',
    answer: serve((name, type) => {
      if (type === 'PTR') return [{ type: 'PTR', data: 'elsewhere.example' }];
      return name === 'ptr.test' ? fill(() => 'ptr', '-all') : [];
    }),
    ...tooManyLookups,
  },
];

const answerBombs: readonly Bomb[] = [
  {
    name: 'an exists over a million names, all of which exist',
    domain: 'million.test',
    answer: serve((_name, type) =>
      type === 'TXT' ? 'v=spf1 -exists:%{ir}.%{l}.%{h}._spf.%{d} ?all' : addresses(1),
    ),
    result: 'fail',
    cause: 'match',
    asks: 2,
  },
  {
    name: '3,000 exists that depend on the client, none of which exists',
    domain: 'exists.test',
    answer: serve((name) =>
      name === 'exists.test' ? fill((index) => `exists:%{i}.${index}.x`, '-all') : undefined,
    ),
    result: 'permerror',
    cause: 'too-many-voids',
    asks: 4,
    caps: ['queries'],
  },
  {
    name: 'an mx with 3,000 exchanges',
    domain: 'mail.test',
    answer: serve((name, type) =>
      type === 'MX' ? exchanges(2700, name.slice(-1)) : type === 'TXT' ? 'v=spf1 mx -all' : addresses(1),
    ),
    result: 'permerror',
    cause: 'too-many-exchanges',
    asks: 2,
  },
  {
    name: 'a client with 2,000 names',
    domain: 'names.test',
    answer: serve((_name, type) => {
      if (type === 'TXT') return 'v=spf1 ptr -all';
      if (type !== 'PTR') return addresses(1);
      return Array.from({ length: 2000 }, (_, index) => ({ type, data: `${index}.names.test` }) as const);
    }),
    result: 'fail',
    cause: 'match',
    asks: 1 + 1 + 10,
  },
  {
    name: 'a record among 300 texts',
    domain: 'texts.test',
    answer: serve(() =>
      Array.from(
        { length: 300 },
        (_, index) =>
          ({
            type: 'TXT',
            data: index === 200 ? `v=spf1 ip4:${bombClient} -all` : `v=spf10 ${index} ${'x'.repeat(100)}`,
          }) as const,
      ),
    ),
    result: 'pass',
    cause: 'match',
    asks: 1,
  },
  {
    name: '300 records at one name',
    domain: 'records.test',
    answer: serve(() =>
      Array.from(
        { length: 300 },
        (_, index) => ({ type: 'TXT', data: `v=spf1 ip4:10.0.0.${index & 255} -all` }) as const,
      ),
    ),
    result: 'permerror',
    cause: 'multiple-records',
    asks: 1,
  },
  {
    name: '250 hosts with 4,000 addresses each',
    domain: 'hosts.test',
    answer: serve((name, type) => {
      if (type === 'TXT') return `v=spf1 ${times(250, (index) => `a:${index}.hosts.test`)} -all`;
      return type === 'A' && name !== 'hosts.test' ? addresses(4000) : [];
    }),
    ...tooManyLookups,
    caps: ['octets'],
  },
  {
    name: 'macros that grow: 60 records of 13,000 %{d}',
    domain: 'macro.test',
    answer: serve((name, type) => {
      if (type !== 'TXT') return [];
      const label = 'd'.repeat(50);
      if (name === 'macro.test')
        return `v=spf1 ${times(60, (index) => `include:${index}.${label}.${label}.${label}.test`)} -all`;
      return `v=spf1 exists:${'%{d}'.repeat(13_000)}.x -all`;
    }),
    // Each include asks for its record and for one name that is void.
    result: 'permerror',
    cause: 'too-many-voids',
    asks: 1 + 3 * 2,
    caps: ['octets'],
  },
  {
    name: 'an explanation of 13,000 macros',
    domain: 'long-explanation.test',
    answer: serve((name) => (name.startsWith('why') ? '%{s}'.repeat(13_000) : `v=spf1 exp=why.${name} -all`)),
    sender: `${'l'.repeat(60)}@long-explanation.test`,
    result: 'fail',
    cause: 'match',
    asks: 2,
  },
  {
    name: 'ten names whose answers take 2.1 s each',
    domain: 'slow.test',
    answer: (question) => {
      const records: ReplyRecord[] =
        question.type === 'TXT'
          ? [{ type: 'TXT', data: `v=spf1 ${times(10, (index) => `a:${index}.slow.test`)} -all` }]
          : addresses(1);
      return question.type === 'A'
        ? { answers: records, delayMs: 2100 }
        : { answers: question.type === 'TXT' ? records : [] };
    },
    args: ['--dns-timeout', '10000'],
    // RFC 7208 §4.6.4: 20 seconds for a receiver, who asks one name after the other.
    result: 'temperror',
    cause: 'too-slow',
    asks: 11,
  },
];

/** All of them. */
export const bombs: readonly Bomb[] = [...structureBombs, ...sizeBombs, ...answerBombs];
