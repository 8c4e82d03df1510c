import { expect, test } from 'vitest';
import { describeExtendedError, nameExtendedError } from '../../src/report/extended-errors.ts';

test.each([
  [0, 'extended error 0, other error'],
  [6, 'extended error 6, DNSSEC bogus'],
  [7, 'extended error 7, signature expired'],
  [9, 'extended error 9, DNSKEY missing'],
  [18, 'extended error 18, prohibited'],
  [22, 'extended error 22, no reachable authority'],
  [24, 'extended error 24, invalid data'],
  [29, 'extended error 29, synthesized'],
  [65_535, 'extended error 65535'],
])('the extended error %i is named %j', (code, name) => {
  expect(nameExtendedError({ code, text: 'ignored' })).toBe(name);
});

test('what the server says itself stands behind it, safe to print', () => {
  expect(describeExtendedError({ code: 23, text: 'a\x1b]0;\u202e\x9b' })).toBe(
    'extended error 23, network error: a\\x1B]0;\\u202E\\x9B',
  );
  expect(describeExtendedError({ code: 23, text: '' })).toBe('extended error 23, network error');
});
