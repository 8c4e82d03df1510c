import { describe, expect, test } from 'vitest';
import type { LikelyCauseKind, Strength } from '../../src/claims/claim-comparison.ts';
import { compareClaim } from '../../src/claims/compare-claim.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import type { TrustKind } from '../../src/intake/candidate.ts';
import { trustOf } from '../../src/intake/trust.ts';
import type { RequestFields } from '../../src/spf/check-request.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { candidateIn, claimOf, keptFor } from './claim-case.ts';

const nowMs = Date.UTC(2026, 10, 22, 12);

type Row = Readonly<{
  what: string;
  text: string;
  zone: MemoryZone;
  /** What is checked, where it is not what the text says. */
  fields?: RequestFields;
  ip?: string;
  /** `cut`: a snapshot that has none of them. */
  older?: MemoryZone | 'cut';
  agreement?: string;
  /** Each cause that must be there: kind, strength, words of the sentence. */
  has?: readonly (readonly [kind: LikelyCauseKind, strength: Strength, words: string])[];
  /** Kinds that must not be there. */
  lacks?: readonly LikelyCauseKind[];
}>;

const header = (result: string, comment = 'mailfrom', ip = '192.0.2.1'): string =>
  `Received-SPF: ${result} (${comment}) identity=mailfrom; client-ip=${ip}; helo=mail.b.example; envelope-from=a@a.example; receiver=r.example`;

