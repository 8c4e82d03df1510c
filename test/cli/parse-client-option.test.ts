import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseClientOption } from '../../src/cli/parse-client-option.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import type { NamedClient } from '../../src/exploration/named-client.ts';

const client = (fields: Partial<NamedClient>): NamedClient => ({
  label: fields.ip ?? '192.0.2.1',
  ip: '192.0.2.1',
  helo: '',
  sender: '',
  ...fields,
});

describe('the value of --client', () => {
  test.each<[text: string, fields: Partial<NamedClient>]>([
    ['ip=192.0.2.1', {}],
    ['ip=mail.example.com', { ip: 'mail.example.com' }],
    [
      'label=web,ip=192.0.2.1,helo=h.example,sender=b@c.example,expect=pass',
      { label: 'web', helo: 'h.example', sender: 'b@c.example', expected: 'pass' },
    ],
    [
      'expect=FAIL,sender=b@c.example,ip=2001:db8::1',
      { ip: '2001:db8::1', sender: 'b@c.example', expected: 'fail' },
    ],
    ['label=,ip=192.0.2.1,helo=,sender=,expect=', {}],
    [' label = a b , ip = 192.0.2.1 ,', { label: 'a b' }],
    ['label="a, b",ip=192.0.2.1', { label: 'a, b' }],
    ['label="say \\"a\\\\b\\"" , ip="192.0.2.1"', { label: 'say "a\\b"' }],
    ['label=a\\, b,ip=192.0.2.1', { label: 'a, b' }],
    ['label=a\\b\\\\c,ip=192.0.2.1', { label: 'a\\b\\c' }],
    ['label=a=b,ip=192.0.2.1', { label: 'a=b' }],
    ['ip=192.0.2.1,label=end\\', { label: 'end\\' }],
    ['ip=192.0.2.1,label=" "', { label: ' ' }],
  ])('%j', (text, fields) => {
    expect(parseClientOption(text)).toEqual(client(fields));
  });

  test.each<[text: string, message: RegExp]>([
    ['', /^--client : ip is missing; .*ip=192\.0\.2\.1$/],
    ['label=web', /^--client label=web: ip is missing/],
    ['ip=', /ip is missing/],
    ['192.0.2.1', /: "192\.0\.2\.1" is no key=value; /],
    ['ip=192.0.2.1,Bob', /: "Bob" is no key=value; a comma in a value is written \\,/],
    ['ip=192.0.2.1,,helo=a', /: "" is no key=value/],
    ['ipp=192.0.2.1', /: unknown key "ipp"; did you mean "ip"\?$/],
    ['frobnicate=1', /: unknown key "frobnicate"; the keys are label, ip, helo, sender, expect$/],
    ['=1', /: unknown key ""; /],
    ['ip=192.0.2.1,ip=192.0.2.2', /: ip was given twice$/],
    ['ip=300.1.2.3', /: ip: 300\.1\.2\.3 is no IP address; write it as 192\.0\.2\.1 or 2001:db8::1$/],
    ['ip=10.0.0.0/8', /: ip: 10\.0\.0\.0\/8 is a network; one address is wanted, such as 10\.0\.0\.0$/],
    ['ip=localhost', /: ip: localhost is no IP address/],
    ['ip=192.0.2.1,expect=psas', /: expect: "psas" is no result; did you mean "pass"\?$/],
    [
      'ip=192.0.2.1,expect=ok!',
      /"ok!" is no result; the results are pass, fail, softfail, neutral, permerror, temperror, none$/,
    ],
    ['label="a,ip=192.0.2.1', /: the quotes around the value of label are to close at its end/],
    ['label="a"b,ip=192.0.2.1', /: the quotes around the value of label/],
    ['label=\x1b[2J\u202e', /^--client label=\\x1B\[2J\\u202E: ip is missing/],
    [`label=${'x'.repeat(5000)}`, /^.{20,200}$/],
  ])('%j is refused in one line', (text, message) => {
    const refused = () => parseClientOption(text);
    expect(refused).toThrow(UsageError);
    expect(refused).toThrow(message);
  });

  test('may quote any text, and gives it back', () => {
    const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
    const escaped = (text: string): string => text.replace(/[\\,"]/g, '\\$&');
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ unit: 'binary' }), (label, helo) => {
        const expected = client({ label, helo });
        expect(parseClientOption(`label=${quoted(label)},helo=${quoted(helo)},ip=192.0.2.1`)).toEqual(
          expected,
        );
        const trimmed = label.trim();
        expect(parseClientOption(`ip=192.0.2.1,label=${escaped(label)}`)).toEqual(
          client(trimmed === '' ? {} : { label: trimmed }),
        );
      }),
    );
  });

  test('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseClientOption(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});
