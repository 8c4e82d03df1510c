import { expect, test } from 'vitest';
import { orderingTime } from '../../src/intake/ordering-time.ts';

const nowMs = Date.UTC(2026, 0, 3, 12);

test.each<[text: string, iso: string | undefined]>([
  ['Jan  3 11:00:00', '2026-01-03T11:00:00Z'],
  // The clock of another zone may be ahead.
  ['Jan  4 11:00:00', '2026-01-04T11:00:00Z'],
  ['Jan  5 11:00:00', '2025-01-05T11:00:00Z'],
  ['Dec 31 23:59:59', '2025-12-31T23:59:59Z'],
  ['Feb 29 01:02:03', '2024-02-29T01:02:03Z'],
  ['Nov 22 2007 07:44:40', '2007-11-22T07:44:40Z'],
  ['2025-06-01 10:00:00.123', '2025-06-01T10:00:00Z'],
  ['2025-06-01T10:00:00', '2025-06-01T10:00:00Z'],
  ['Xyz 99 11:00:00', undefined],
  ['yesterday', undefined],
])('%j is put in order as %s', (text, iso) => {
  expect(orderingTime({ text }, nowMs)).toBe(iso && Date.parse(iso));
});

test('a time that is known stays as it is', () => {
  expect(orderingTime({ text: 'Jan  3 11:00:00', atMs: 7 }, nowMs)).toBe(7);
  expect(orderingTime(undefined, nowMs)).toBeUndefined();
});
