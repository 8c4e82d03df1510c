import { describe, expect, test } from 'vitest';
import type { DnsAnswer, DnsAttempt } from '../../src/dns/resolver.ts';
import {
  describeTrouble,
  describeTroubleCure,
  isBogus,
  troubleWord,
} from '../../src/report/describe-trouble.ts';
import { answerOf } from '../helpers/manual-resolver.ts';

const question = { name: 'example.com', type: 'TXT' } as const;
const attempt = (server: string, outcome: DnsAttempt['outcome'], detail?: string): DnsAttempt => ({
  server,
  transport: 'udp',
  outcome,
  elapsedMs: 1000,
  ...(detail === undefined ? {} : { detail }),
});
const [first, second] = ['192.0.2.53:53', '[2001:db8::53]:53'] as const;

const failed: Partial<DnsAnswer> = {
  outcome: 'server-failure',
  rcode: 2,
  attempts: [attempt(first, 'server-failure')],
};

describe('the clause for trouble', () => {
  test.each<[given: Partial<DnsAnswer>, clause: string]>([
    [
      { outcome: 'timeout', elapsedMs: 3000, attempts: [attempt(first, 'timeout')] },
      `no answer to "TXT example.com" from ${first} within 3.0 s`,
    ],
    [
      {
        outcome: 'timeout',
        elapsedMs: 6000,
        attempts: [attempt(first, 'timeout'), attempt(first, 'timeout')],
      },
      `no answer to "TXT example.com" from ${first} within 6.0 s (2 tries)`,
    ],
    [
      {
        outcome: 'timeout',
        elapsedMs: 2000,
        attempts: [attempt(first, 'timeout'), attempt(second, 'timeout')],
      },
      `no answer to "TXT example.com" from ${first} and ${second} within 2.0 s (2 tries)`,
    ],
    [
      { outcome: 'unreachable', attempts: [attempt(first, 'unreachable', 'connection refused')] },
      `${first} cannot be reached for "TXT example.com": connection refused`,
    ],
    [
      { outcome: 'server-failure', attempts: [attempt(first, 'refused'), attempt(second, 'server-failure')] },
      `${second} answered "TXT example.com" with a server failure`,
    ],
    [
      {
        outcome: 'server-failure',
        attempts: [attempt(first, 'server-failure')],
        extendedErrors: [{ code: 9, text: 'no DNSKEY \x1b[5m' }],
      },
      `${first} answered "TXT example.com" with a server failure (extended error 9, DNSKEY missing)`,
    ],
    [
      { outcome: 'refused', attempts: [attempt(first, 'refused')], extendedErrors: [{ code: 18, text: '' }] },
      `${first} refused to answer "TXT example.com" (extended error 18, prohibited)`,
    ],
    [
      { outcome: 'malformed', attempts: [attempt(first, 'malformed', 'ends in the middle of a \x07')] },
      `${first} answered "TXT example.com" with a broken message: ends in the middle of a \\x07`,
    ],
    [
      { ...failed, withoutValidation: 'records', extendedErrors: [{ code: 7, text: 'on \x1b[5m' }] },
      `the DNSSEC signatures for "TXT example.com" do not validate, says ${first} (extended error 7, signature expired)`,
    ],
    [
      { ...failed, withoutValidation: 'name-error' },
      `the DNSSEC signatures for "TXT example.com" do not validate, says ${first}`,
    ],
    [
      { ...failed, withoutValidation: 'server-failure' },
      `${first} answered "TXT example.com" with a server failure, and did no better without DNSSEC validation`,
    ],
    [{ ...failed, rcode: 9 }, `${first} answered "TXT example.com" with RCODE 9`],
    [{ ...failed, rcode: 0 }, `the aliases of "TXT example.com" lead on without an end, says ${first}`],
    [{ outcome: 'timeout', elapsedMs: 5 }, 'no answer to "TXT example.com" from the resolver within 5.0 ms'],
  ])('of %j', (given, clause) => {
    expect(describeTrouble(answerOf(question, given))).toBe(clause);
  });
});

