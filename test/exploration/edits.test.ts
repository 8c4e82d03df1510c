import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { noHistory, pushEdits, redoEdits, undoEdits } from '../../src/exploration/edit-history.ts';
import {
  type Edits,
  editOf,
  editRecord,
  followTerms,
  noEdits,
  overlayOf,
  removeTerm,
  restoreTerm,
} from '../../src/exploration/edits.ts';

const published = 'v=spf1 a mx ip4:192.0.2.1 include:b.example -all';

const textOf = (edits: Edits): string | undefined => editOf(edits, 'Example.COM')?.text;

const removedOf = (edits: Edits): string =>
  (editOf(edits, 'example.com')?.removed ?? []).map(({ text, before }) => `${before}:${text}`).join(' ');

const remove = (edits: Edits, index: number): Edits => removeTerm(edits, 'example.com', index, published);
const restore = (edits: Edits, index: number): Edits => restoreTerm(edits, 'example.com', index, published);

describe('a term taken out of a record', () => {
  it('leaves the others, and its place is known', () => {
    const edits = remove(noEdits, 1);
    expect(textOf(edits)).toBe('v=spf1 a ip4:192.0.2.1 include:b.example -all');
    expect(removedOf(edits)).toBe('1:mx');
    expect(overlayOf(edits).get('example.com')).toEqual([[textOf(edits)]]);
  });

  it('comes back where it stood, whatever else was taken out meanwhile', () => {
    const all = remove(remove(remove(noEdits, 1), 1), 0);
    expect(textOf(all)).toBe('v=spf1 include:b.example -all');
    expect(removedOf(all)).toBe('0:a 0:mx 0:ip4:192.0.2.1');
    const middle = restore(all, 1);
    expect(textOf(middle)).toBe('v=spf1 mx include:b.example -all');
    expect(removedOf(middle)).toBe('0:a 1:ip4:192.0.2.1');
    expect(restore(restore(middle, 1), 0)).toEqual(noEdits);
  });

  it('may be the only one, or the last', () => {
    const only = removeTerm(noEdits, 'b.example', 0, 'v=spf1 -all');
    expect(editOf(only, 'b.example')?.text).toBe('v=spf1');
    expect(restoreTerm(only, 'b.example', 0, 'v=spf1 -all')).toEqual(noEdits);
    const last = remove(noEdits, 4);
    expect(textOf(last)).toBe('v=spf1 a mx ip4:192.0.2.1 include:b.example');
    expect(restore(last, 0)).toEqual(noEdits);
  });

  it('that is not there changes nothing', () => {
    expect(remove(noEdits, 9)).toBe(noEdits);
    expect(restore(noEdits, 0)).toBe(noEdits);
  });

  it('comes back by the same number of steps, in any order', () => {
    const step = fc.record({ at: fc.nat(4), back: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let edits = noEdits;
        for (const { at, back } of steps) edits = back ? restore(edits, at) : remove(edits, at);
        for (let left = editOf(edits, 'example.com')?.removed.length ?? 0; left > 0; left--)
          edits = restore(edits, left - 1);
        expect(edits).toEqual(noEdits);
      }),
    );
  });
});

describe('an edited record', () => {
  it('is forgotten when it is the published one again', () => {
    const edits = editRecord(noEdits, 'example.com', 'v=spf1 -all', published);
    expect(textOf(edits)).toBe('v=spf1 -all');
    expect(editRecord(edits, 'example.com', published, published)).toEqual(noEdits);
  });

  it('keeps the terms that were taken out, as far as it reaches', () => {
    const edits = editRecord(remove(noEdits, 3), 'example.com', 'v=spf1 -all', published);
    expect(removedOf(edits)).toBe('1:include:b.example');
    expect(textOf(restore(edits, 0))).toBe('v=spf1 -all include:b.example');
  });

  it('may be none at all', () => {
    expect(overlayOf(editRecord(noEdits, 'example.com', '', published)).get('example.com')).toEqual([]);
  });
});

test.each([
  ['nothing', 'a b c', 'a b c', [0, 1, 2]],
  ['a term taken out', 'a b c', 'a c', [0, undefined, 1]],
  ['a term put in', 'a c', 'a b c', [0, 2]],
  ['a term rewritten', 'a b c', 'a x c', [0, 1, 2]],
  ['two swapped', 'a b c d', 'a c b d', [0, 2, 2, 3]],
  ['equal terms, one taken out', 'a a a', 'a a', [0, 1, 1]],
])('terms are followed through: %s', (_, before, after, expected) => {
  const follow = followTerms(before.split(' '), after.split(' '));
  const places = before.split(' ').map((_term, index) => follow(index));
  if (before === 'a a a') expect(places.filter((place) => place !== undefined)).toEqual([0, 1]);
  else if (after === 'a c b d') expect([places[0], places[3]]).toEqual([0, 3]);
  else expect(places).toEqual(expected);
});

test('steps are taken back and done again', () => {
  const [one, two] = [remove(noEdits, 0), remove(noEdits, 1)];
  const both = pushEdits(pushEdits(noHistory, one), two);
  const back = undoEdits(both);
  expect(back.present).toBe(one);
  expect(redoEdits(back)).toEqual(both);
  expect(undoEdits(undoEdits(undoEdits(both))).present).toBe(noEdits);
  expect(redoEdits(both)).toBe(both);
  expect(redoEdits(pushEdits(back, two))).toEqual(pushEdits(back, two));
});
