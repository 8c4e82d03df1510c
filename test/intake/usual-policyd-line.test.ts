import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policydSpf, readAnyPolicydLine } from '../../src/intake/forms/policyd-spf.ts';
import { readUsualLine } from '../../src/intake/forms/usual-policyd-line.ts';
import { policydLines } from '../helpers/policyd-lines.ts';

const usual = policydLines([{ result: 'Fail' }]).trimEnd();

const results = usual
  .replace(
    'Received-SPF: Fail (mailfrom) identity=mailfrom; ',
    'Authentication-Results: mx.b.test; spf=fail (mailfrom) smtp.mailfrom=a.test (',
  )
  .replace(/ ?$/, ')');

describe('the usual line of policyd-spf', () => {
  test.each([
    usual,
    `${usual} `,
    results,
    `${results} `,
    results.replace('smtp.mailfrom', 'smtp.helo'),
    results.replace('bob@a.test', '<>'),
    results.replace('192.0.2.1', '2001:db8::25').replace('(mailfrom)', '(sender SPF authorized)'),
    results.replace('spf=fail', 'spf=temperror').replace('receiver=example.net', 'receiver=<UNKNOWN>'),
    usual.replace(': :', ':'),
    usual.replace('policyd', 'postfix/policyd'),
    usual.replace('Nov 22 07:44:40', '2026-11-22T07:44:40.123+01:00'),
    usual.replace('mx1 ', ''),
    usual.replace('(mailfrom)', '(sender SPF authorized)'),
    usual.replace('(mailfrom) identity=mailfrom', '(helo) identity=helo'),
    usual.replace('192.0.2.1', '2001:db8::25'),
    usual.replace('bob@a.test', '<>'),
    usual.replace('bob@a.test', 'paper-tomas=harbour.example@orchard.example'),
    usual.replace('example.net', '<UNKNOWN>'),
    'policyd-spf[1]: prepend Received-SPF: None (mailfrom) identity=mailfrom; client-ip=::1; helo=x; envelope-from=y; receiver=unknown',
  ])('%j is read at once, and to the same', (line) => {
    expect(readUsualLine(line)).toBeDefined();
    expect(readUsualLine(line)).toEqual(readAnyPolicydLine(line));
  });

  test.each([usual, results])(
    '%j is read to the same whatever stands in it, or left to the others',
    (text) => {
      const piece = fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom(
          ...[
            '"',
            '(',
            ')',
            ';',
            '; ',
            '\\',
            '<',
            '>',
            '=',
            '@',
            ' ',
            ': ',
            'policyd-spf[9]: ',
            'helo=x; ',
            '<>',
            '[',
            '\t',
          ],
          ...[
            '2001:db8::1',
            '192.0.2.9',
            '192.0.2.999',
            'Pass',
            'mailfrom',
            'helo',
            'unknown',
            'prepend ',
            'action=',
          ],
        ),
      );
      fc.assert(
        fc.property(
          fc.nat(text.length),
          fc.nat(12),
          piece,
          fc.nat(text.length),
          piece,
          (at, cut, one, other, two) => {
            const once = text.slice(0, at) + one + text.slice(at + cut);
            const line = once.slice(0, other) + two + once.slice(other);
            const read = readUsualLine(line);
            if (read !== undefined) expect(read).toEqual(readAnyPolicydLine(line));
            // The form asks both.
            expect(policydSpf.read(line)).toEqual(readAnyPolicydLine(line));
          },
        ),
        { numRuns: 4000 },
      );
    },
  );
});
