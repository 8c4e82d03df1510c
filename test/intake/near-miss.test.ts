import { describe, expect, test } from 'vitest';
import { missingFields } from '../../src/intake/candidate.ts';
import { readIncidents } from '../../src/intake/read-incidents.ts';

/** [text, the form that it nearly has, the line, a word of the sentence] */
const rows: readonly (readonly [string, string | undefined, number, string])[] = [
  ['Received-SPF: maybe client-ip=192.0.2.1', 'received-spf', 1, 'does not start with a result'],
  ['Received: by store.quay.example with LMTP; now', 'received', 1, 'names no address'],
  ['x\n\nprotocol_state=RCPT\nhelo_name=a.example\n', 'policy-request', 3, 'client_address is missing'],
  ['policyd-spf[5]: : 550 5.7.23 Message rejected', 'policyd-spf', 1, 'without the address of a page'],
  [
    '<feedback><record><row><source_ip>x</source_ip></row></record></feedback>',
    'dmarc-report',
    1,
    'no address',
  ],
  ['<feedback>\n<record><row></record></feedback>', 'dmarc-report', 2, 'not well-formed'],
  ['<feedback>\n\n<record><row><source_ip>192.0.2.1</source_ip>', 'dmarc-report', 3, 'cut before its end'],
  ['sm-mta[1]: k1: from=<a@b.example>, size=1, class=0, nrcpts=1', 'sendmail-log', 1, 'no relay'],
  ['hello\nquay.example. TXT "v=spf1 -all"', undefined, 2, 'SPF record'],
  ['our spf is broken', undefined, 1, 'names SPF'],
  ['hello\nconnect from x[192.0.2.1]', undefined, 2, 'IP address'],
  ['mira@orchard.example can not send', undefined, 1, 'address of mail'],
];

describe('a text in which nothing is found', () => {
  test.each(rows)('%j says what comes nearest', (text, form, line, words) => {
    const { candidates, nearMiss } = readIncidents(text);
    expect(candidates).toEqual([]);
    expect(nearMiss).toMatchObject({ form, place: { line } });
    expect(nearMiss?.sentence).toContain(words);
  });

  test('says nothing where nothing is near, and what was looked for', () => {
    const intake = readIncidents('hello\n');
    expect(intake.nearMiss).toBeUndefined();
    expect(intake.lookedFor).toContain('Received-SPF headers');
    expect(readIncidents('')).toEqual(intake);
  });
});

test('what is found comes in the order of the text', () => {
  const text = `we saw\n550 5.7.23 SPF fail\nNov 22 07:33:01 mx smf-spf[5]: SPF softfail: ip=192.0.2.1, fqdn=x.example, helo=a.example, from=<b@a.example>\nReceived-SPF: pass client-ip=192.0.2.2; helo=a.example\n550 5.7.23 SPF fail\nReceived-SPF: none client-ip=192.0.2.2; helo=a.example\n`;
  expect(readIncidents(text).candidates.map(({ result }) => result)).toEqual([
    'fail',
    'softfail',
    'pass',
    'fail',
    'none',
  ]);
});

test('a near miss is not told beside what was found', () => {
  expect(
    readIncidents('Received-SPF: maybe\nReceived-SPF: pass client-ip=192.0.2.1; helo=a.example').nearMiss,
  ).toBeUndefined();
});

test('a candidate says what it lacks', () => {
  const lacks = (text: string) => readIncidents(text).candidates.map(missingFields);
  expect(lacks('Received-SPF: pass client-ip=192.0.2.1; helo=a.example')).toEqual([[]]);
  expect(lacks('Received-SPF: pass client-ip=192.0.2.1; envelope-from=<>')).toEqual([['identity']]);
  expect(lacks('550 5.7.23 SPF fail')).toEqual([['clientIp', 'identity']]);
});