const rows: readonly Row[] = [
  { what: 'the same result', text: header('pass'), zone: { 'a.example': 'v=spf1 all' }, agreement: 'same' },
  {
    what: 'no pass, and a fail',
    text: '550-5.7.26  SPF [a.example] with ip: [192.0.2.1] = did not pass',
    zone: { 'a.example': 'v=spf1 -all' },
    agreement: 'compatible',
  },
  {
    what: 'no pass, and a pass',
    text: '550-5.7.26  SPF [a.example] with ip: [192.0.2.1] = did not pass',
    zone: { 'a.example': 'v=spf1 all' },
    agreement: 'differs',
  },
  {
    what: 'a result that was concluded, and another that is no pass either',
    text: '550 Bad SPF records for [a.example:192.0.2.1], see http://spf.pobox.com/',
    zone: { 'a.example': 'v=spf1 -all' },
    agreement: 'compatible',
  },
  {
    what: 'a result that was concluded, and a pass',
    text: '550 Bad SPF records for [a.example:192.0.2.1], see http://spf.pobox.com/',
    zone: { 'a.example': 'v=spf1 all' },
    agreement: 'differs',
  },
  {
    what: 'no check',
    text: 'action=prepend X-Comment: SPF check N/A for local connections - client-ip=127.0.0.1; helo=a.example; envelope-from=a@a.example; receiver=r.example',
    zone: { 'a.example': 'v=spf1 -all' },
    agreement: 'no-claim',
    has: [['not-checked', 'stated', 'N/A for local connections']],
  },
  {
    what: 'DMARC and no SPF',
    text: '550 5.7.1 Email rejected per DMARC policy for a.example',
    zone: { 'a.example': 'v=spf1 all' },
    fields: { sender: 'a@a.example' },
    agreement: 'no-claim',
    has: [['aligned-result', 'stated', 'about DMARC']],
  },
  {
    what: 'a term that matched and is gone',
    text: header(
      'pass',
      "a.example: 192.0.2.1 is authorized to use 'a@a.example' in 'mfrom' identity (mechanism 'ip4:192.0.2.0/24' matched)",
    ),
    zone: { 'a.example': 'v=spf1 -all' },
    has: [['record-changed', 'stated', '"ip4:192.0.2.0/24" as what matched']],
  },
  {
    what: 'a term that is still there, as another program writes it',
    text: header(
      'pass',
      "a.example: 192.0.2.1 is authorized to use 'a@a.example' in 'mfrom' identity (mechanism 'IP4:198.51.100.7/24' matched)",
    ),
    zone: { 'a.example': 'v=spf1 ?ip4:198.51.100.0/24 mx -all' },
    lacks: ['record-changed'],
  },
  {
    what: 'a term in a record that the check did not get to',
    text: header('fail', "a.example: (mechanism 'ip4:198.51.100.1' matched)"),
    zone: {
      'a.example': 'v=spf1 ip4:192.0.2.1 include:b.example -all',
      'b.example': 'v=spf1 ip4:198.51.100.1',
    },
    lacks: ['record-changed'],
  },
  {
    what: 'a term that may stand behind a macro',
    text: header('pass', "a.example: (mechanism 'exists:1.2.0.192.a.example' matched)"),
    zone: { 'a.example': 'v=spf1 exists:%{ir}.a.example -all' },
    lacks: ['record-changed'],
  },
  {
    what: 'a term that may stand in a record that is in trouble',
    text: header('pass', "a.example: (mechanism 'ip4:192.0.2.0/24' matched)"),
    zone: { 'a.example': 'v=spf1 -ip4:192.0.2.1 include:b.example', 'b.example': 'servfail' },
    lacks: ['record-changed'],
  },
  {
    what: 'a term at fault that is gone',
    text: header(
      'permerror',
      'r.example: permanent error in processing domain of a.example: Unknown mechanism found',
    ).replace('receiver=', 'problem="ipv4:192.0.2.1"; receiver='),
    zone: { 'a.example': 'v=spf1 ip4:192.0.2.1 -all' },
    has: [['record-changed', 'stated', '"ipv4:192.0.2.1" as the term at fault']],
  },
  {
    what: 'a name that had no record and has one',
    text: 'Received-SPF: permerror (google.com: permanent error in processing during lookup of a@a.example: b.example not found) client-ip=192.0.2.1;',
    zone: { 'a.example': 'v=spf1 include:b.example -all', 'b.example': 'v=spf1 ip4:192.0.2.1' },
    has: [['record-changed', 'stated', 'b.example was not found']],
  },
  {
    what: 'two records that are one',
    text: 'Jan  7 06:24:44 mx policyd-spf[21]: : 550 5.7.24 Message rejected due to: SPF Permanent Error: Two or more type TXT spf records found.. Please see http://www.openspf.net/Why?s=mfrom;id=a@a.example;ip=192.0.2.1;r=r.example',
    zone: { 'a.example': 'v=spf1 ip4:192.0.2.1 -all' },
    has: [['record-changed', 'stated', 'several at one name']],
  },
  {
    what: 'a softfail, and no term that gives one',
    text: header('softfail'),
    zone: {
      'a.example': 'v=spf1 ip4:192.0.2.1 include:b.example redirect=c.example',
      'b.example': 'v=spf1 ~all',
      'c.example': 'v=spf1 -all',
    },
    has: [
      [
        'record-changed',
        'implied',
        'softfail comes of a term with "~", and the record of a.example has none now, nor have',
      ],
    ],
  },
  {
    what: 'a softfail, and a redirect that gives one',
    text: header('softfail'),
    zone: { 'a.example': 'v=spf1 ip4:192.0.2.1 redirect=c.example', 'c.example': 'v=spf1 ~all' },
    lacks: ['record-changed'],
  },
  {
    what: 'a softfail, and a redirect to nobody knows where',
    text: header('softfail'),
    zone: { 'a.example': 'v=spf1 ip4:192.0.2.1 redirect=%{l}.c.example' },
    lacks: ['record-changed'],
  },
  {
    what: 'a pass, and no term that gives one',
    text: header('pass'),
    zone: { 'a.example': 'v=spf1 -all' },
    has: [['record-changed', 'implied', 'pass comes of a term with "+"']],
  },
  {
    what: 'neutral, and an open end that gives it',
    text: header('neutral'),
    zone: { 'a.example': 'v=spf1 ip4:192.0.2.1' },
    lacks: ['record-changed'],
  },
  {
    what: 'neutral, and an end that gives something else',
    text: header('neutral'),
    zone: { 'a.example': 'v=spf1 ip4:192.0.2.1 -all' },
    has: [['record-changed', 'implied', 'neutral comes of a term with "?"']],
  },
  {
    what: 'a fail of a record in error, where a term that would give it is hidden',
    text: header('fail'),
    zone: { 'a.example': 'v=spf1 ip4:192.0.2.7/25-all' },
    lacks: ['record-changed'],
  },
  {
    what: 'a fail of a domain without a record',
    text: header('fail'),
    zone: { 'a.example': { TXT: ['hello'] } },
    has: [['record-changed', 'implied', 'The record has gone: a fail needs one']],
  },
  {
    what: 'a neutral of a domain without a record, which older receivers gave',
    text: header('neutral'),
    zone: { 'a.example': { TXT: ['hello'] } },
    lacks: ['record-changed'],
  },
  {
    what: 'none of a domain with a record',
    text: header('none'),
    zone: { 'a.example': 'v=spf1 all' },
    has: [['record-changed', 'implied', 'The record is new']],
  },
  {
    what: 'a time that lies longer back than the TTL',
    text: `2026-11-22T11:00:00Z mx policyd-spf[21]: : prepend ${header('fail')}`,
    zone: { 'a.example': 'v=spf1 all' },
    has: [['record-may-have-changed', 'possible', '2026-11-22 11:00 UTC']],
  },
  {
    what: 'a time within the TTL',
    text: `2026-11-22T11:58:00Z mx policyd-spf[21]: : prepend ${header('fail')}`,
    zone: { 'a.example': 'v=spf1 all' },
    lacks: ['record-may-have-changed'],
  },
  {
    what: 'a time without a year',
    text: `Nov 22 07:00:00 mx policyd-spf[21]: : prepend ${header('fail')}`,
    zone: { 'a.example': 'v=spf1 all' },
    lacks: ['record-may-have-changed'],
  },
  {
    what: 'older answers that give the claimed result',
    text: header('fail'),
    zone: { 'a.example': 'v=spf1 ip4:192.0.2.1 -all' },
    older: { 'a.example': 'v=spf1 -all' },
    has: [['answers-changed', 'shown', 'The record of a.example was "v=spf1 -all".']],
  },
  {
    what: 'older answers of an address',
    text: header('fail'),
    zone: { 'a.example': 'v=spf1 a:h.example -all', 'h.example': { A: ['192.0.2.1'] } },
    older: { 'a.example': 'v=spf1 a:h.example -all', 'h.example': { A: ['192.0.2.9'] } },
    has: [['answers-changed', 'shown', 'A h.example is answered in another way now.']],
  },
  {
    what: 'older answers that give ours',
    text: header('fail'),
    zone: { 'a.example': 'v=spf1 all' },
    older: { 'a.example': 'v=spf1 ip4:192.0.2.1' },
    lacks: ['answers-changed'],
  },
  {
    what: 'older answers that a snapshot has in part',
    text: header('temperror'),
    zone: { 'a.example': 'v=spf1 all' },
    older: 'cut',
    lacks: ['answers-changed'],
  },
  {
    what: 'another client',
    text: header('pass'),
    zone: { 'a.example': 'v=spf1 ip4:192.0.2.1 -all' },
    ip: '198.51.100.1',
    has: [['other-client', 'shown', 'about 192.0.2.1, and 198.51.100.1 was checked']],
  },
  {
    what: 'another client that gives something else again',
    text: header('softfail'),
    zone: { 'a.example': 'v=spf1 ip4:192.0.2.1 -all' },
    ip: '198.51.100.1',
    lacks: ['other-client'],
  },
  {
    what: 'another domain',
    text: header('pass'),
    zone: { 'a.example': 'v=spf1 ip4:192.0.2.1 -all', 'c.example': 'v=spf1 -all' },
    fields: { sender: 'a@c.example', helo: 'mail.b.example' },
    has: [['other-domain', 'shown', 'about a.example, and c.example was checked']],
  },
  {
    what: 'the HELO name',
    text: header('fail').replace('identity=mailfrom; ', '').replace(' (mailfrom)', ''),
    zone: { 'a.example': 'v=spf1 all', 'mail.b.example': 'v=spf1 -all' },
    has: [['other-identity', 'shown', 'the HELO name, mail.b.example, which gives fail, as claimed']],
  },
  {
    what: 'the HELO name, though the text denies it',
    text: header('fail'),
    zone: { 'a.example': 'v=spf1 all', 'mail.b.example': 'v=spf1 -all' },
    has: [['other-identity', 'possible', 'though the text says that MAIL FROM was judged']],
  },
  {
    what: 'a HELO name without a record, as nearly all are',
    text: header('none').replace('identity=mailfrom; ', '').replace(' (mailfrom)', ''),
    zone: { 'a.example': 'v=spf1 all', 'mail.b.example': { A: ['192.0.2.1'] } },
    has: [['other-identity', 'possible', 'which gives none']],
  },
  {
    what: 'a HELO name without a record, and a text that speaks of MAIL FROM',
    text: header('none'),
    zone: { 'a.example': 'v=spf1 all', 'mail.b.example': { A: ['192.0.2.1'] } },
    lacks: ['other-identity'],
  },
  {
    what: 'a HELO name that gives something else',
    text: header('fail'),
    zone: { 'a.example': 'v=spf1 all', 'mail.b.example': 'v=spf1 ~all' },
    lacks: ['other-identity'],
  },
  {
    what: 'MAIL FROM in place of HELO',
    text: header('fail').replace('identity=mailfrom', 'identity=helo').replace('(mailfrom)', '(helo)'),
    zone: { 'mail.b.example': 'v=spf1 all', 'a.example': 'v=spf1 -all' },
    has: [['other-identity', 'possible', 'MAIL FROM, a.example, which gives fail']],
  },
  {
    what: 'HELO, where MAIL FROM was checked against the text',
    text: header('fail').replace('identity=mailfrom', 'identity=helo').replace('(mailfrom)', '(helo)'),
    zone: { 'mail.b.example': 'v=spf1 -all', 'a.example': 'v=spf1 all' },
    fields: { sender: 'a@a.example', helo: 'mail.b.example' },
    has: [['other-identity', 'shown', 'The text says that the HELO name, mail.b.example, was judged']],
    lacks: ['other-domain'],
  },
  {
    what: 'the result of a receiver on the way',
    text: 'ARC-Authentication-Results: i=2; mx.b.example; spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=a@a.example',
    zone: { 'a.example': 'v=spf1 all' },
    has: [['earlier-receiver', 'implied', 'of the ARC set 2']],
  },
  {
    what: 'the result of the last receiver',
    text: 'Authentication-Results: mx.b.example; spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=a@a.example',
    zone: { 'a.example': 'v=spf1 all' },
    lacks: ['earlier-receiver', 'sender-wrote-it'],
  },
  {
    what: 'a client of a private network',
    text: header('pass', 'mailfrom', '10.1.2.3'),
    zone: { 'a.example': 'v=spf1 -all' },
    has: [['private-client', 'stated', '10.1.2.3 is no address of the Internet']],
  },
  {
    what: 'a client of the Internet',
    text: header('pass'),
    zone: { 'a.example': 'v=spf1 ip4:198.51.100.1 -all' },
    lacks: [
      'record-changed',
      'private-client',
      'forwarder',
      'best-guess',
      'rejection-code',
      'aligned-result',
    ],
  },
  {
    what: 'a forwarder whose sender gives the claimed result',
    text: header('fail').replace('a@a.example', 'SRS0=HHH=TT=o.example=joe@a.example'),
    zone: { 'a.example': 'v=spf1 all', 'o.example': 'v=spf1 -all' },
    has: [['forwarder', 'shown', 'may have judged o.example, which gives fail']],
  },
  {
    what: 'a forwarder whose sender does not',
    text: header('fail').replace('a@a.example', 'SRS0=HHH=TT=o.example=joe@a.example'),
    zone: { 'a.example': 'v=spf1 all', 'o.example': 'v=spf1 all' },
    has: [
      ['forwarder', 'possible', "forwards (SRS0) the mail of o.example: SPF judges the forwarder's servers"],
    ],
  },
  {
    what: 'trouble that the text names',
    text: header('temperror', "a.example: 'SERVFAIL' error on DNS 'TXT' lookup of 'a.example'"),
    zone: { 'a.example': 'v=spf1 all' },
    has: [['dns-trouble-then', 'stated', "'SERVFAIL' error for TXT a.example, which is answered now"]],
  },
  {
    what: 'trouble of then',
    text: header('temperror'),
    zone: { 'a.example': 'v=spf1 all' },
    has: [['dns-trouble-then', 'implied', 'Every question of this check is answered now.']],
    lacks: ['dns-trouble-now'],
  },
  {
    what: 'trouble of now',
    text: header('pass'),
    zone: { 'a.example': 'servfail' },
    has: [['dns-trouble-now', 'implied', 'a receiver that gives pass had an answer']],
    lacks: ['dns-trouble-then'],
  },
  {
    what: 'an address that pyspf may not have got',
    text: `Nov 22 07:44:44 mx policyd-spf[1]: : prepend ${header('fail')}`,
    zone: { 'a.example': 'v=spf1 a:h.example -all', 'h.example': { A: ['192.0.2.1'] } },
    has: [['dns-trouble-then', 'possible', 'gives fail where A h.example fails']],
  },
  {
    what: 'a record that pyspf may not have got',
    text: `Nov 22 07:44:44 mx policyd-spf[1]: : prepend ${header('permerror')}`,
    zone: { 'a.example': 'v=spf1 include:b.example -all', 'b.example': 'v=spf1 ip4:192.0.2.1' },
    has: [['dns-trouble-then', 'possible', 'gives permerror where TXT b.example fails']],
  },
  {
    what: 'answers without which pyspf gives something else',
    text: `Nov 22 07:44:44 mx policyd-spf[1]: : prepend ${header('softfail')}`,
    zone: { 'a.example': 'v=spf1 a:h.example -all', 'h.example': { A: ['192.0.2.1'] } },
    lacks: ['dns-trouble-then'],
  },
  {
    what: 'an address that a program that gives temperror then may not have got',
    text: header(
      'fail',
      "a.example: Sender is not authorized by default to use 'a@a.example' in 'mfrom' identity (mechanism '-all' matched)",
    ),
    zone: { 'a.example': 'v=spf1 a:h.example -all', 'h.example': { A: ['192.0.2.1'] } },
    lacks: ['dns-trouble-then'],
  },
  {
    what: 'a guess that fits',
    text: 'Received-SPF: pass (google.com: best guess record for domain of a@a.example designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1;',
    zone: { 'a.example': { A: ['192.0.2.9'] } },
    has: [['best-guess', 'stated', 'By "v=spf1 a/24 mx/24 ptr" a check gives pass']],
    lacks: ['record-changed', 'other-reading'],
  },
  {
    what: 'a guess that does not',
    text: 'Received-SPF: pass (google.com: best guess record for domain of a@a.example designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1;',
    zone: { 'a.example': { A: ['198.51.100.1'] } },
    has: [['best-guess', 'stated', 'and says so.']],
  },
  {
    what: 'the code of a rejection, with the words of softfail',
    text: 'Nov 22 07:44:44 mx policyd-spf[18390]: : 550 5.7.23 Message rejected due to: domain owner discourages use of this host. Please see http://www.openspf.net/Why?s=mfrom;id=a@a.example;ip=192.0.2.1;r=r.example',
    zone: { 'a.example': 'v=spf1 ~all' },
    has: [['rejection-code', 'stated', 'the words are those of softfail']],
  },
  {
    what: 'the code of a rejection alone',
    text: '550 5.7.23 <b@r.example>: Please see http://www.openspf.net/Why?s=mfrom;id=a@a.example;ip=192.0.2.1;r=r.example',
    zone: { 'a.example': 'v=spf1 ~all' },
    has: [['rejection-code', 'possible', 'may reject softfail']],
    lacks: ['record-changed'],
  },
  {
    what: 'a fail of a report whose From is of a stranger',
    text: '<feedback><record><row><source_ip>192.0.2.1</source_ip><count>1</count></row><identifiers><header_from>c.test</header_from></identifiers><auth_results><spf><domain>a.example</domain><result>fail</result></spf></auth_results></record></feedback>',
    zone: { 'a.example': 'v=spf1 all' },
    has: [['aligned-result', 'possible', 'From is of c.test']],
  },
  {
    what: 'a fail of a report whose From is aligned',
    text: '<feedback><record><row><source_ip>192.0.2.1</source_ip><count>1</count></row><identifiers><header_from>www.a.example</header_from></identifiers><auth_results><spf><domain>a.example</domain><result>fail</result></spf></auth_results></record></feedback>',
    zone: { 'a.example': 'v=spf1 all' },
    lacks: ['aligned-result'],
  },
  {
    what: 'a reading of the program that the text is of',
    text: `Nov 22 07:44:44 mx policyd-spf[1]: : prepend ${header('fail')}`,
    zone: { 'a.example': { TXT: ['v=spf1 a -all'], A: 'servfail' } },
    has: [['other-reading', 'shown', 'pyspf 2.0.14 reads it so, and the text has its words.']],
  },
  {
    what: 'a reading of another program than the text is of',
    text: header(
      'fail',
      "a.example: Sender is not authorized by default to use 'a@a.example' in 'mfrom' identity (mechanism '-all' matched)",
    ),
    zone: { 'a.example': { TXT: ['v=spf1 a -all'], A: 'servfail' } },
    has: [['other-reading', 'possible', 'takes SERVFAIL and REFUSED for an answer without data gives fail']],
  },
  {
    what: 'a reading that matters and gives something else',
    text: header('softfail'),
    zone: { 'a.example': { TXT: ['v=spf1 a -all'], A: 'servfail' } },
    lacks: ['other-reading'],
  },
];

