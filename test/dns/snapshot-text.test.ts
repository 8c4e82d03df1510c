import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DnsAnswer } from '../../src/dns/resolver.ts';
import type { Snapshot } from '../../src/dns/snapshot.ts';
import {
  formatSnapshot,
  mostSnapshotOctets,
  parseSnapshot,
  snapshotBeginning,
} from '../../src/dns/snapshot-text.ts';
import { randomAnswer } from '../helpers/random-answer.ts';

const full: DnsAnswer = {
  question: { name: 'a.test', type: 'TXT' },
  outcome: 'records',
  records: [
    { type: 'TXT', name: 'a.test', ttlSeconds: 60, strings: ['v=spf1 "\\\x1b\xff', ''] },
    { type: 'A', name: 'a.test', ttlSeconds: 60, address: '192.0.2.1' },
    { type: 'AAAA', name: 'a.test', ttlSeconds: 60, address: '2001:db8::1' },
    { type: 'MX', name: 'a.test', ttlSeconds: 60, preference: 10, exchange: 'mx.test' },
    { type: 'PTR', name: 'a.test', ttlSeconds: 60, target: 'b.test' },
    { type: 'SOA', name: 'a.test', ttlSeconds: 60, mname: 'm', rname: 'r', serial: 1, minimumSeconds: 2 },
    { type: 'other', name: 'a.test', ttlSeconds: 60, typeCode: 99, octets: Uint8Array.of(0, 255) },
    { type: 'bad', name: 'a.test', ttlSeconds: 60, typeCode: 1, octets: Uint8Array.of(1), problem: 'short' },
  ],
  aliases: ['b.test'],
  rcode: 0,
  flags: { aa: true, tc: false, ra: true, ad: false },
  extendedErrors: [{ code: 6, text: 'é' }],
  withoutValidation: 'records',
  ttlSeconds: 60,
  sizeOctets: 100,
  problems: ['odd'],
  origin: { kind: 'server', server: '192.0.2.53:53', transport: 'udp' },
  askedAtMs: 1_795_372_200_000,
  elapsedMs: 1.25,
  attempts: [{ server: '192.0.2.53:53', transport: 'udp', outcome: 'records', elapsedMs: 1.25, detail: 'x' }],
};

const snapshot: Snapshot = {
  takenAtMs: Date.UTC(2026, 10, 22, 18, 30),
  source: '192.0.2.53:53',
  domain: 'a.test',
  answers: [
    full,
    {
      question: { name: 'x.test', type: 'A' },
      outcome: 'name-error',
      records: [],
      aliases: [],
      origin: { kind: 'zone', file: 'z' },
      askedAtMs: 0,
      elapsedMs: 0,
      attempts: [],
    },
  ],
};

const format = (one: Snapshot): string => {
  const text = formatSnapshot(one);
  if (text === undefined) throw new Error('the snapshot is too long');
  return text;
};

const text = format(snapshot);

const problemOf = (wrong: string): string => {
  const parsed = parseSnapshot(wrong);
  if (!('problem' in parsed)) throw new Error('it was read');
  return parsed.problem;
};

