import { describe, expect, test } from 'vitest';
import { completeRequest, normaliseDomain, splitMailbox } from '../../src/spf/check-request.ts';

test.each([
  ['alice@example.com', 'alice', 'example.com'],
  ['<alice@example.com>', 'alice', 'example.com'],
  ['"a@b"@example.com', '"a@b"', 'example.com'],
  ['x<a@b>', 'x<a', 'b>'],
  ['<a@b>x', '<a', 'b>x'],
  ['@example.com', 'postmaster', 'example.com'],
  ['example.com', 'postmaster', 'example.com'],
  ['alice@', 'alice', ''],
  ['<>', 'postmaster', ''],
  ['', 'postmaster', ''],
])('the mailbox %j is %j at %j', (mailbox, localPart, domain) => {
  expect(splitMailbox(mailbox)).toEqual({ localPart, domain });
});

describe('completeRequest (RFC 7208 §2.3, §2.4)', () => {
  test.each([
    [{ sender: 'a@example.com', helo: 'h.example' }, 'example.com', 'a@example.com', 'h.example'],
    [{ sender: 'a@example.com' }, 'example.com', 'a@example.com', 'example.com'],
    [{ helo: 'h.example' }, 'h.example', 'postmaster@h.example', 'h.example'],
    [{ sender: '', helo: 'h.example' }, 'h.example', 'postmaster@h.example', 'h.example'],
    [{ sender: '<>', helo: 'h.example' }, 'h.example', 'postmaster@h.example', 'h.example'],
    [{ sender: 'a@', helo: 'h.example' }, 'h.example', 'a@h.example', 'h.example'],
    [{ domain: 'd.example' }, 'd.example', 'postmaster@d.example', 'd.example'],
    [{ domain: 'd.example', helo: 'h.example' }, 'd.example', 'postmaster@d.example', 'h.example'],
    [{ domain: 'd.example', sender: 'a@example.com' }, 'd.example', 'a@example.com', 'd.example'],
    [
      { domain: 'd.example', sender: '<>', helo: 'h.example' },
      'd.example',
      'postmaster@d.example',
      'h.example',
    ],
  ])('%j', (fields, domain, sender, helo) => {
    expect(completeRequest(fields)).toEqual({ domain, sender, helo });
  });

  test('nothing given names no domain', () => {
    expect(completeRequest({})).toEqual({ domain: undefined, sender: 'postmaster@', helo: '' });
  });
});

test.each([
  ['Example.com.', 'Example.com'],
  ['b\u00fccher.example', 'xn--bcher-kva.example'],
  ['[192.0.2.1]', '[192.0.2.1]'],
  ['\ufffd.example', '\ufffd.example'],
])('the domain %j is %j in macros', (domain, text) => {
  expect(normaliseDomain(domain)).toBe(text);
});
