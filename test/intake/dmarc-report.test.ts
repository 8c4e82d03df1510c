import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readIncidents } from '../../src/intake/read-incidents.ts';

const record = (ip: string, rest = ''): string =>
  `<record><row><source_ip>${ip}</source_ip><count>2</count></row><identifiers><header_from>quay.example</header_from></identifiers><auth_results><spf><domain>quay.example</domain><result>fail</result></spf></auth_results>${rest}</record>`;

const report = (...records: readonly string[]): string =>
  `<?xml version="1.0"?><feedback><report_metadata><org_name>Inlet</org_name><date_range><begin>1741910400</begin></date_range></report_metadata>${records.join('')}</feedback>`;

/** The last octet of each client. */
const clients = (text: string): readonly (number | undefined)[] =>
  readIncidents(text).candidates.map(({ clientIp }) => clientIp?.octets.at(-1));

describe('a report', () => {
  test('says who sent it, when, and for how many messages', () => {
    expect(readIncidents(report(record('192.0.2.7'))).candidates).toMatchObject([
      {
        mailFromDomain: 'quay.example',
        result: 'fail',
        time: { text: '1741910400', atMs: Date.UTC(2025, 2, 14) },
        facts: { reporter: 'Inlet', count: '2', headerFrom: 'quay.example' },
      },
    ]);
  });

  test('in one line of megabytes gives each of its records', () => {
    const records = Array.from({ length: 10_000 }, (_, index) => record(`10.0.${index >> 8}.${index & 255}`));
    const text = report(...records);
    expect(text.length).toBeGreaterThan(2_000_000);
    expect(readIncidents(text).candidates).toHaveLength(10_000);
  });

  test('that is cut gives the records that are whole', () => {
    const text = report(record('192.0.2.7'), record('192.0.2.8'), record('192.0.2.9'));
    expect(clients(text.slice(0, -70))).toEqual([7, 8]);
    expect(clients(text.slice(60))).toEqual([7, 8, 9]);
    expect(clients(text.slice(text.indexOf('<record>') + 20))).toEqual([8, 9]);
  });

  test('with names of a namespace is read', () => {
    const text = report(record('192.0.2.7')).replace(/<(\/?)(?=[a-z])/g, '<$1d:');
    expect(text).toContain('<d:record>');
    expect(clients(text)).toEqual([7]);
  });

  test('without a result of SPF gives the client', () => {
    const bare =
      '<record><row><source_ip>192.0.2.7</source_ip></row><identifiers><envelope_from>a.example</envelope_from></identifiers></record>';
    expect(readIncidents(report(bare)).candidates).toMatchObject([{ mailFromDomain: 'a.example' }]);
    expect(readIncidents(report(bare)).candidates[0]?.result).toBeUndefined();
  });

  test('keeps to records: a comment holds none', () => {
    expect(clients(report(`<!-- ${record('192.0.2.6')} -->`, record('192.0.2.7')))).toEqual([7]);
  });

  test.each([
    ['deep', record('192.0.2.6', '<a>'.repeat(40) + '</a>'.repeat(40))],
    ['huge', record('192.0.2.6', `<a>${'x'.repeat(100_000)}</a>`)],
    ['of a type of its own', record('192.0.2.6', '<!DOCTYPE a>')],
    ['not well-formed', record('192.0.2.6', '<a></b>')],
  ])('passes over a record that is %s, and reads the next', (_, wrong) => {
    expect(clients(report(wrong, record('192.0.2.7')))).toEqual([7]);
  });

  test.each(['constructor', '__proto__', 'prototype', 'hasOwnProperty', 'toString', 'valueOf'])(
    'with an element named %s is read up to it',
    (name) => {
      expect(
        clients(report(record('192.0.2.6', `<${name}><a>1</a></${name}>`), record('192.0.2.7'))).at(-1),
      ).toBe(7);
    },
  );

  test('with anything in it is read', () => {
    const pieces = [
      '<',
      '>',
      '/',
      '&',
      ';',
      '"',
      "'",
      '=',
      '<a>',
      '</a>',
      '<a/>',
      '<?x ',
      '?>',
      '<![CDATA[',
      ']]>',
      'xmlns:a',
      ' ',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 4 })), {
          maxLength: 12,
        }),
        (noise) => {
          expect(
            clients(report(record('192.0.2.6', noise.join('')), record('192.0.2.7'))).length,
          ).toBeLessThan(4);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('names no field that objects have by themselves', () => {
    expect(
      readIncidents(report('<record><constructor/><__proto__><row/></__proto__></record>')).candidates,
    ).toEqual([]);
  });
});
