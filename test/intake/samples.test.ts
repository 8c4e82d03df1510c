import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  extract,
  findDifferences,
  type IntakeSample,
  readSamples,
  readSampleText,
} from '../conformance/intake-samples.ts';
import { foldHeaders, pasteVariations } from '../helpers/intake-variations.ts';

const folder = join(import.meta.dirname, '../fixtures/intake');
const samples = readSamples(folder);
const textOf = (sample: IntakeSample): string => readSampleText(folder, sample);

/** Kinds that are one line each. */
const lineKinds: readonly string[] = [
  'policyd-spf-log',
  'policy-reply',
  'postfix-log',
  'exim-log',
  'sendmail-log',
];

const headerKinds: readonly string[] = [
  'received-spf',
  'authentication-results',
  'received',
  'message-headers',
];

test('every variation changes a text', () => {
  const idle = pasteVariations.filter(({ apply }) =>
    samples.every((sample) => apply(textOf(sample)) === textOf(sample)),
  );
  expect(idle).toEqual([]);
});

test('there are samples of every kind', () => {
  expect(new Set(samples.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(14);
});

describe.each(samples)('$id', (sample) => {
  const text = textOf(sample);

  test('gives what it says', () => {
    expect(findDifferences(text, sample.expect)).toEqual([]);
  });

  test('says the same however it is pasted', () => {
    const wrong = pasteVariations.flatMap(({ name, apply }) =>
      findDifferences(apply(text), sample.expect).map((difference) => `${name}: ${difference}`),
    );
    expect(wrong).toEqual([]);
  });

  test('says the same of other hosts', () => {
    const rename = (words: string): string =>
      words.replaceAll('.example', '.instance').replaceAll('.test', '.trial').replaceAll('mira', 'zoe=z');
    expect(findDifferences(rename(text), JSON.parse(rename(JSON.stringify(sample.expect))))).toEqual([]);
  });
});

describe.each(samples.filter(({ kind }) => headerKinds.includes(kind)))('the headers of $id', (sample) => {
  test('say the same when folded at every space', () => {
    const folded = foldHeaders(textOf(sample));
    expect(folded).not.toBe(textOf(sample));
    // A reason keeps the white space that folding leaves, which is one space.
    expect(findDifferences(folded, sample.expect)).toEqual([]);
  });

  test('say the same when folded, with CRLF and quoted', () => {
    const folded = foldHeaders(textOf(sample))
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\r\n');
    expect(findDifferences(folded, sample.expect)).toEqual([]);
  });
});

describe.each(samples.filter(({ kind }) => lineKinds.includes(kind)))('the lines of $id', (sample) => {
  const lines = textOf(sample).trimEnd().split('\n');

  test('are found though the text is cut at both ends', () => {
    const half = Math.floor((lines[0] ?? '').length / 2);
    const cut = [(lines.at(-1) ?? '').slice(half), ...lines, (lines[0] ?? '').slice(0, 12)].join('\n');
    const seen = extract(cut).map(({ clientIp, result }) => `${clientIp} ${result}`);
    for (const { clientIp, result } of extract(lines.join('\n')))
      expect(seen).toContain(`${clientIp} ${result}`);
  });

  test.each([60, 76, 100])('say the same broken at %i letters by a mail program', (width) => {
    const wrap = (line: string): string => {
      const rows: string[] = [''];
      for (const word of line.split(' ')) {
        const row = rows.at(-1) ?? '';
        if (row !== '' && row.length + word.length >= width) rows.push(word);
        else rows[rows.length - 1] = row === '' ? word : `${row} ${word}`;
      }
      return rows.join('\n');
    };
    const read = (text: string) =>
      extract(text)
        .filter(({ clientIp }) => clientIp != null)
        .map(({ clientIp, helo, mailFrom, identity, result }) => ({
          clientIp,
          helo,
          mailFrom,
          identity,
          result,
        }));
    const wrapped = lines.map(wrap).join('\n');
    expect(read(`${wrapped}\nThat is all.\n`)).toEqual(read(lines.join('\n')));
  });

  test('are found one by one', () => {
    const single = lines.flatMap((line) => extract(line).filter(({ clientIp }) => clientIp != null));
    const together = extract(lines.join('\n')).filter(({ clientIp }) => clientIp != null);
    expect(single).toEqual(together);
  });
});

test('samples in one text say what each says by itself', () => {
  const mixed = samples.filter(({ kind }) => kind !== 'dmarc-xml');
  const text = mixed.map(textOf).join('\n\n');
  expect(
    findDifferences(
      text,
      mixed.flatMap(({ expect: expected }) => expected),
    ),
  ).toEqual([]);
});

test('a piece of any sample, with anything around it, is read', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.nat(),
      fc.nat(),
      fc.string({ unit: 'binary', maxLength: 40 }),
      (sample, from, length, noise) => {
        const text = textOf(sample);
        const start = from % text.length;
        const piece = noise + text.slice(start, start + (length % 2000)) + noise;
        for (const record of extract(piece)) expect(record).toHaveProperty('clientIp');
      },
    ),
    { numRuns: 300 },
  );
});