describe('the cure for trouble', () => {
  const bogus = { ...failed, withoutValidation: 'records' } as const;
  const expired = [{ code: 7, text: '' }];
  const silent: Partial<DnsAnswer> = { outcome: 'timeout', attempts: [attempt(first, 'timeout')] };

  test.each<[what: string, given: Partial<DnsAnswer>, cure: RegExp]>([
    [
      'an expired signature',
      { ...bogus, extendedErrors: expired },
      /^The zone of example\.com must be signed anew\. The record itself can be fetched, but until then receivers that validate give temperror\.$/,
    ],
    [
      'a signature from the future',
      { ...bogus, extendedErrors: [{ code: 8, text: '' }] },
      /with the right time/,
    ],
    [
      'a missing key',
      { ...bogus, extendedErrors: [{ code: 9, text: '' }] },
      /the key that the DS record above it names/,
    ],
    [
      'missing signatures',
      {
        ...bogus,
        extendedErrors: [
          { code: 6, text: '' },
          { code: 10, text: '' },
        ],
      },
      /must be signed, or the DS record/,
    ],
    ['signatures that are wrong somehow', bogus, /must have its DNSSEC signing mended/],
    [
      'a denial that does not validate',
      { ...bogus, withoutValidation: 'no-data' },
      /Unvalidated, DNS has no such record/,
    ],
    [
      'a denial of the name',
      { ...bogus, withoutValidation: 'name-error' },
      /Unvalidated, the name does not exist/,
    ],
    [
      'a failure that is not DNSSEC',
      { ...failed, withoutValidation: 'timeout' },
      /^It is not DNSSEC: the name servers of example\.com fail .* --server ADDR/,
    ],
    [
      'a failure',
      failed,
      /^The name servers of example\.com fail .* or 192\.0\.2\.53:53 is broken\. .* --server ADDR/,
    ],
    ['aliases without an end', { ...failed, rcode: 0 }, /CNAME records from example\.com/],
    [
      'a refusal',
      { outcome: 'refused', attempts: [attempt(first, 'refused')] },
      /^192\.0\.2\.53:53 does not serve this client, or not this name\..* --server ADDR/,
    ],
    ['broken messages', { outcome: 'malformed' }, /--server ADDR.* name servers of example\.com/],
    ['silence', silent, /^Is 192\.0\.2\.53:53 a name server, .* --server ADDR.* --demo/],
    [
      'a closed port',
      { outcome: 'unreachable', attempts: [attempt(first, 'unreachable')] },
      /^Does a name server run at 192\.0\.2\.53:53, .* --server ADDR.* --demo/,
    ],
  ])('of %s', (_, given, cure) => {
    expect(describeTroubleCure(answerOf(question, given), [])).toMatch(cure);
  });

  test('of silence looks behind a server that answered another question', () => {
    const other = answerOf(question, { origin: { kind: 'server', server: first, transport: 'udp' } });
    expect(describeTroubleCure(answerOf(question, silent), [other])).toMatch(
      /^192\.0\.2\.53:53 answers other questions, so the name servers of example\.com /,
    );
    const another = answerOf(question, { origin: { kind: 'server', server: second, transport: 'udp' } });
    expect(describeTroubleCure(answerOf(question, silent), [another])).toMatch(/^Is /);
  });

  test('is no control character, whatever the names', () => {
    const hostile = { name: '\x1b]0;x\x07\x9b.\xe2\x80\xae', type: 'TXT' } as const;
    for (const given of [failed, bogus, silent, { outcome: 'refused' }, { outcome: 'unreachable' }] as const)
      expect(describeTroubleCure(answerOf(hostile, given), [])).toMatch(/^[\x20-\x7e]+$/);
  });
});

test.each<[DnsAnswer['withoutValidation'], boolean, string]>([
  ['records', true, 'DNSSEC bogus'],
  ['no-data', true, 'DNSSEC bogus'],
  ['name-error', true, 'DNSSEC bogus'],
  ['server-failure', false, 'server-failure'],
  ['timeout', false, 'server-failure'],
  [undefined, false, 'server-failure'],
])('%s without validation: bogus is %s, the word %j', (withoutValidation, isSo, word) => {
  const answer = answerOf(question, { ...failed, ...(withoutValidation && { withoutValidation }) });
  expect([isBogus(answer), troubleWord(answer)]).toEqual([isSo, word]);
});
