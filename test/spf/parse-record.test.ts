import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstError, isSpfRecord, parseRecord } from '../../src/spf/parse-record.ts';
import type { Span } from '../../src/spf/span.ts';
import { growthWhenQuadrupled } from '../helpers/growth.ts';

const sliceSpan = (text: string, { start, end }: Span): string => text.slice(start, end);

describe('isSpfRecord', () => {
  test.each([
    ['v=spf1', true],
    ['V=SPF1', true],
    ['v=spf1 ', true],
    ['v=spf1 -all', true],
    ['v=spf1-all', false],
    ['v=spf10', false],
    ['v=spf1\t-all', false],
    ['v=spf1\n', false],
    [' v=spf1 -all', false],
    ['v =spf1 -all', false],
    ['v=spf2 -all', false],
    ['x v=spf1 -all', false],
    ['', false],
  ])('%j: %j', (text, isRecord) => {
    expect(isSpfRecord(text)).toBe(isRecord);
  });
});

describe('parseRecord', () => {
  test('gives the terms in order, each with its place', () => {
    const { terms } = parseRecord(['v=spf1  +a:b.example/24 x=y  foo exp=w.example -all ']);
    expect(terms).toMatchObject([
      {
        kind: 'directive',
        text: '+a:b.example/24',
        span: { start: 8, end: 23 },
        qualifier: '+',
        mechanism: { name: 'a', prefix: { ip4: 24, ip6: 128 } },
      },
      { kind: 'modifier', text: 'x=y', span: { start: 24, end: 27 }, name: 'unknown', modifierName: 'x' },
      { kind: 'invalid', text: 'foo', span: { start: 29, end: 32 } },
      { kind: 'modifier', name: 'exp', span: { start: 33, end: 46 } },
      { kind: 'directive', qualifier: '-', mechanism: { name: 'all' } },
    ]);
  });

  test('keeps where each string of the TXT record stands', () => {
    const record = parseRecord(['v=spf1 i', '', 'p4:192.0.2.1 -all']);
    expect(record.text).toBe('v=spf1 ip4:192.0.2.1 -all');
    expect(record.strings).toEqual([
      { start: 0, end: 8 },
      { start: 8, end: 8 },
      { start: 8, end: 25 },
    ]);
  });

  test('reports every problem, in the order of the record', () => {
    const { diagnostics } = parseRecord(['v=spf1 foo exp=a.example ip4:1.2.3 exp=a.example all:x']);
    expect(diagnostics.map(({ code, span }) => [code, span.start])).toEqual([
      ['unknown-mechanism', 7],
      ['bad-ip', 29],
      ['duplicate-modifier', 35],
      ['argument-on-all', 52],
    ]);
  });

  test('firstError is the first problem, or nothing', () => {
    expect(firstError(parseRecord(['v=spf1 -all']))).toBeUndefined();
    expect(firstError(parseRecord(['v=spf1 a b c']))).toMatchObject({ span: { start: 9, end: 10 } });
  });

  test.each<[string, (count: number) => string]>([
    ['a toplabel', (count) => `a:x.${'a-'.repeat(count)}!`],
    ['a row of colons', (count) => 'a:'.repeat(count)],
    ['a row of terms without spaces', (count) => 'ip4:1.1.1.1'.repeat(count / 4)],
    ['an IPv6 tail', (count) => `ip6:${'1.'.repeat(count)}:`],
    ['a row of macros', (count) => `exists:${'%{d}'.repeat(count / 2)}!`],
  ])('takes no more than linear time for %s, up to what a TXT record can be', (_what, termOf) => {
    const growth = growthWhenQuadrupled(
      7_500,
      (count) => `v=spf1 ${termOf(count)}`,
      (text) => expect(firstError(parseRecord([text]))).toBeDefined(),
    );
    expect(growth).toBeLessThan(10);
  });
});

const latin1 = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: 60,
});
// Pieces of the grammar, so that many texts come close to records.
const piece = fc.constantFrom(
  ' ',
  '  ',
  'a',
  'mx',
  'ptr',
  'ip4',
  'ip6',
  'all',
  'include',
  'exists',
  'redirect',
  'exp',
  'x',
  ':',
  '=',
  '/',
  '//',
  '.',
  '-',
  '+',
  '~',
  '?',
  '%',
  '%{',
  '%{d}',
  '%{l1r-}',
  '}',
  '%%',
  'example',
  '.com',
  '192.0.2.1',
  '2001:db8::1',
  '24',
  '64',
  '0',
  '"',
  ',',
  ';',
  '\t',
  '\xc2\xa0',
  '\xe9',
  '(',
  'v=spf1',
);
const recordLike = fc.oneof(
  latin1,
  fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
);

describe('the laws of parseRecord', () => {
  test('it never throws, and version, spaces and terms tile the text', () => {
    fc.assert(
      fc.property(recordLike, (rest) => {
        const record = parseRecord([`v=spf1 ${rest}`]);
        let end = 6;
        for (const term of record.terms) {
          expect(record.text.slice(end, term.span.start)).toMatch(/^ +$/);
          expect(sliceSpan(record.text, term.span)).toBe(term.text);
          expect(term.text).not.toBe('');
          end = term.span.end;
        }
        expect(record.text.slice(end)).toMatch(/^ *$/);
      }),
      { numRuns: 3_000 },
    );
  });

  test('a term is invalid if and only if a diagnostic lies in it, and its span covers something of it', () => {
    fc.assert(
      fc.property(recordLike, (rest) => {
        const record = parseRecord([`v=spf1 ${rest}`]);
        for (const { span } of record.diagnostics) {
          const owner = record.terms.find(
            (term) => term.span.start <= span.start && span.end <= term.span.end,
          );
          expect(owner).toBeDefined();
          expect(span.end).toBeGreaterThan(span.start);
        }
        for (const term of record.terms) {
          const own = record.diagnostics.filter(
            ({ span }) => term.span.start <= span.start && span.end <= term.span.end,
          );
          if (term.kind === 'invalid') expect(own).toHaveLength(1);
          else expect(own.filter(({ code }) => code !== 'duplicate-modifier')).toEqual([]);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('how a record is cut into strings changes its string spans only', () => {
    fc.assert(
      fc.property(recordLike, fc.integer({ min: 0, max: 40 }), (rest, at) => {
        const text = `v=spf1 ${rest}`;
        const { strings: _whole, ...whole } = parseRecord([text]);
        const { strings, ...cut } = parseRecord([text.slice(0, at), text.slice(at)]);
        expect(cut).toEqual(whole);
        expect(strings.map((span) => sliceSpan(text, span)).join('')).toBe(text);
      }),
    );
  });

  test('the parts of a macro-string tile it', () => {
    fc.assert(
      fc.property(recordLike, (rest) => {
        const record = parseRecord([`v=spf1 x=${rest.replaceAll(' ', '')}`]);
        for (const term of record.terms) {
          if (term.kind !== 'modifier' || term.name !== 'unknown') continue;
          const { value } = term;
          expect(sliceSpan(record.text, value.span)).toBe(value.text);
          expect(value.parts.map((part) => sliceSpan(record.text, part.span)).join('')).toBe(value.text);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
