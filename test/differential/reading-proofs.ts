import type { ReadingName } from '../../src/claims/reading.ts';
import type { SpfResult } from '../../src/spf/result.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import type { Client } from './cases.ts';

/** The programs that readings are proven with; the last two are settings of pyspf. */
export type Prover = 'pyspf' | 'Mail::SPF' | 'mailauth' | 'libspf2' | 'pyspf harsh' | 'pyspf guess';

/** A check that a way to read the RFC ends in another way than ours. `provers`: the programs that give the same. */
export type ReadingProof = Readonly<{
  what: string;
  zone: MemoryZone;
  client?: Partial<Client>;
  ours: SpfResult;
  theirs: SpfResult;
  provers: readonly Prover[];
}>;

const pointer = '1.2.0.192.in-addr.arpa';
const here = { A: ['192.0.2.1'] };
const there = { A: ['198.51.100.1'] };
const times = (count: number, term: string): string => `${term} `.repeat(count);
const exchanges = (count: number) =>
  Array.from({ length: count }, (_, index) => [index, `mx${index}.example`] as const);
const strangers: MemoryZone = Object.fromEntries(exchanges(12).map(([, name]) => [name, there]));

const behindMacro: Omit<ReadingProof, 'provers'> = {
  what: 'three behind a macro',
  zone: {
    'a.example': 'v=spf1 a:%{p}.c.example all',
    'unknown.c.example': there,
    [pointer]: { PTR: ['x.b.example', 'y.b.example', 'z.b.example'] },
  },
  ours: 'pass',
  theirs: 'permerror',
};

