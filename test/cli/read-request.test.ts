import { describe, expect, test } from 'vitest';
import { readSubject } from '../../src/cli/read-request.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { formatIpAddress } from '../../src/spf/ip-address.ts';

type Fields = Parameters<typeof readSubject>[0];

const ip = '192.0.2.1';

describe('the parameters of check_host()', () => {
  test.each<[fields: Fields, domain: string, sender: string, helo: string]>([
    // DOMAIN, else the sender's domain, else HELO.
    [{ domain: 'a.example' }, 'a.example', 'postmaster@a.example', 'a.example'],
    [{ sender: 'bob@b.example' }, 'b.example', 'bob@b.example', 'b.example'],
    [{ helo: 'h.example' }, 'h.example', 'postmaster@h.example', 'h.example'],
    [{ sender: 'bob@b.example', helo: 'h.example' }, 'b.example', 'bob@b.example', 'h.example'],
    [
      { domain: 'a.example', sender: 'bob@b.example', helo: 'h.example' },
      'a.example',
      'bob@b.example',
      'h.example',
    ],
    // An empty sender, as in a bounce: postmaster at HELO where the domain came from there, else at DOMAIN.
    [{ sender: '', helo: 'h.example' }, 'h.example', 'postmaster@h.example', 'h.example'],
    [{ sender: '<>', helo: 'h.example' }, 'h.example', 'postmaster@h.example', 'h.example'],
    [
      { domain: 'a.example', sender: '', helo: 'h.example' },
      'a.example',
      'postmaster@a.example',
      'h.example',
    ],
    [{ domain: 'a.example', helo: 'h.example' }, 'a.example', 'postmaster@a.example', 'h.example'],
    // RFC 7208 §4.3: no local-part is postmaster.
    [{ sender: '@b.example' }, 'b.example', 'postmaster@b.example', 'b.example'],
    [{ sender: '<bob@b.example>' }, 'b.example', 'bob@b.example', 'b.example'],
    [{ sender: 'Bob <bob@b.example>' }, 'b.example', 'bob@b.example', 'b.example'],
    [{ sender: '"Bob, <x>" < bob@b.example > ' }, 'b.example', 'bob@b.example', 'b.example'],
    [{ sender: 'Bob <>', helo: 'h.example' }, 'h.example', 'postmaster@h.example', 'h.example'],
    [{ sender: '"<a>"@c.example' }, 'c.example', '"<a>"@c.example', 'c.example'],
    [{ sender: '<bob@b.example' }, 'b.example', '<bob@b.example', 'b.example'],
    // One dot at the end of DOMAIN goes no further.
    [{ domain: 'a.example.' }, 'a.example.', 'postmaster@a.example', 'a.example'],
    [{ domain: 'a.example..' }, 'a.example..', 'postmaster@a.example.', 'a.example.'],
    [{ sender: 'bob@b.example.' }, 'b.example.', 'bob@b.example', 'b.example'],
    [{ domain: 'a.example', helo: 'h.example.' }, 'a.example', 'postmaster@a.example', 'h.example.'],
    [{ sender: '"a@b"@c.example' }, 'c.example', '"a@b"@c.example', 'c.example'],
    // Any string is a legal DOMAIN.
    [{ domain: '' }, '', 'postmaster@', ''],
    [{ domain: '', sender: 'bob@b.example' }, '', 'bob@b.example', ''],
    [{ domain: '[192.0.2.1]' }, '[192.0.2.1]', 'postmaster@[192.0.2.1]', '[192.0.2.1]'],
    [{ domain: '\x1b[2J' }, '\x1b[2J', 'postmaster@\x1b[2J', '\x1b[2J'],
  ])('of %j are complete', (fields, domain, sender, helo) => {
    const subject = readSubject({ ...fields, ip }, 1_234_567_890_999);
    expect(subject).toMatchObject({
      domain,
      request: { domain, sender, helo, receiver: 'unknown', timeSeconds: 1_234_567_890 },
    });
    expect(readSubject(fields, 0)).toEqual({ domain });
  });

  test('are none where nothing names a domain and there is no client', () => {
    expect(readSubject({}, 0)).toEqual({});
    expect(readSubject({ sender: '', helo: '' }, 0)).toEqual({});
  });
});

describe('--ip', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
  ])('%s is the client %s', (text, address) => {
    const { request } = readSubject({ domain: 'a.example', ip: text }, 0);
    expect(request && formatIpAddress(request.ip)).toBe(address);
  });

  test.each<[text: string, message: RegExp]>([
    ['300.1.2.3', /^--ip 300\.1\.2\.3 is no IP address; write it as 192\.0\.2\.1 or 2001:db8::1$/],
    ['10.0.0.0/8', /^--ip 10\.0\.0\.0\/8 is a network; one address is wanted, such as 10\.0\.0\.0$/],
    ['2001:db8::/32', /is a network; one address is wanted/],
    ['[2001:db8::1]', /^--ip \[2001:db8::1\]: leave the brackets out$/],
    ['fe80::1%eth0', /is no IP address/],
    ['192.0.2.01', /is no IP address/],
    ['192.0.2', /is no IP address/],
    ['a.example', /is no IP address/],
    ['', /^--ip {2}is no IP address|^--ip .*is no IP address/],
    ['300.1.2.3/8', /is no IP address/],
    ['\x1b[2J\u202e', /^--ip \\x1B\[2J\\u202E is no IP address/],
  ])('%j is refused', (text, message) => {
    const refused = () => readSubject({ domain: 'a.example', ip: text }, 0);
    expect(refused).toThrow(UsageError);
    expect(refused).toThrow(message);
  });

  test('without anything that names a domain is refused', () => {
    expect(() => readSubject({ ip }, 0)).toThrow('no domain to check; name a DOMAIN, a --sender or a --helo');
    expect(() => readSubject({ ip, sender: '<>' }, 0)).toThrow(UsageError);
  });
});
