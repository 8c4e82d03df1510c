import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unpackReport } from '../../src/cli/unpack-report.ts';
import type { Intake } from '../../src/intake/intake.ts';
import { isMimeMessage, readMessage, readOctets } from '../../src/intake/read-message.ts';
import { formatIpAddress } from '../../src/spf/ip-address.ts';
import { quotedPrintable } from '../helpers/intake-variations.ts';
import { zipFiles } from '../helpers/zip-files.ts';

const report = readFileSync(join(import.meta.dirname, '../fixtures/intake/dmarc-multi.xml'));

const describeAll = ({ candidates }: Intake): readonly string[] =>
  candidates.map(
    ({ form, clientIp, result, place }) =>
      `${form} ${clientIp && formatIpAddress(clientIp)} ${result} in ${place.part ?? 'headers'}`,
  );

const read = (text: string | Uint8Array): Promise<Intake> => readOctets(Buffer.from(text), unpackReport);

const outer = `Return-Path: <>
Received: from mx7.quay.example (mx7.quay.example [192.0.2.7])
\tby in.orchard.example (Postfix) with ESMTPS id 1; Fri, 14 Mar 2025 18:00:00 +0000
From: MAILER-DAEMON@quay.example
To: mira@orchard.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
`;

const multipart = (type: string, parts: readonly string[]): string =>
  `${outer}Content-Type: ${type}; boundary="sea"\n\n${parts.map((part) => `--sea\n${part}\n`).join('')}--sea--\n`;

const returned = `Content-Type: text/rfc822-headers

Received: from laptop (unknown [203.0.113.9]) by out.orchard.example (Postfix); Fri, 14 Mar 2025 17:59:00 +0000
From: Mira <mira@orchard.example>
Subject: boats`;

const bounce = multipart('multipart/report; report-type=delivery-status', [
  `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(
    '<tomas@quay.example>: host mx7.quay.example[192.0.2.7] said: 550 5.7.23 <tomas@quay.example>: Recipient address rejected: Message rejected due to: SPF fail - not authorized. Please see http://www.openspf.net/Why?s=mfrom;id=mira@orchard.example;ip=198.51.100.7;r=quay.example (in reply to RCPT TO command)',
  )}`,
  `Content-Type: message/delivery-status

Reporting-MTA: dns; out.orchard.example

Final-Recipient: rfc822; tomas@quay.example
Action: failed
Status: 5.7.23
Diagnostic-Code: smtp; 550 5.7.23 <tomas@quay.example>: Recipient address rejected:
    Message rejected due to: SPF fail - not authorized`,
  returned,
]);

const attached = (octets: Uint8Array, type: string): string =>
  multipart('multipart/mixed', [
    'Content-Type: text/plain\n\nA report.',
    `Content-Type: ${type}; name="report"\nContent-Disposition: attachment; filename="report"\nContent-Transfer-Encoding: base64\n\n${Buffer.from(octets).toString('base64').replace(/.{76}/g, '$&\n')}`,
  ]);

const reportRows = ['softfail', 'none', 'fail'];

describe('a bounce', () => {
  test('says first what was rejected, and last how it came back', async () => {
    const seen = describeAll(await read(bounce));
    expect(seen[0]).toBe('smtp-reply 198.51.100.7 fail in body');
    expect(seen.at(-1)).toBe('received 192.0.2.7 undefined in headers');
    expect(seen).toContain('received 203.0.113.9 undefined in text/rfc822-headers');
  });

  test('says the same with CRLF', async () => {
    expect(describeAll(await read(bounce.replaceAll('\n', '\r\n')))).toEqual(describeAll(await read(bounce)));
  });

  test('in HTML only is read without its tags', async () => {
    const html = multipart('multipart/alternative', [
      'Content-Type: text/html\n\n<p>550 5.7.23 Message rejected due to: SPF fail - not authorized.<br>See http://www.openspf.net/Why?s=mfrom&amp;id=mira@orchard.example&amp;ip=198.51.100.7</p>',
    ]);
    expect(describeAll(await read(html))[0]).toBe('smtp-reply 198.51.100.7 fail in body');
  });
});