describe('a snapshot as text', () => {
  test('is read as it was written, whatever the answers hold', () => {
    fc.assert(
      fc.property(
        fc.array(randomAnswer, { maxLength: 4 }),
        fc.string({ unit: 'binary' }),
        fc.option(fc.string({ unit: 'binary' }), { nil: undefined }),
        fc.integer({ min: 0, max: 4e12 }),
        (answers, source, domain, takenAtMs) => {
          const one = { takenAtMs, source, ...(domain === undefined ? {} : { domain }), answers };
          const written = format(one);
          expect(written).toMatch(/^[\x20-\x7e\n]*$/);
          expect(parseSnapshot(written)).toEqual(one);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('has an answer a line, between a head and an end', () => {
    expect(text.split('\n').length).toBe(snapshot.answers.length + 3);
    expect(text.startsWith(snapshotBeginning)).toBe(true);
    expect(parseSnapshot(format({ ...snapshot, answers: [] }))).toEqual({ ...snapshot, answers: [] });
  });

  test('is not written where it would be too long to be read', () => {
    const strings = ['x'.repeat(1024 * 1024)];
    const answer: DnsAnswer = { ...full, records: [{ type: 'TXT', name: '', ttlSeconds: 0, strings }] };
    expect(formatSnapshot({ ...snapshot, answers: Array(33).fill(answer) })).toBe(undefined);
    expect(format({ ...snapshot, answers: Array(31).fill(answer) }).length).toBeLessThan(mostSnapshotOctets);
  });
});

describe('a broken snapshot', () => {
  test('that is cut anywhere is refused, and says where it ends', () => {
    const end = text.trimEnd().length;
    for (let length = 0; length < end; length++) {
      const cut = text.slice(0, length);
      const line = cut.split('\n').length;
      const column = length - cut.lastIndexOf('\n');
      expect(problemOf(cut)).toBe(`it ends in the middle, at line ${line}, column ${column}`);
    }
    expect(parseSnapshot(text.slice(0, end))).toEqual(snapshot);
  });

  test('with any one character changed is refused or read, and never throws', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...'"\\{}[],:0a\x00\u00e9 -'), (at, character) => {
        const parsed = parseSnapshot(text.slice(0, at) + character + text.slice(at + 1));
        expect('problem' in parsed ? typeof parsed.problem : Array.isArray(parsed.answers)).toBeTruthy();
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['', 'it ends in the middle, at line 1, column 1'],
    ['hello', 'it is no JSON from line 1, column 1 on'],
    ['{"a": 1,\n "b" 2}', 'it is no JSON from line 2, column 6 on'],
    ['{"a": 1}\n{', 'it is no JSON from line 2, column 1 on'],
    ['at position 99999', 'it is no JSON from line 1, column 1 on'],
    ['{}', 'it is no snapshot of spfx: it has no "format": "spfx-snapshot"'],
    ['[]', 'the file: an object is wanted'],
    ['null', 'the file: an object is wanted'],
    ['{"format":"spfx-snapshot"}', 'it has no version; this spfx reads version 1'],
    ['{"format":"spfx-snapshot","version":2}', 'it has version 2; this spfx reads version 1'],
    [`${'['.repeat(13)}${']'.repeat(13)}`, 'it is nested too deeply at line 1, column 13'],
  ])('%j: %s', (wrong, problem) => {
    expect(problemOf(wrong)).toBe(problem);
  });

  test('is refused at once where brackets are all there is, or a string without an end', () => {
    expect(problemOf('['.repeat(8_000_000))).toMatch(/nested too deeply/);
    expect(problemOf(`"${'\\"'.repeat(1_000_000)}`)).toMatch(/ends in the middle/);
  });

  type Path = readonly (string | number)[];

  /** Every place of a JSON value, with what stands there. */
  const placesOf = (value: unknown, path: Path = []): (readonly [Path, unknown])[] => [
    [path, value],
    ...(typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, member]) =>
          placesOf(member, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : []),
  ];

  const withValue = (root: unknown, path: Path, value: unknown): unknown => {
    const [key, ...rest] = path;
    if (key === undefined) return value;
    // The path leads through objects and lists alone.
    const copy = (Array.isArray(root) ? [...root] : { ...(root as object) }) as Record<
      string | number,
      unknown
    >;
    copy[key] = withValue(copy[key], rest, value);
    return copy;
  };

  const nameOf = (path: Path): string =>
    path
      .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
      .join('')
      .replace(/^\./, '');

  const json: unknown = JSON.parse(text);

  test.each(
    placesOf(json)
      .filter(([path]) => path.length > 0 && path[0] !== 'format' && path[0] !== 'version')
      .map(([path]) => [nameOf(path), path] as const),
  )('says that the trouble is at %s', (name, path) => {
    for (const wrong of [null, { a: 1 }, [[1]], -1.5, 'é\u0100', true]) {
      const parsed = parseSnapshot(JSON.stringify(withValue(json, path, wrong)));
      // A text may be any, and a flag may be true.
      if ('problem' in parsed)
        expect(parsed.problem).toMatch(new RegExp(`^${name.replace(/[[\].]/g, '\\$&')}`));
      else expect(['string', 'boolean']).toContain(typeof wrong);
    }
    expect(problemOf(JSON.stringify(withValue(json, path, null)))).toContain(name);
  });

  test('says so of records without the outcome for them', () => {
    const path = ['answers', 0, 'outcome'];
    expect(problemOf(JSON.stringify(withValue(json, path, 'no-data')))).toMatch(/^answers\[0\]\.records: /);
  });
});
