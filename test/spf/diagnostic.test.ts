import { expect, test } from 'vitest';
import { applyFix, formatReference, rfc7208 } from '../../src/spf/diagnostic.ts';

test('a reference is written as people write it', () => {
  expect(formatReference(rfc7208('4.6.4'))).toBe('RFC 7208 §4.6.4');
});

test('a fix makes all its edits, each where the text stood before', () => {
  const edits = [
    { span: { start: 1, end: 3 }, text: 'x' },
    { span: { start: 4, end: 4 }, text: 'yz' },
    { span: { start: 5, end: 6 }, text: '' },
  ];
  expect(applyFix('abcdef', { label: 'change it', edits })).toBe('axdyze');
});
