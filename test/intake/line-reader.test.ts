import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../src/intake/candidate.ts';
import { lineForms } from '../../src/intake/form-table.ts';
import { createLineReader } from '../../src/intake/line-reader.ts';
import { readIncidents } from '../../src/intake/read-incidents.ts';
import { longestLine } from '../../src/intake/text-lines.ts';
import { readSamples, readSampleText } from '../conformance/intake-samples.ts';

const folder = join(import.meta.dirname, '../fixtures/intake');
const kinds = ['policyd-spf-log', 'policy-reply', 'postfix-log', 'exim-log', 'sendmail-log', 'milter-log'];
const logs = readSamples(folder).filter(({ kind }) => kinds.includes(kind));
const log = logs.map((sample) => readSampleText(folder, sample)).join('');

/** What a reader gives for octets that come in pieces of these sizes, the last of them again and again. */
const stream = (octets: Uint8Array, sizes: readonly number[]): Candidate[] => {
  const reader = createLineReader();
  const found: Candidate[] = [];
  for (let at = 0, turn = 0; at < octets.length; turn++) {
    const size = sizes[Math.min(turn, sizes.length - 1)] ?? octets.length;
    found.push(...reader.push(octets.subarray(at, at + size)));
    at += size;
  }
  found.push(...reader.end());
  return found;
};

const withoutOffsets = (candidates: readonly Candidate[]) =>
  candidates.map(({ place, ...rest }) => ({ ...rest, line: place.line }));

describe('a log in chunks', () => {
  test('says what it says in one text', () => {
    expect(logs.length).toBeGreaterThanOrEqual(10);
    const seen = withoutOffsets(stream(Buffer.from(log), [1000]));
    expect(seen.length).toBeGreaterThan(60);
    expect(seen).toEqual(withoutOffsets(readIncidents(log).candidates));
  });

  test('says the same wherever the chunks end', () => {
    const octets = Buffer.from(log);
    const whole = stream(octets, [octets.length]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 40 }), (sizes) => {
        expect(stream(octets, sizes)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
    expect(stream(octets, [1])).toEqual(whole);
  });

  test('says the same with CRLF, and without an end of the last line', () => {
    const text = log.trimEnd();
    expect(withoutOffsets(stream(Buffer.from(text.replaceAll('\n', '\r\n')), [4096]))).toEqual(
      withoutOffsets(stream(Buffer.from(text), [4096])),
    );
  });

  test('tells where a line stands, in octets', () => {
    const octets = Buffer.from(log);
    const lines = log.split('\n');
    for (const { place } of stream(octets, [777]))
      expect(octets.subarray(place.start, place.end).toString()).toBe(lines[place.line - 1]);
  });

  test('counts its lines and octets', () => {
    const reader = createLineReader();
    reader.push(Buffer.from('one\ntwo\nthr'));
    reader.push(Buffer.from('ee'));
    reader.end();
    expect(reader.progress()).toEqual({ lines: 3, octets: 13 });
  });
});

describe('a line that is too long', () => {
  const good =
    'policyd-spf[7]: Pass; identity=mailfrom; client-ip=192.0.2.7; helo=a.example; envelope-from=b@a.example';
  const long = `spf ${'x'.repeat(3 * longestLine)}`;

  test.each([100, 1000, longestLine, 10_000_000])(
    'is passed over, in chunks of %i, and the next one read',
    (size) => {
      const octets = Buffer.from(`${good}\n${long}\n${good}\n${long}`);
      const seen = stream(octets, [size]);
      expect(seen.map(({ place }) => place.line)).toEqual([1, 3]);
      expect(octets.subarray(seen[1]?.place.start, seen[1]?.place.end).toString()).toBe(good);
    },
  );

  test('is read as far as it goes', () => {
    expect(stream(Buffer.from(`${good}; receiver=${'x'.repeat(10_000_000)}`), [65_000])).toHaveLength(1);
  });
});

test('a client that only the queue id leads to is found', () => {
  const text = [
    'Mar  1 10:00:00 mx postfix/smtpd[5]: A1B2C3D4E5: client=sloop.example[192.0.2.77]',
    'Mar  1 10:00:01 mx opendmarc[9]: A1B2C3D4E5: SPF(mailfrom): sloop.example fail',
    'Mar  1 10:00:01 mx opendmarc[9]: A1B2C3D4E5: sloop.example fail',
  ].join('\n');
  const [found, ...more] = stream(Buffer.from(text), [50]);
  expect(more).toEqual([]);
  expect(found).toMatchObject({ clientIp: { octets: [192, 0, 2, 77] }, mailFromDomain: 'sloop.example' });
});

test('a summary whose whole never comes is given at the end', () => {
  const summary =
    'Feb 03 11:07:27 sh postfix/policy-spf[5]: : SPF none (No policy): Envelope-from: a@sloop.example';
  expect(stream(Buffer.from(`${summary}\n`), [9])).toMatchObject([
    { mailFrom: 'a@sloop.example', result: 'none' },
  ]);
});

test('every form has marks that the reader looks for', () => {
  for (const { marks, read } of lineForms) {
    expect(marks.length).toBeGreaterThan(0);
    expect(read('')).toBeUndefined();
    for (const mark of marks) expect(mark).toMatch(/spf|SPF|reject|warn:|H=|class=|said:|action|client=/);
  }
});
