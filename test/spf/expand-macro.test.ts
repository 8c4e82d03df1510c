import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandMacro, lettersOf, targetNameFromText } from '../../src/spf/expand-macro.ts';
import { macroValues, usesNonAsciiLocalPart } from '../../src/spf/macro-values.ts';
import { parseDomainSpec, parseMacroString } from '../../src/spf/parse-macro-string.ts';
import { ipOf } from '../helpers/check-table.ts';

const request = {
  ip: ipOf('192.0.2.3'),
  domain: 'email.example.com',
  sender: 'strong-bad@email.example.com',
  helo: 'mx.example.org',
  receiver: 'rx.example.net',
  timeSeconds: 1_700_000_000,
};
const values = macroValues(request, 'email.example.com', 'mx.example.org');

const macroOf = (text: string) => {
  const parsed = parseMacroString(text, 0, 'explanation');
  if (!parsed.isValid) throw new Error(parsed.problem.message);
  return parsed.macro;
};

describe('expandMacro', () => {
  test.each([
    ['', ''],
    ['plain text', 'plain text'],
    ['%{s} %{l} %{o} %{d}', 'strong-bad@email.example.com strong-bad email.example.com email.example.com'],
    ['%{i} %{p} %{v} %{h}', '192.0.2.3 mx.example.org in-addr mx.example.org'],
    ['%{c} %{r} %{t}', '192.0.2.3 rx.example.net 1700000000'],
    ['%{S}', 'strong-bad%40email.example.com'],
    ['%{ir} %{i2} %{i1r} %{I2R}', '3.2.0.192 2.3 192 0.192'],
    ['%{d10}', 'email.example.com'],
    ['%{l-}', 'strong.bad'],
    ['%{l1-}', 'bad'],
    ['%{l1r-}', 'strong'],
    ['%%%_%-', '% %20'],
  ])('%j becomes %j', (text, expanded) => {
    expect(expandMacro(macroOf(text), values).text).toBe(expanded);
  });

  test('keeps how each part came about', () => {
    expect(expandMacro(macroOf('a.%{d2r}'), values).steps).toMatchObject([
      { value: 'a.', text: 'a.' },
      { value: 'email.example.com', text: 'example.email' },
    ]);
  });

  test('an empty local-part of a macro value gives an empty text', () => {
    expect(expandMacro(macroOf('x%{l}y'), { ...values, l: '' }).text).toBe('xy');
  });
});

describe('targetNameFromText (RFC 7208 §7.3)', () => {
  const label = (length: number) => 'x'.repeat(length);
  test.each([
    ['a.b', 'a.b'],
    ['a.b.', 'a.b'],
    ['a.b..', 'a.b.'],
    [`${label(9)}.${label(243)}`, `${label(9)}.${label(243)}`],
    [`${label(9)}.${label(244)}`, label(244)],
    [`${label(9)}.${label(243)}.`, `${label(9)}.${label(243)}`],
    [`a.${label(9)}.${label(243)}`, `${label(9)}.${label(243)}`],
    [`a.${label(9)}.${label(244)}`, label(244)],
    [`${label(300)}.a`, 'a'],
    [`a.${label(300)}`, label(300)],
    [label(300), label(300)],
    [`a${'.'.repeat(254)}`, '.'.repeat(252)],
  ])('%j', (text, target) => {
    expect(targetNameFromText(text)).toBe(target);
  });

  test('drops as few labels as it takes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 12 }), (lengths) => {
        const labels = lengths.map(label);
        let kept = labels;
        while (kept.join('.').length > 253) kept = kept.slice(1);
        expect(targetNameFromText(labels.join('.'))).toBe(kept.join('.'));
      }),
    );
  });
});

describe('parseMacroString', () => {
  test('gives the parts, each with its place', () => {
    expect(parseMacroString('a%%%_%-%{D2r-}%{i}', 5, 'record')).toEqual({
      isValid: true,
      macro: {
        text: 'a%%%_%-%{D2r-}%{i}',
        span: { start: 5, end: 23 },
        parts: [
          { kind: 'literal', span: { start: 5, end: 6 }, text: 'a' },
          { kind: 'escape', span: { start: 6, end: 8 }, text: '%' },
          { kind: 'escape', span: { start: 8, end: 10 }, text: ' ' },
          { kind: 'escape', span: { start: 10, end: 12 }, text: '%20' },
          {
            kind: 'expand',
            span: { start: 12, end: 19 },
            letter: 'd',
            escapesUrl: true,
            keep: 2,
            reverse: true,
            delimiters: '-',
          },
          {
            kind: 'expand',
            span: { start: 19, end: 23 },
            letter: 'i',
            escapesUrl: false,
            reverse: false,
            delimiters: '.',
          },
        ],
      },
    });
  });

  test.each([
    ['caf\xe9', 8, 9],
    ['a\tb', 6, 7],
    ['a%', 6, 7],
    ['%(d)', 5, 6],
    ['a%{z}b', 6, 10],
    ['a%{d', 6, 9],
    ['%{d00}', 5, 11],
    ['%{d!}', 5, 10],
  ])('of %j says which piece is wrong', (text, start, end) => {
    const parsed = parseMacroString(text, 5, 'explanation');
    expect(parsed).toMatchObject({ isValid: false, problem: { kind: 'macro', span: { start, end } } });
  });
});

describe('parseDomainSpec', () => {
  test.each([
    'a.b',
    'a.b.',
    '%{d}',
    'x%{d}',
    '%{d}.x',
    'a.%%',
    'a..b',
    '.b',
    'a:b/c.d',
    'a.b-c',
    'a.1-2',
    'a.x1',
    'a.1x',
    '_._.a',
  ])('%j is one', (text) => {
    expect(parseDomainSpec(text, 0).isValid).toBe(true);
  });
  test.each([
    '',
    '.',
    'a',
    'a.',
    'a.1',
    'a.-b',
    'a.b-',
    'a.b_c',
    'a.b:1',
    '%{d}.',
    '%{d}x',
    'a.b..',
    'a b.c',
    'x y%{d}',
    'a.\xe9',
    '%',
    'a.%{c}',
  ])('%j is none', (text) => {
    expect(parseDomainSpec(text, 0).isValid).toBe(false);
  });
});

test('lettersOf gives each letter once, in lower case', () => {
  expect(lettersOf(macroOf('%{D2}.%{d}.%{Ir}'))).toEqual(['d', 'i']);
});

test('a non-ASCII local-part matters to s and l only', () => {
  const strange = { ...request, sender: 'caf\u00e9@example.com' };
  expect(
    ['%{s}', '%{L}', '%{o}', '%{d}', 'x'].map((text) => usesNonAsciiLocalPart(macroOf(text), strange)),
  ).toEqual([true, true, false, false, false]);
  expect(usesNonAsciiLocalPart(macroOf('%{s}'), request)).toBe(false);
});
