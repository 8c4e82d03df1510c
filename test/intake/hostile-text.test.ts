import { describe, expect, test } from 'vitest';
import { createLineReader } from '../../src/intake/line-reader.ts';
import { readIncidents } from '../../src/intake/read-incidents.ts';
import { growthWhenQuadrupled } from '../helpers/growth.ts';
import { hostilePieces } from '../helpers/hostile-text.ts';

const times = (piece: string, size: number): string =>
  piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

const hop = 'Received: from a.example (a.example [192.0.2.7]) by mx.quay.example; now\n';
const record = '<record><row><source_ip>192.0.2.7</source_ip></row></record>';

/** Texts that mean to take long, each of any size. */
const attacks: readonly (readonly [name: string, make: (size: number) => string])[] = [
  ...[
    ...[
      '(',
      ')',
      '"',
      '\\',
      ';',
      '=',
      '<',
      '>',
      ' ',
      '\t',
      '\n',
      '[',
      '1',
      '.',
      ':',
      ',',
      '@',
      '-',
      '\r',
      '&',
    ],
    ...[
      '\u0000',
      '\x1b[2J',
      'a=',
      'a ',
      ' a',
      '()',
      '("',
      '";',
      '1.',
      '1:',
      '2001:',
      '[1',
      '=3D',
      '=\n',
      '550 ',
    ],
    ...['550-5.7.26 ', '550 5.7.23 ', '\n550-', ' H=', ' H=a (b) ', '; from=<', 'spf=', 'SPF ', 'SPF_FAIL,'],
    ...[
      'R_SPF_ALLOW(',
      'policyd-spf[1]: ',
      'policyd-spf[1]: 550 ',
      'openspf.org/why?',
      'openspf.org/',
      'Why?s=;',
    ],
    ...[
      ': client=',
      'reject: RCPT from a[',
      ' rejected RCPT ',
      'domain of ',
      'lookup of a: ',
      ' of ',
      'by ',
      'from ',
    ],
    ...['HELO ', 'host a[1] said: ', 'is not allowed to send from <', 'with ip: [', 'MAIL FROM domain ['],
    ...[
      '> ',
      '1: \n',
      '12 x\n',
      'a:',
      'a: b\n',
      ' b\n',
      'a=b\n',
      'request=\n',
      '550 x\n',
      'x\n\n',
      '&amp;',
      '%41',
    ],
    ...[
      'Received: from\n',
      'Received-SPF: pass\n',
      'Authentication-Results: a; spf=pass\n',
      'Diagnostic-Code: 550\n',
    ],
    ...[
      'policyd-spf[1]: SPF none (x): Envelope-from: a\n',
      hop,
      record,
      '<record>',
      '<!--',
      '<record><a>',
      '</record>',
    ],
  ].map((piece) => [JSON.stringify(piece), (size: number) => times(piece, size)] as const),
  ...[
    ...[
      'Received: from ',
      'Received: from a (',
      'Received-SPF: pass ',
      'Received-SPF: pass (',
      'Authentication-Results: ',
    ],
    ...[
      'Authentication-Results: a; spf=pass ',
      'Authentication-Results: a; spf=pass smtp.helo=',
      'X-Spam-Status: ',
    ],
    ...['Diagnostic-Code: smtp; ', 'policyd-spf[1]: ', 'policyd-spf[1]: prepend Received-SPF: ', 'SPF '],
    ...['postfix/smtpd[1]: NOQUEUE: reject: RCPT from a[192.0.2.1]: ', '2025-03-14 18:00:00 H=', 'from=<'],
  ].flatMap((start) =>
    [
      '(',
      '"',
      '\\',
      ';',
      '=',
      ' ',
      'a',
      '1',
      'a ',
      '1 ',
      '[',
      'a=b;',
      '(a) ',
      '.',
      ':',
      '\n ',
      'a=b;\n ',
      '5.',
    ].map(
      (piece) => [`${start}${JSON.stringify(piece)}`, (size: number) => start + times(piece, size)] as const,
    ),
  ),
  [
    'hops below many claims',
    (size) => times('Received-SPF: pass client-ip=192.0.2.9\n', size / 2) + times(hop, size / 2),
  ],
  [
    'many claims that differ',
    (size) =>
      `${hop}${Array.from({ length: size / 50 }, (_, index) => `Received-SPF: pass client-ip=10.${index >> 8}.1.${index & 255};\n`).join('')}`,
  ],
  [
    'nested elements',
    (size) => `<feedback><record>${times('<a>', size)}${times('</a>', size)}</record></feedback>`,
  ],
  [
    'entities',
    (size) =>
      `<!DOCTYPE a [<!ENTITY a "${times('x', size)}"><!ENTITY b "&a;&a;&a;">]><feedback>${times('<record>&b;&b;</record>', size)}</feedback>`,
  ],
];

describe('a hostile text', () => {
  // Four times as much is still one line: longer ones are cut, which would hide how their time grows.
  test.each(attacks)('of %s takes time that grows with its length', (_, make) => {
    expect(growthWhenQuadrupled(16_000, make, (text) => void readIncidents(text))).toBeLessThan(9);
  });

  test('of one line of 10 MB is read', () => {
    for (const piece of ['a', '(', ' ', 'spf=', 'SPF 192.0.2.1 '])
      expect(readIncidents(times(piece, 10_000_000)).candidates).toEqual([]);
  });

  test('in a log takes time that grows with its length', () => {
    for (const piece of [
      ' H=',
      'spf\n',
      'SPF ',
      'SPF_FAIL',
      'reject: RCPT from a[192.0.2.1]: \n',
      'client=',
      '\n',
    ])
      expect(
        growthWhenQuadrupled(
          200_000,
          (size) => Buffer.from(times(piece, size)),
          (octets) => {
            const reader = createLineReader();
            for (let at = 0; at < octets.length; at += 65_536) reader.push(octets.subarray(at, at + 65_536));
            reader.end();
          },
        ),
      ).toBeLessThan(9);
  });

  test('is kept as it is: who shows it makes it safe', () => {
    const nasty = hostilePieces
      .map(({ octets }) => octets)
      .filter((octets) => !/[\s;"()\\]/.test(octets) && octets.trim() === octets);
    expect(nasty.length).toBeGreaterThan(10);
    for (const octets of nasty)
      expect(
        readIncidents(`Received-SPF: fail client-ip=192.0.2.1; helo=${octets}`).candidates[0]?.helo,
      ).toBe(octets);
  });
});

describe('an entity bomb', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>
<feedback><record><row><source_ip>192.0.2.1</source_ip><count>1</count></row><identifiers><header_from>&b;</header_from></identifiers>
<auth_results><spf><domain>&b;</domain><result>fail</result></spf></auth_results></record></feedback>`;

  test('is no more than its text', () => {
    expect(readIncidents(bomb).candidates).toMatchObject([
      { mailFromDomain: '&b;', facts: { headerFrom: '&b;' } },
    ]);
  });
});