describe('a report in a message', () => {
  test.each([
    ['gzip', gzipSync(report), 'application/gzip'],
    ['zip', zipFiles([{ name: 'a.xml', octets: report }]), 'application/zip'],
    ['XML', report, 'text/xml'],
  ] as const)('as %s is opened', async (_, octets, type) => {
    const { candidates } = await read(attached(octets, type));
    expect(candidates.slice(0, 3).map(({ result }) => result)).toEqual(reportRows);
    expect(candidates[0]?.place.part).toBe('report');
  });

  test('that is a bomb is left alone, and said', async () => {
    const intake = await read(gzipSync(Buffer.alloc(20_000_000)));
    expect(intake.candidates).toEqual([]);
    expect(intake.nearMiss?.sentence).toContain('grows to more than');
  });
});

test.each([
  ['gzip', gzipSync(report)],
  ['zip', zipFiles([{ name: 'a.xml', octets: report }])],
  ['nothing', report],
] as const)('a report in %s is read', async (_, octets) => {
  expect((await read(octets)).candidates.map(({ result }) => result)).toEqual(reportRows);
});

describe('a message of hostile MIME', () => {
  const nested = (depth: number): string => {
    const heads = Array.from(
      { length: depth },
      (_, index) => `Content-Type: multipart/mixed; boundary="b${index}"\n\n--b${index}\n`,
    );
    return `${outer}${heads.join('')}Content-Type: text/plain\n\nspf\n`;
  };

  test.each([10, 100, 20_000])('nested %i deep is read for its headers', async (depth) => {
    expect(describeAll(await read(nested(depth)))).toContain('received 192.0.2.7 undefined in headers');
  });

  test('with endless headers is read as text', async () => {
    const flood = `${outer}${'X-Flood: yes\n'.repeat(300_000)}\nbody\n`;
    expect(describeAll(await read(flood))).toEqual(['received 192.0.2.7 undefined in headers']);
  });

  test('with a thousand attachments is read up to a bound', async () => {
    const part =
      'Content-Type: text/xml\nContent-Disposition: attachment; filename="a"\n\n<feedback></feedback>';
    const many = multipart(
      'multipart/mixed',
      Array.from({ length: 1000 }, () => part),
    );
    expect(describeAll(await read(many))).toEqual(['received 192.0.2.7 undefined in headers']);
  });
});

test('a message with octets changed or lost is read', async () => {
  const octets = Buffer.from(bounce);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat({ max: octets.length - 1 }), fc.nat({ max: 255 })), { maxLength: 20 }),
      fc.nat({ max: octets.length }),
      async (changes, length) => {
        const changed = Buffer.from(octets);
        for (const [at, octet] of changes) changed[at] = octet;
        const { candidates, nearMiss } = await readMessage(changed.subarray(0, length), unpackReport);
        expect(candidates.length === 0 || nearMiss === undefined).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

test('a message is told from a log and from bare headers', () => {
  expect(isMimeMessage(bounce)).toBe(true);
  expect(isMimeMessage(`From mira@orchard.example Fri Mar 14 18:00:00 2025\n${bounce}`)).toBe(true);
  expect(isMimeMessage('policyd-spf[1]: Pass; identity=helo\nMIME-Version: 1.0\n')).toBe(false);
  expect(isMimeMessage('Received-SPF: pass\n\nMIME-Version: 1.0\n')).toBe(false);
});

test('what comes nearest is said for a message in which nothing is found', async () => {
  const intake = await readMessage(
    Buffer.from('MIME-Version: 1.0\nSubject: x\n\nv=spf1 -all\n'),
    unpackReport,
  );
  expect(intake.nearMiss).toMatchObject({ place: { part: 'body', line: 1 } });
});
