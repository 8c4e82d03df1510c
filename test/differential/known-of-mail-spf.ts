import { parseIpAddress } from '../../src/spf/ip-address.ts';
import { type Disagreement, hasData, recordsOf } from './compare.ts';
import type { KnownDisagreement } from './known-disagreements.ts';

const says = ({ theirs }: Disagreement, pattern: RegExp): boolean => pattern.test(theirs.text);

const overVoids = (disagreement: Disagreement): boolean => says(disagreement, /Maximum void DNS look-ups/);

const pointer = '1.2.0.192.in-addr.arpa';
const elevenExchanges = Array.from({ length: 11 }, (_none, index) => [index, `m${index}.example`] as const);

/** How Mail::SPF differs. */
export const mailSpfDisagreements: readonly KnownDisagreement[] = [
  {
    habit: 'The R that reverses a macro must be in lower case.',
    blame: 'theirs',
    section: '7.1',
    example: {
      zone: { 'a.example': 'v=spf1 all exists:%{dR}.example' },
      client: {},
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) =>
      ['permerror', 'fail'].includes(found.theirs.result) && /%\{[A-Za-z]\d*R/.test(recordsOf(found)),
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
    explains: (found) => says(found, /error on DNS 'PTR' lookup/),
  },
  {
    habit: "The addresses of a client's names count as void lookups, also below %{p}.",
    blame: 'open',
    section: '4.6.4',
    example: {
      zone: {
        'a.example': 'v=spf1 ptr all',
        [pointer]: { PTR: ['x.a.example', 'y.a.example', 'z.a.example'] },
      },
      client: {},
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) => found.theirs.result === 'permerror' && overVoids(found) && hasData(found, 'PTR'),
  },
  {
    habit: 'Exchanges are asked for in the order of the answer.',
    blame: 'open',
    section: '5.4',
    example: {
      zone: {
        'a.example': {
          TXT: ['v=spf1 mx -all'],
          MX: [
            [3, 'x.example'],
            [2, 'y.example'],
            [1, 'z.example'],
            [0, 'b.example'],
          ],
        },
        'b.example': { A: ['192.0.2.1'] },
      },
      client: {},
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) => {
      const { kind } = found.ours.cause;
      const isTroubled = kind === 'dns-trouble' || says(found, /error on DNS 'A{1,4}' lookup/);
      const isSpent = kind === 'too-many-voids' || overVoids(found);
      return (isTroubled || isSpent) && hasData(found, 'MX');
    },
  },
  {
    habit: 'An eleventh exchange is permerror only when it is its turn.',
    blame: 'open',
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
    habit: 'Macros are read when they are needed, and %{d0} is taken.',
    blame: 'theirs',
    section: '4.6, 7.1',
    example: {
      zone: { 'a.example': 'v=spf1 all exists:%{z}.a.example' },
      client: {},
      ours: 'permerror',
      theirs: 'pass',
    },
    explains: (found) => found.ours.cause.kind === 'syntax-error' && /%/.test(recordsOf(found)),
  },
  {
    habit: 'A name with an empty label breaks it.',
    blame: 'theirs',
    section: '4.3, 4.8',
    example: {
      zone: { 'a.example': 'v=spf1 a:b..example all' },
      client: {},
      ours: 'pass',
      theirs: 'exception',
    },
    explains: (found) => says(found, /^empty label in/),
  },
  {
    habit: '%{i} of an IPv6 client stands in lower case in explanations.',
    blame: 'open',
    section: '7.3',
    example: {
      zone: { 'a.example': 'v=spf1 -all exp=b.example', 'b.example': '%{i}' },
      client: { ip: '2001:db8::1' },
      ours: `fail 2.0.0.1.0.D.B.8${'.0'.repeat(23)}.1`,
      theirs: `fail 2.0.0.1.0.d.b.8${'.0'.repeat(23)}.1`,
    },
    explains: ({ ours, theirs, differentialCase: { client } }) =>
      client.ip.includes(':') &&
      theirs.result === 'fail' &&
      ours.explanation?.toLowerCase() === theirs.text.toLowerCase(),
  },
  {
    habit: 'A non-ASCII local-part is put into names by IDNA, and into explanations as it is.',
    blame: 'theirs',
    section: 'RFC 8616 §4, 6.2',
    example: {
      zone: { 'a.example': 'v=spf1 include:%{l}.example all' },
      client: { sender: '漢@a.example' },
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) =>
      /[^\0-\x7f]/.test(found.differentialCase.client.sender) && /%\{[ls]/i.test(recordsOf(found)),
  },
  {
    habit: 'The HELO name stands in explanations with its U-labels.',
    blame: 'open',
    section: '7.3',
    example: {
      zone: { 'a.example': 'v=spf1 -all exp=b.example', 'b.example': '%{h}' },
      client: { sender: 'a@a.example', helo: 'über.example' },
      ours: 'fail xn--ber-goa.example',
      theirs: 'fail über.example',
    },
    explains: (found) =>
      found.theirs.result === 'fail' && /[^\0-\x7f]/.test(found.differentialCase.client.helo),
  },
  {
    habit: 'Void lookups of %{p} count in exp too, whatever the result; one too many in its text breaks it.',
    blame: 'theirs',
    section: '6.2',
    example: {
      zone: { 'a.example': 'v=spf1 a mx -all exp=b.example', 'b.example': '%{p}' },
      client: {},
      ours: 'fail unknown',
      theirs: 'exception',
    },
    explains: (found) =>
      overVoids(found) && (found.theirs.result === 'exception' || /exp=\S*%\{p/i.test(recordsOf(found))),
  },
  {
    habit: '%{s} of a HELO check is the bare name.',
    blame: 'theirs',
    section: '2.4, 7.2',
    example: {
      zone: { 'a.example': 'v=spf1 -all exp=b.example', 'b.example': '%{s}' },
      client: {},
      ours: 'fail postmaster@a.example',
      theirs: 'fail a.example',
    },
    explains: (found) => found.differentialCase.client.sender === '' && /%\{s/i.test(recordsOf(found)),
  },
  {
    habit: 'An answer that has an alias and no data is no void lookup.',
    blame: 'open',
    section: '4.6.4',
    example: {
      zone: {
        'a.example': 'v=spf1 a:b.example a:b.example a:b.example all',
        'b.example': { CNAME: 'c.example' },
      },
      client: {},
      ours: 'permerror',
      theirs: 'pass',
    },
    explains: (found) => found.ours.cause.kind === 'too-many-voids' && hasData(found, 'CNAME'),
  },
  {
    habit: 'An ip6 network may match an IPv4 client, as if it were ::192.0.2.1.',
    blame: 'theirs',
    section: '5, 5.6',
    example: {
      zone: { 'a.example': 'v=spf1 ip6:::/0 -all' },
      client: {},
      ours: 'fail',
      theirs: 'pass',
    },
    explains: (found) =>
      parseIpAddress(found.differentialCase.client.ip)?.family === 4 && /ip6:/i.test(recordsOf(found)),
  },
  {
    habit: 'A label over 63 octets is cut there, and asked.',
    blame: 'open',
    section: '4.8',
    example: {
      zone: {
        'a.example': `v=spf1 a:${'l'.repeat(64)}.example all`,
        [`${'l'.repeat(63)}.example`]: 'servfail',
      },
      client: {},
      ours: 'pass',
      theirs: 'temperror',
    },
    explains: (found) => found.theirs.asked.some((question) => /[^ .]{63}/.test(question)),
  },
  {
    habit: 'A domain-spec may follow a, mx or ptr without a colon, if it begins with a slash.',
    blame: 'theirs',
    section: '12',
    example: {
      zone: { 'a.example': 'v=spf1 all mx/x.example' },
      client: {},
      ours: 'permerror',
      theirs: 'pass',
    },
    explains: (found) =>
      found.ours.cause.kind === 'syntax-error' && /(^|[ +~?-])(a|mx|ptr)\/\S*[.%]/im.test(recordsOf(found)),
  },
  {
    habit: 'Control characters, or octets over 127, in an explanation are passed on.',
    blame: 'theirs',
    section: '6.2, 7.1',
    example: {
      zone: { 'a.example': 'v=spf1 -all exp=b.example', 'b.example': 'why\x1b[2J' },
      client: {},
      ours: 'fail',
      theirs: 'fail why\x1b[2J',
    },
    explains: ({ ours, theirs }) => ours.explanation === undefined && /[^ -~]/.test(theirs.text),
  },
  {
    habit: 'A redirect is one of the ten also where a mechanism matched before it.',
    blame: 'theirs',
    section: '4.6.4, 6.1',
    example: {
      zone: {
        'a.example': { TXT: [`v=spf1 ${'a:b.example '.repeat(9)}a redirect=c.example`], A: ['192.0.2.1'] },
        'b.example': { A: ['198.51.100.7'] },
      },
      client: {},
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) => says(found, /Maximum DNS-interactive terms/) && /redirect=/i.test(recordsOf(found)),
  },
  {
    habit:
      'The domain-spec of a ptr is expanded only once the client has names; its %{p} is no void lookup then.',
    blame: 'open',
    section: '4.6.4, 5.5',
    example: {
      zone: { 'a.example': 'v=spf1 ptr:%{p}.a.example ptr:b.example all' },
      client: {},
      ours: 'permerror',
      theirs: 'pass',
    },
    explains: (found) => found.ours.cause.kind === 'too-many-voids' && /ptr:\S*%\{p/i.test(recordsOf(found)),
  },
  {
    habit: 'Each %{p} of a term asks, and counts, anew.',
    blame: 'open',
    section: '4.6.4, 7.3',
    example: {
      zone: { 'a.example': 'v=spf1 exists:%{p}.%{p}.b.example all' },
      client: {},
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) => overVoids(found) && /%\{p/i.test(recordsOf(found)),
  },
  {
    habit: 'A backslash in a name is taken for the escape of zone files.',
    blame: 'theirs',
    section: '7.1',
    example: {
      zone: { 'a.example': 'v=spf1 exists:\\b.example -all', 'b.example': { A: ['127.0.0.2'] } },
      client: {},
      ours: 'fail',
      theirs: 'pass',
    },
    explains: (found) => /\\/.test(recordsOf(found)),
  },
];
