import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Statement } from '../../src/intake/candidate.ts';
import { checkOf, judgedDomain } from '../../src/intake/check-of.ts';
import { parseIpAddress } from '../../src/spf/ip-address.ts';

const clientIp = parseIpAddress('192.0.2.7');

describe('the check that a statement speaks of', () => {
  test.each<[statement: Statement, domain: string | undefined, sender: string | undefined]>([
    [{ clientIp, mailFrom: 'bob@A.example', helo: 'h.example' }, 'a.example', 'bob@A.example'],
    [
      { clientIp, mailFrom: 'bob@a.example', helo: 'h.example', identity: 'helo' },
      'h.example',
      'postmaster@h.example',
    ],
    [{ clientIp, mailFrom: '', helo: 'H.example.' }, 'h.example', 'postmaster@H.example'],
    [{ clientIp, mailFromDomain: 'a.example' }, 'a.example', 'postmaster@a.example'],
    [{ clientIp }, undefined, undefined],
    [{ clientIp, mailFrom: '' }, undefined, undefined],
    [{ mailFrom: 'bob@a.example' }, 'a.example', undefined],
  ])('%j is of %s', (statement, domain, sender) => {
    expect(judgedDomain(statement)).toBe(domain);
    expect(checkOf(statement, 5000)?.sender).toBe(sender);
  });

  test('is of the domain that the request has, whatever the text says', () => {
    const text = fc.option(
      fc.oneof(
        fc.string({ maxLength: 8 }),
        fc.constantFrom(
          '',
          '<>',
          '<a@b.test>',
          'a@',
          '@',
          '@b.test',
          'b.test.',
          '<a',
          'a@b@c.TEST',
          '\n',
          '<a\n@b>',
        ),
      ),
      { nil: undefined },
    );
    fc.assert(
      fc.property(
        fc.record({
          clientIp: fc.constant(clientIp),
          helo: text,
          mailFrom: text,
          mailFromDomain: text,
          identity: fc.constantFrom('helo' as const, 'mailfrom' as const, undefined),
        }),
        (statement) => {
          const request = checkOf(statement, 0);
          expect(judgedDomain(statement)).toBe(request?.domain.toLowerCase().replace(/\.$/, '') || undefined);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('is complete', () => {
    expect(checkOf({ clientIp, mailFrom: 'bob@a.example', helo: 'h.example' }, 5999)).toEqual({
      ip: clientIp,
      domain: 'a.example',
      sender: 'bob@a.example',
      helo: 'h.example',
      receiver: 'unknown',
      timeSeconds: 5,
    });
  });
});
