import { describe, expect, test } from 'vitest';
import {
  domainNameFromText,
  malformedReason,
  readInitialDomain,
  textFromDomainName,
  toAsciiDomain,
  withoutTrailingDot,
} from '../../src/spf/domain-name.ts';

describe('readInitialDomain', () => {
  test.each([
    ['example.com', 'example.com'],
    ['Example.COM.', 'Example.COM'],
    ['_a.example.com', '_a.example.com'],
    ['b\u00fccher.example', 'xn--bcher-kva.example'],
    ['B\u00dcCHER.example', 'xn--bcher-kva.example'],
    ['\u4f8b\u3048.\u30c6\u30b9\u30c8', 'xn--r8jz45g.xn--zckzah'],
    ['a\\b.example', 'a\\\\b.example'],
    ['a.[b]', 'a.[b]'],
    ['[a].b', '[a].b'],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
  ])('%j can be checked, as %s', (text, name) => {
    expect(readInitialDomain(text)).toEqual({ isValid: true, name });
  });

  test.each([
    ['', 'empty'],
    ['.', 'the root of DNS'],
    ['com', 'one label'],
    ['com.', 'one label'],
    ['[192.0.2.1]', 'address literal'],
    ['[IPv6:::1]', 'address literal'],
    ['192.0.2.1', 'IP address'],
    ['192.0.2.1.', 'IP address'],
    ['\uff11\uff19\uff12.0.2.1', 'IP address'],
    ['b\u00fccher.example/x', 'no internationalised'],
    ['b\u00fccher.example?x', 'no internationalised'],
    ['b\u00fccher.example#x', 'no internationalised'],
    ['b\u00fccher.example\\x', 'no internationalised'],
    ['b%41\u00fccher.example', 'no internationalised'],
    ['b\u00fccher\t.example', 'no internationalised'],
    ['a..b\u00fccher.example', 'empty label'],
    ['a..example', 'empty label'],
    ['.example.com', 'empty label'],
    ['example.com..', 'empty label'],
    ['a b.example', 'character'],
    ['a\nb.example', 'character'],
    ['a\x7fb.example', 'character'],
    [`${'a'.repeat(64)}.example`, '64 octets'],
    ['a.'.repeat(130), 'octets in all'],
  ])('%j can not: %s', (text, reason) => {
    expect(readInitialDomain(text)).toEqual({ isValid: false, reason: expect.stringContaining(reason) });
  });
});

test('malformedReason holds targets to the same limits', () => {
  expect(malformedReason('b.example')).toBeUndefined();
  expect(malformedReason('example')).toContain('one label');
  expect(malformedReason('a\\.b')).toContain('one label');
  expect(malformedReason('a..b')).toContain('empty label');
});

test('text and name differ in what is escaped', () => {
  expect(domainNameFromText('a\\b.example')).toBe('a\\\\b.example');
  expect(textFromDomainName('a\\\\b.example')).toBe('a\\b.example');
  expect(textFromDomainName('a\\.b.example')).toBe('a.b.example');
});

test('one trailing dot goes, no more', () => {
  expect(withoutTrailingDot('a.b.')).toBe('a.b');
  expect(withoutTrailingDot('a.b..')).toBe('a.b.');
  expect(withoutTrailingDot('a.b')).toBe('a.b');
});

test('plain ASCII is left as it was, whatever it is', () => {
  expect(toAsciiDomain('A_b.%.example')).toBe('A_b.%.example');
});