const nothing = memoryResolver({ 'a.example': 'unreachable' });

const cut: Resolver = {
  resolve: async (question) => ({ ...(await nothing.resolve(question)), origin: { kind: 'snapshot' } }),
};

describe('a claimed result beside ours', () => {
  test.each(rows.map((row) => [row.what, row] as const))('%s', async (_what, row) => {
    const resolver = keptFor(300, memoryResolver(row.zone));
    const claim = await claimOf(candidateIn(row.text), resolver, {
      ...(row.fields === undefined ? {} : { fields: row.fields }),
      ...(row.ip === undefined ? {} : { ip: row.ip }),
    });
    const { agreement, causes } = await compareClaim(claim, resolver, {
      nowMs,
      ...(row.older === undefined ? {} : { older: row.older === 'cut' ? cut : memoryResolver(row.older) }),
    });
    expect(agreement).toBe(row.agreement ?? 'differs');
    for (const [kind, strength, words] of row.has ?? []) {
      const found = causes.filter((cause) => cause.kind === kind && cause.sentence.includes(words));
      expect(
        found.map((cause) => cause.strength),
        JSON.stringify(causes, undefined, 1),
      ).toEqual([strength]);
    }
    const kinds = causes.map(({ kind }) => kind);
    for (const kind of row.lacks ?? []) expect(kinds).not.toContain(kind);
  });

  test('of a header that the sender could write', async () => {
    const resolver = memoryResolver({ 'a.example': 'v=spf1 -all' });
    const told = async (kind: TrustKind) => {
      const candidate = { ...candidateIn(header('pass')), trust: trustOf(kind) };
      const { causes } = await compareClaim(await claimOf(candidate, resolver), resolver, { nowMs });
      return causes.flatMap(({ kind, strength }) => (kind === 'sender-wrote-it' ? [strength] : []));
    };
    expect(await told('below-border')).toEqual(['implied']);
    expect(await told('beside-border')).toEqual(['possible']);
    expect(await told('border-header')).toEqual([]);
  });
});
