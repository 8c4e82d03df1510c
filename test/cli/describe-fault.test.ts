import { expect, test } from 'vitest';
import { describeFault } from '../../src/cli/describe-fault.ts';

test('a fault is told with its place', () => {
  const report = describeFault(new Error('a fault'));
  expect(report).toMatch(/^spfx: internal error, please report it:\nError: a fault\n {4}at .*describe-fault/);
  expect(report.endsWith('\n')).toBe(true);
});

test.each<[unknown, string]>([
  ['\x1b]0;owned\x07', '\\x1B]0;owned\\x07'],
  [
    Object.assign(new Error('x'), { stack: 'Error: \x9b2J\u202e\r\n    at \xe9' }),
    'Error: \\x9B2J\\u202E\\x0D\n    at \\xE9',
  ],
  [Object.assign(new Error('\x1b[2J\u{1f600}'), { stack: undefined }), '\\x1B[2J\\uD83D\\uDE00'],
  [undefined, 'undefined'],
])('of %j nothing but visible ASCII is left', (error, told) => {
  expect(describeFault(error)).toBe(`spfx: internal error, please report it:\n${told}\n`);
});
