import { type Disagreement, hasData, questionsInTrouble, recordsOf } from './compare.ts';
import type { KnownDisagreement } from './known-disagreements.ts';

const says = ({ theirs }: Disagreement, pattern: RegExp): boolean => pattern.test(theirs.text);

const asked = ({ theirs }: Disagreement, type: string): boolean =>
  theirs.asked.some((question) => question.startsWith(`${type} `));

const overVoids = (disagreement: Disagreement): boolean => says(disagreement, /Void lookup limit/);

const pointer = '1.2.0.192.in-addr.arpa';

/** How pyspf differs. */
export const pyspfDisagreements: readonly KnownDisagreement[] = [
  {
    habit: 'Over UDP, SERVFAIL and REFUSED are read as an answer without data.',
    blame: 'theirs',
    section: '4.4, 5',
    example: {
      zone: { 'a.example': { TXT: ['v=spf1 a -all'], A: 'servfail' } },
      client: {},
      ours: 'temperror',
      theirs: 'fail',
    },
    explains: (found) => questionsInTrouble(found).length > 0 && found.theirs.result !== 'temperror',
  },
  {
    habit: 'A record that includes itself is permerror when it is read, even where an earlier term matches.',
    blame: 'theirs',
    section: '4.6.2, 5.2',
    example: {
      zone: { 'a.example': 'v=spf1 all include:a.example' },
      client: {},
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) => says(found, /include has trivial recursion/),
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
    explains: (found) => overVoids(found) && asked(found, 'PTR'),
  },
  {
    habit: 'Void lookups below %{p} count in an explanation too; with one too many there is none.',
    blame: 'open',
    section: '4.6.4, 6.2',
    example: {
      zone: {
        'a.example': 'v=spf1 -all exp=b.example',
        'b.example': '%{p}',
        [pointer]: { PTR: ['x.a.example', 'y.a.example', 'z.a.example'] },
      },
      client: {},
      ours: 'fail unknown',
      theirs: 'fail',
    },
    explains: (found) =>
      found.theirs.result === 'fail' && found.theirs.text === '' && /%\{p/i.test(recordsOf(found)),
  },
  {
    habit: 'Each alias on the way to a name without data counts as a void lookup of its own.',
    blame: 'theirs',
    section: '4.6.4',
    example: {
      zone: {
        'a.example': 'v=spf1 a:b.example all',
        'b.example': { CNAME: 'c.example' },
        'c.example': { CNAME: 'd.example' },
      },
      client: {},
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) => overVoids(found) && hasData(found, 'CNAME'),
  },
  {
    habit: 'The addresses of all exchanges are asked for before the first is compared.',
    blame: 'open',
    section: '5.4',
    example: {
      zone: {
        'a.example': {
          TXT: ['v=spf1 mx -all'],
          MX: [
            [0, 'b.example'],
            [1, 'x.example'],
            [2, 'y.example'],
            [3, 'z.example'],
          ],
        },
        'b.example': { A: ['192.0.2.1'] },
      },
      client: {},
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) => overVoids(found) && hasData(found, 'MX'),
  },
  {
    habit: 'The first @ divides a sender that has several.',
    blame: 'open',
    section: '4.3',
    example: {
      zone: { 'a.example': 'v=spf1 all' },
      client: { sender: 'b@c@a.example' },
      ours: 'pass',
      theirs: 'none',
    },
    explains: ({ differentialCase: { client } }) => client.sender.split('@').length > 2,
  },
  {
    habit: 'Macros are read when they are needed, and %{d0} and %{dd} are taken.',
    blame: 'theirs',
    section: '4.6, 7.1',
    example: {
      zone: { 'a.example': 'v=spf1 all exists:%{d0}.a.example' },
      client: {},
      ours: 'permerror',
      theirs: 'pass',
    },
    explains: (found) => found.ours.cause.kind === 'syntax-error' && /%/.test(recordsOf(found)),
  },
  {
    habit: 'A domain-spec may not end with %%, a prefix length after it or not.',
    blame: 'theirs',
    section: '7.1',
    example: {
      zone: { 'a.example': 'v=spf1 all a:b.%%' },
      client: {},
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) => says(found, /invalid-macro-char/) && /%%(\s|\/|$)/.test(recordsOf(found)),
  },
  {
    habit: 'An unknown modifier may stand in a record once only.',
    blame: 'theirs',
    section: '6',
    example: {
      zone: { 'a.example': 'v=spf1 ra=1 ra=2 all' },
      client: {},
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) => says(found, /: (?!exp=|redirect=)\S+= MUST appear at most once/i),
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
    habit: 'A non-ASCII local-part is put into names by IDNA.',
    blame: 'theirs',
    section: 'RFC 8616 §4',
    example: {
      zone: { 'a.example': 'v=spf1 include:%{l}.example all' },
      client: { sender: 'jos\xe9@a.example' },
      ours: 'pass',
      theirs: 'permerror',
    },
    explains: (found) =>
      /[^\0-\x7f]/.test(found.differentialCase.client.sender) && /%\{[ls]/i.test(recordsOf(found)),
  },
  {
    habit: 'A capital R reverses nothing.',
    blame: 'theirs',
    section: '7.1',
    example: {
      zone: { 'a.example': 'v=spf1 -all exp=b.example', 'b.example': '%{dR}' },
      client: {},
      ours: 'fail example.a',
      theirs: 'fail a.example',
    },
    explains: (found) => /%\{[A-Za-z]\d*R/.test(recordsOf(found)),
  },
  {
    habit: 'An explanation over 253 characters loses its beginning, as a name would.',
    blame: 'theirs',
    section: '6.2, 7.3',
    example: {
      zone: { 'a.example': 'v=spf1 -all exp=b.example', 'b.example': `gone.${'y'.repeat(250)}` },
      client: {},
      ours: `fail gone.${'y'.repeat(250)}`,
      theirs: `fail ${'y'.repeat(250)}`,
    },
    explains: ({ ours, theirs }) =>
      theirs.result === 'fail' && (ours.explanation ?? '').length > 253 && theirs.text.length <= 253,
  },
  {
    habit: 'An explanation with a broken macro is given as it is.',
    blame: 'theirs',
    section: '6.2',
    example: {
      zone: { 'a.example': 'v=spf1 -all exp=b.example', 'b.example': 'why %{d' },
      client: {},
      ours: 'fail',
      theirs: 'fail why %{d',
    },
    explains: (found) =>
      found.theirs.result === 'fail' &&
      found.theirs.text !== '' &&
      found.ours.explanation === undefined &&
      /%/.test(recordsOf(found)),
  },
  {
    habit: 'The control character DEL may stand in a term.',
    blame: 'theirs',
    section: '7.1',
    example: {
      zone: { 'a.example': 'v=spf1 x=\x7f all' },
      client: {},
      ours: 'permerror',
      theirs: 'pass',
    },
    explains: (found) => found.ours.cause.kind === 'syntax-error' && /[\0-\x1f\x7f]/.test(recordsOf(found)),
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
    habit: 'The domain is found among the names of a client only in the same case.',
    blame: 'theirs',
    section: '7.3',
    example: {
      zone: {
        'a.example': { TXT: ['v=spf1 exists:%{p}.b.example -all'], A: ['192.0.2.1'] },
        'c.example': { A: ['192.0.2.1'] },
        'a.example.b.example': { A: ['127.0.0.2'] },
        [pointer]: { PTR: ['c.example', 'A.Example'] },
      },
      client: {},
      ours: 'pass',
      theirs: 'fail',
    },
    explains: (found) => hasData(found, 'PTR') && /%\{p/i.test(recordsOf(found)),
  },
];
