import { type Disagreement, hasData, hasTrouble, questionsInTrouble, recordsOf } from './compare.ts';
import type { KnownDisagreement } from './known-disagreements.ts';

const says = ({ theirs }: Disagreement, pattern: RegExp): boolean => pattern.test(theirs.text);

const hasTerm = (found: Disagreement, pattern: RegExp): boolean => pattern.test(recordsOf(found));

const pointer = '1.2.0.192.in-addr.arpa';
const elevenExchanges = Array.from({ length: 11 }, (_none, index) => [index, `m${index}.example`] as const);

/** How mailauth differs. */
export const mailauthDisagreements: readonly KnownDisagreement[] = [
  {
    habit: 'Most syntax errors are found when the term is reached, if at all.',
    blame: 'theirs',
    section: '4.6',
    example: {
      zone: { 'a.example': 'v=spf1 all ip4:192.0.2.1/33' },
      client: {},
      ours: 'permerror',
      theirs: 'pass',
    },
    explains: ({ ours }) => ours.cause.kind === 'syntax-error',
  },
  {
    habit: 'A modifier without a value is permerror.',
    blame: 'theirs',
    section: '12',
    example: { zone: { 'a.example': 'v=spf1 ra= all' }, client: {}, ours: 'pass', theirs: 'permerror' },
    explains: (found) => says(found, /Empty modifier value/),
  },
  {
    habit:
      'A redirect to a name that has capitals in its last label, or is no host name, is permerror even beside all.',
    blame: 'theirs',
    section: '6.1',
    example: {
      zone: { 'a.example': 'v=spf1 all redirect=b.EXAMPLE' },
      client: {},
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) => says(found, /Invalid redirect target/),
  },
  {
    habit: 'An address lookup is void only if the name has addresses of neither family.',
    blame: 'theirs',
    section: '4.6.4, 5',
    example: {
      zone: { 'a.example': { TXT: ['v=spf1 a a a all'], AAAA: ['2001:db8::1'] } },
      client: {},
      ours: 'permerror',
      theirs: 'pass',
    },
    explains: (found) => found.ours.cause.kind === 'too-many-voids',
  },
  {
    habit: 'DNS trouble below an include or redirect is lost.',
    blame: 'theirs',
    section: '5.2, 6.1',
    example: {
      zone: { 'a.example': 'v=spf1 include:b.example -all', 'b.example': 'servfail' },
      client: {},
      ours: 'temperror',
      theirs: 'fail',
    },
    explains: (found) => questionsInTrouble(found).length > 0 && hasTerm(found, /include:|redirect=/i),
  },
  {
    habit: 'A name with characters that no host name has is DNS trouble.',
    blame: 'theirs',
    section: '4.8',
    example: {
      zone: { 'a.example': 'v=spf1 exists:b,c.example all' },
      client: {},
      ours: 'pass',
      theirs: 'temperror',
    },
    explains: (found) => says(found, /EBADNAME/),
  },
  {
    habit: 'Trouble with the PTR question is temperror.',
    blame: 'theirs',
    section: '5.5',
    example: {
      zone: { 'a.example': 'v=spf1 ptr all', [pointer]: { PTR: 'servfail' } },
      client: {},
      ours: 'pass',
      theirs: 'temperror',
    },
    explains: (found) => says(found, /queryPtr E/),
  },
  {
    habit: 'Exchanges may be more than ten.',
    blame: 'theirs',
    section: '4.6.4',
    example: {
      zone: {
        'a.example': { TXT: ['v=spf1 mx -all'], MX: elevenExchanges },
        'm0.example': { A: ['192.0.2.1'] },
      },
      client: {},
      ours: 'permerror',
      theirs: 'pass',
    },
    explains: ({ ours }) => ours.cause.kind === 'too-many-exchanges',
  },
  {
    habit: 'An include of a name that cannot be asked is no match.',
    blame: 'theirs',
    section: '4.3, 5.2',
    example: {
      zone: { 'a.example': 'v=spf1 include:b.%_.example all' },
      client: {},
      ours: 'permerror',
      theirs: 'pass',
    },
    explains: ({ ours: { cause } }) => cause.kind === 'no-record' || cause.kind === 'malformed-domain',
  },
  {
    habit: '%{p} is the domain.',
    blame: 'theirs',
    section: '7.3',
    example: {
      zone: {
        'a.example': 'v=spf1 exists:%{p}.b.example -all',
        'a.example.b.example': { A: ['127.0.0.2'] },
      },
      client: {},
      ours: 'fail',
      theirs: 'pass',
    },
    explains: (found) => hasTerm(found, /%\{p/i),
  },
  {
    habit: "%{d}, and what a bare ptr is compared with, is the sender's domain in an included record too.",
    blame: 'theirs',
    section: '7.2',
    example: {
      zone: {
        'a.example': 'v=spf1 include:b.example -all',
        'b.example': 'v=spf1 exists:%{d}.c.example',
        'b.example.c.example': { A: ['127.0.0.2'] },
      },
      client: {},
      ours: 'pass',
      theirs: 'fail',
    },
    explains: (found) => hasTerm(found, /%\{d|ptr(\s|$)/i) && hasTerm(found, /include:|redirect=/i),
  },
  {
    habit: 'A name that breaks the limits of DNS, or its lenient check of names, is permerror.',
    blame: 'open',
    section: '4.8',
    example: {
      zone: { 'a.example': 'v=spf1 a:b..example all' },
      client: {},
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) => says(found, /Invalid domain/),
  },
  {
    habit: 'An ip6 network that is written with an IPv4 tail is read as an IPv4 one.',
    blame: 'theirs',
    section: '5.6',
    example: {
      zone: { 'a.example': 'v=spf1 ip6:::ffff:192.0.2.1/1 -all' },
      client: { ip: '2001:db8::1' },
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) => hasTerm(found, /ip6:\S*:\d+\.\d+\.\d+\.\d+/i),
  },
  {
    habit: '%{l} ends, and %{o} and %{d} begin, at the first @ of the sender.',
    blame: 'open',
    section: '7.3',
    example: {
      zone: { 'a.example': 'v=spf1 exists:%{l}.b.example -all', 'c.b.example': { A: ['127.0.0.2'] } },
      client: { sender: 'c@d@a.example' },
      ours: 'fail',
      theirs: 'pass',
    },
    explains: (found) =>
      found.differentialCase.client.sender.split('@').length > 2 && hasTerm(found, /%\{[lsod]|ptr(\s|$)/i),
  },
  {
    habit: 'Void lookups of exchanges have a count of their own.',
    blame: 'theirs',
    section: '4.6.4',
    example: {
      zone: {
        'a.example': {
          TXT: ['v=spf1 mx a:x.example a:y.example all'],
          MX: [[0, 'z.example']],
        },
      },
      client: {},
      ours: 'permerror',
      theirs: 'pass',
    },
    explains: (found) => found.ours.cause.kind === 'too-many-voids' && hasData(found, 'MX'),
  },
  {
    habit: 'The prefix /0 of an ip6 term is passed over.',
    blame: 'theirs',
    section: '5.6',
    example: {
      zone: { 'a.example': 'v=spf1 ip6:2001:db8::/0 -all' },
      client: { ip: '2001:db8:1::7' },
      ours: 'pass',
      theirs: 'fail',
    },
    explains: (found) => hasTerm(found, /ip6:\S+\/0(\s|$)/i),
  },
  {
    habit: 'Exchanges of equal preference are asked for in the order of the answer.',
    blame: 'open',
    section: '5.4',
    example: {
      zone: {
        'a.example': {
          TXT: ['v=spf1 mx -all'],
          MX: [
            [0, 'z.example'],
            [0, 'b.example'],
          ],
        },
        'b.example': { A: ['192.0.2.1'] },
        'z.example': 'servfail',
      },
      client: {},
      ours: 'pass',
      theirs: 'temperror',
    },
    explains: (found) => hasTrouble(found) && hasData(found, 'MX'),
  },
  {
    habit: 'Such trouble below an include is lost as well.',
    blame: 'theirs',
    section: '4.8, 5.2',
    example: {
      zone: { 'a.example': 'v=spf1 include:b.example -all', 'b.example': 'v=spf1 a:%{l}.example all' },
      client: { sender: '{}@a.example' },
      ours: 'pass',
      theirs: 'fail',
    },
    explains: (found) =>
      hasTerm(found, /include:|redirect=/i) &&
      // What macros expand to may be any name.
      hasTerm(found, /%|[^\s.:]{64}|(a|mx|ptr|exists|include):[^\s/]*[^\s\w.%{}/-]/i),
  },
  {
    habit: 'A non-ASCII local-part is put into names by IDNA.',
    blame: 'theirs',
    section: 'RFC 8616 §4',
    example: {
      zone: { 'a.example': 'v=spf1 include:%{l}.example all' },
      client: { sender: '漢@a.example' },
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) =>
      /[^\0-\x7f]/.test(found.differentialCase.client.sender) && hasTerm(found, /%\{[ls]/i),
  },
  {
    habit: 'A capital R reverses nothing.',
    blame: 'theirs',
    section: '7.1',
    example: {
      zone: { 'a.example': 'v=spf1 exists:%{dR}.example -all', 'example.a.example': { A: ['127.0.0.2'] } },
      client: {},
      ours: 'pass',
      theirs: 'fail',
    },
    explains: (found) => hasTerm(found, /%\{[A-Za-z]\d*R/),
  },
];