/** Proofs of each reading. */
export const readingProofs: Readonly<Record<ReadingName, readonly ReadingProof[]>> = {
  'no-void-limit': [
    {
      what: 'one name without data three times',
      zone: { 'a.example': 'v=spf1 a:n.example a:n.example a:n.example -all' },
      ours: 'permerror',
      theirs: 'fail',
      provers: ['libspf2'],
    },
    {
      what: 'a match behind three void lookups',
      zone: { 'a.example': 'v=spf1 a:n.example exists:o.example mx:p.example ip4:192.0.2.1 -all' },
      ours: 'permerror',
      theirs: 'pass',
      provers: ['libspf2'],
    },
  ],
  'alias-is-no-void': [
    {
      what: 'aliases to nothing',
      zone: {
        'a.example': 'v=spf1 a:b.example a:b.example a:b.example -all',
        'b.example': { CNAME: 'c.example' },
        'c.example': { TXT: ['no address'] },
      },
      ours: 'permerror',
      theirs: 'fail',
      provers: ['Mail::SPF', 'mailauth'],
    },
  ],
  'exchanges-have-voids-of-their-own': [
    {
      what: 'one void exchange and two void names',
      zone: {
        'a.example': { TXT: ['v=spf1 mx a:x.example a:y.example all'], MX: [[0, 'z.example']] },
      },
      ours: 'permerror',
      theirs: 'pass',
      provers: ['mailauth'],
    },
  ],
  'client-names-count-as-voids': [
    {
      what: 'three below the target',
      zone: {
        'a.example': 'v=spf1 ptr all',
        [pointer]: { PTR: ['x.a.example', 'y.a.example', 'z.a.example'] },
      },
      ours: 'pass',
      theirs: 'permerror',
      provers: ['Mail::SPF'],
    },
    { ...behindMacro, provers: ['Mail::SPF'] },
  ],
  'all-client-names-count-as-voids': [
    {
      what: 'three of which none is below the target',
      zone: {
        'a.example': 'v=spf1 ptr all',
        [pointer]: { PTR: ['x.b.example', 'y.b.example', 'z.b.example'] },
      },
      ours: 'pass',
      theirs: 'permerror',
      provers: ['pyspf'],
    },
    { ...behindMacro, provers: ['pyspf'] },
  ],
  'aliases-count-as-voids': [
    {
      what: 'two aliases on the way to nothing',
      zone: {
        'a.example': 'v=spf1 a:b.example all',
        'b.example': { CNAME: 'c.example' },
        'c.example': { CNAME: 'd.example' },
      },
      ours: 'pass',
      theirs: 'permerror',
      provers: ['pyspf'],
    },
  ],
  'lookups-count-by-record': [
    ...(
      [
        ['the eleventh matches', `${times(10, 'a:t.example')} a:h.example -all`, '', 'pass'],
        ['eleven and a term behind', `${times(11, 'a:t.example')} -all`, '', 'permerror'],
        ['ten in an included record', 'include:b.example -all', `${times(10, 'a:t.example')} -all`, 'fail'],
        [
          'an eleventh include',
          `${times(10, 'a:t.example')} include:b.example -all`,
          'a:h.example -all',
          'pass',
        ],
        [
          'an eleventh redirect',
          `${times(10, 'a:t.example')} redirect=b.example`,
          'a:h.example -all',
          'permerror',
        ],
        [
          'six and six of a redirect',
          `${times(6, 'a:t.example')} redirect=b.example`,
          `${times(6, 'a:t.example')} -all`,
          'permerror',
        ],
        [
          'six and six of an include',
          `${times(6, 'a:t.example')} include:b.example -all`,
          `${times(6, 'a:t.example')} -all`,
          'fail',
        ],
      ] as const
    ).map(
      ([what, first, second, theirs]): ReadingProof => ({
        what,
        zone: {
          'a.example': `v=spf1 ${first}`,
          'b.example': `v=spf1 ${second}`,
          't.example': there,
          'h.example': here,
        },
        ours: 'permerror',
        theirs,
        provers: ['libspf2'],
      }),
    ),
  ],
  'more-lookups': [
    {
      what: 'twenty and no match',
      zone: { 'a.example': `v=spf1 ${times(20, 'a:t.example')} -all`, 't.example': there },
      ours: 'permerror',
      theirs: 'fail',
      provers: [],
    },
  ],
  'exchanges-count-as-lookups': [
    {
      what: 'three lookups and eight exchanges',
      zone: {
        'a.example': { TXT: [`v=spf1 ${times(2, 'a:t.example')} mx -all`], MX: exchanges(8) },
        't.example': there,
        ...strangers,
      },
      ours: 'fail',
      theirs: 'permerror',
      provers: [],
    },
  ],
  'exchanges-count-when-tried': [
    {
      what: 'the tenth of eleven matches',
      zone: {
        'a.example': { TXT: ['v=spf1 mx -all'], MX: exchanges(11) },
        ...strangers,
        'mx9.example': here,
      },
      ours: 'permerror',
      theirs: 'pass',
      provers: ['mailauth', 'libspf2'],
    },
    {
      what: 'the eleventh matches',
      zone: {
        'a.example': { TXT: ['v=spf1 mx -all'], MX: exchanges(11) },
        ...strangers,
        'mx10.example': here,
      },
      ours: 'permerror',
      theirs: 'permerror',
      provers: ['mailauth', 'libspf2'],
    },
  ],
  'first-ten-exchanges': [
    {
      what: 'the tenth of eleven matches',
      zone: {
        'a.example': { TXT: ['v=spf1 mx -all'], MX: exchanges(11) },
        ...strangers,
        'mx9.example': here,
      },
      ours: 'permerror',
      theirs: 'pass',
      provers: ['Mail::SPF'],
    },
    {
      what: 'the eleventh matches',
      zone: {
        'a.example': { TXT: ['v=spf1 mx -all'], MX: exchanges(11) },
        ...strangers,
        'mx10.example': here,
      },
      ours: 'permerror',
      theirs: 'fail',
      provers: ['Mail::SPF'],
    },
  ],
  'no-time-limit': [],
  'trouble-is-no-data': [
    {
      what: 'an address in trouble',
      zone: { 'a.example': { TXT: ['v=spf1 a -all'], A: 'servfail' } },
      ours: 'temperror',
      theirs: 'fail',
      provers: ['pyspf'],
    },
    {
      what: 'a record in trouble',
      zone: { 'a.example': 'servfail' },
      ours: 'temperror',
      theirs: 'none',
      provers: ['pyspf'],
    },
    {
      what: 'an included record in trouble',
      zone: { 'a.example': 'v=spf1 include:b.example -all', 'b.example': 'refused' },
      ours: 'temperror',
      theirs: 'permerror',
      provers: ['pyspf'],
    },
  ],
  'trouble-below-include-is-no-match': [
    {
      what: 'an included record in trouble',
      zone: { 'a.example': 'v=spf1 include:b.example -all', 'b.example': 'servfail' },
      ours: 'temperror',
      theirs: 'fail',
      provers: ['mailauth'],
    },
    {
      what: 'a record in trouble that a redirect leads to',
      zone: { 'a.example': 'v=spf1 redirect=b.example', 'b.example': 'servfail' },
      ours: 'temperror',
      theirs: 'neutral',
      provers: ['mailauth'],
    },
  ],
  'ptr-trouble-is-temperror': [
    {
      what: 'a PTR question in trouble',
      zone: { 'a.example': 'v=spf1 ptr all', [pointer]: { PTR: 'servfail' } },
      ours: 'pass',
      theirs: 'temperror',
      provers: ['Mail::SPF', 'mailauth', 'libspf2'],
    },
  ],
  'first-record': [
    {
      what: 'two records',
      zone: { 'a.example': { TXT: ['v=spf1 ip4:192.0.2.1 -all', 'v=spf1 -all'] } },
      ours: 'permerror',
      theirs: 'pass',
      provers: [],
    },
  ],
  'last-record': [
    {
      what: 'two records',
      zone: { 'a.example': { TXT: ['v=spf1 ip4:192.0.2.1 -all', 'v=spf1 -all'] } },
      ours: 'permerror',
      theirs: 'fail',
      provers: [],
    },
  ],
  'records-joined': [
    {
      what: 'two records without an end',
      zone: { 'a.example': { TXT: ['v=spf1 ip4:198.51.100.1', 'v=spf1 ip4:192.0.2.1'] } },
      ours: 'permerror',
      theirs: 'pass',
      provers: [],
    },
  ],
  'spf-type-record': [
    {
      what: 'a record of type SPF alone',
      zone: { 'a.example': { TXT: ['hello'], SPF: ['v=spf1 -all'] } },
      ours: 'none',
      theirs: 'fail',
      provers: ['pyspf harsh'],
    },
  ],
  'best-guess-record': [
    {
      what: 'the address of the domain',
      zone: { 'a.example': here },
      ours: 'none',
      theirs: 'pass',
      provers: ['pyspf guess'],
    },
    {
      what: 'a stranger',
      zone: {
        'a.example': { ...there, MX: [[0, 'mx0.example']] },
        'mx0.example': there,
        [pointer]: { PTR: [] },
      },
      ours: 'none',
      theirs: 'neutral',
      provers: ['pyspf guess'],
    },
    {
      what: 'a stranger to a domain that has nothing',
      zone: { 'a.example': { TXT: ['hello'] } },
      ours: 'none',
      theirs: 'neutral',
      provers: ['pyspf guess'],
    },
  ],
  'syntax-errors-when-reached': [
    {
      what: 'an error behind a match',
      zone: { 'a.example': 'v=spf1 ip4:192.0.2.1 ip4:192.0.2.1/33' },
      ours: 'permerror',
      theirs: 'pass',
      provers: ['mailauth'],
    },
    {
      what: 'an error behind a match of an included record',
      zone: {
        'a.example': 'v=spf1 include:b.example -all',
        'b.example': 'v=spf1 ip4:192.0.2.1 ip4:192.0.2.1/33',
      },
      ours: 'permerror',
      theirs: 'pass',
      provers: ['mailauth'],
    },
  ],
  'macro-errors-when-reached': [
    {
      what: 'a macro letter that there is not, behind a match',
      zone: { 'a.example': 'v=spf1 all exists:%{z}.a.example' },
      ours: 'permerror',
      theirs: 'pass',
      provers: ['Mail::SPF'],
    },
  ],
  'bad-terms-ignored': [
    {
      what: 'a mechanism that there is not',
      zone: { 'a.example': 'v=spf1 ipv4:198.51.100.1 ip4:192.0.2.1 -all' },
      ours: 'permerror',
      theirs: 'pass',
      provers: [],
    },
  ],
  'leading-zeros-in-prefixes': [
    {
      what: 'a network that has the client',
      zone: { 'a.example': 'v=spf1 ip4:192.0.2.0/024 -all' },
      ours: 'permerror',
      theirs: 'pass',
      provers: ['libspf2'],
    },
    {
      what: 'one that has not',
      zone: { 'a.example': 'v=spf1 ip4:198.51.100.0/024 -all' },
      ours: 'permerror',
      theirs: 'fail',
      provers: ['libspf2'],
    },
  ],
  'p-is-the-senders-domain': [
    {
      what: 'a name with the domain in it',
      zone: { 'a.example': 'v=spf1 exists:%{p}.b.example -all', 'a.example.b.example': { A: ['127.0.0.2'] } },
      ours: 'fail',
      theirs: 'pass',
      provers: ['mailauth'],
    },
  ],
  'd-is-the-senders-domain': [
    {
      what: 'a name with the included domain in it',
      zone: {
        'a.example': 'v=spf1 include:b.example -all',
        'b.example': 'v=spf1 exists:%{d}.c.example',
        'b.example.c.example': { A: ['127.0.0.2'] },
      },
      ours: 'pass',
      theirs: 'fail',
      provers: ['mailauth'],
    },
  ],
  'capital-r-does-not-reverse': [
    {
      what: 'a name with the reversed domain in it',
      zone: { 'a.example': 'v=spf1 exists:%{dR}.example -all', 'example.a.example': { A: ['127.0.0.2'] } },
      ours: 'pass',
      theirs: 'fail',
      provers: ['mailauth', 'pyspf'],
    },
  ],
  'capital-r-is-an-error': [
    {
      what: 'behind a match',
      zone: {
        'a.example': { TXT: ['v=spf1 a exists:%{dR}.example'], A: ['198.51.100.1'] },
        'example.a.example': here,
      },
      ours: 'pass',
      theirs: 'permerror',
      provers: ['Mail::SPF'],
    },
  ],
  'self-include-is-an-error': [
    {
      what: 'behind a match',
      zone: { 'a.example': 'v=spf1 all include:a.example' },
      ours: 'pass',
      theirs: 'permerror',
      provers: ['pyspf'],
    },
    {
      what: 'in an included record',
      zone: { 'a.example': 'v=spf1 include:b.example -all', 'b.example': 'v=spf1 all include:b.example' },
      ours: 'pass',
      theirs: 'permerror',
      provers: ['pyspf'],
    },
  ],
};
