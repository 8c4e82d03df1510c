import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { labelsOf } from '../../src/dns/domain-name.ts';
import { type ParsedZoneFile, parseZoneFile, type ZoneFileOptions } from '../../src/dns/parse-zone-file.ts';
import type { DnsRecord, DomainName } from '../../src/dns/resolver.ts';
import { growthWhenQuadrupled } from '../helpers/growth.ts';

const HEADER = '$TTL 300\n@ SOA ns hostmaster 1 2 3 4 5\n@ NS ns.example.net.\n';
const HEADER_LINES = 3;
const HEADER_RECORDS = 2;

// Text after HEADER, origin example.com; the records as named-compilezone writes them.
const accepted: readonly (readonly [about: string, text: string, records: readonly string[]])[] = [
  ['relative names', 'www A 192.0.2.1\n', ['www.example.com. 300 IN A 192.0.2.1']],
  ['absolute names', 'www.example.com. MX 10 .\n', ['www.example.com. 300 IN MX 10 .']],
  ['the origin as @', '@ MX 10 @\n', ['example.com. 300 IN MX 10 example.com.']],
  ['an escaped @', '\\@ A 192.0.2.1\n', ['\\@.example.com. 300 IN A 192.0.2.1']],
  ['a name of digits', '10 A 192.0.2.1\n', ['10.example.com. 300 IN A 192.0.2.1']],
  ['owners like classes', 'IN IN A 192.0.2.1\n', ['IN.example.com. 300 IN A 192.0.2.1']],
  ['owners like types', 'TXT TXT TXT\n', ['TXT.example.com. 300 IN TXT "TXT"']],
  ['lower-case words', 'a in txt x\n', ['a.example.com. 300 IN TXT "x"']],
  [
    'a blank owner',
    'a TXT x\n TXT y\n\tTXT z\n',
    ['x', 'y', 'z'].map((text) => `a.example.com. 300 IN TXT "${text}"`),
  ],
  [
    'a blank owner after empty lines',
    'a TXT x\n  \n\t; comment\n\n TXT y\n',
    ['a.example.com. 300 IN TXT "x"', 'a.example.com. 300 IN TXT "y"'],
  ],
  ['TTL before class', 'a 5 IN TXT x\n', ['a.example.com. 5 IN TXT "x"']],
  ['TTL after class', 'a IN 5 TXT x\n', ['a.example.com. 5 IN TXT "x"']],
  ['TTL alone', 'a 5 TXT x\n', ['a.example.com. 5 IN TXT "x"']],
  ['TTL 0', 'a 0 TXT x\n', ['a.example.com. 0 IN TXT "x"']],
  [
    'TTL units',
    'a 1w2d3h4m5s TXT x\nb 1H30M TXT x\n',
    ['a.example.com. 788645 IN TXT "x"', 'b.example.com. 5400 IN TXT "x"'],
  ],
  ['a TTL over 31 bits (RFC 2181 §8)', 'a 4294967295 TXT x\n', ['a.example.com. 0 IN TXT "x"']],
  ['class by number', 'a CLASS1 TXT x\n', ['a.example.com. 300 IN TXT "x"']],
  [
    '$TTL over the last TTL',
    'a 5 TXT x\nb TXT x\n$TTL 1m\nc TXT x\n',
    ['a.example.com. 5 IN TXT "x"', 'b.example.com. 300 IN TXT "x"', 'c.example.com. 60 IN TXT "x"'],
  ],
  [
    '$ORIGIN',
    '$ORIGIN sub\na TXT x\n$origin sub2\n@ TXT x\n$ORIGIN .\nexample.com TXT x\n',
    [
      'a.sub.example.com. 300 IN TXT "x"',
      'sub2.sub.example.com. 300 IN TXT "x"',
      'example.com. 300 IN TXT "x"',
    ],
  ],
  [
    'a blank owner after $ORIGIN',
    'a TXT x\n$ORIGIN sub\n TXT y\n',
    ['a.example.com. 300 IN TXT "x"', 'a.example.com. 300 IN TXT "y"'],
  ],
  ['parentheses', 'a MX ( 10 ; ten )\n\n mail )\n', ['a.example.com. 300 IN MX 10 mail.example.com.']],
  ['parentheses without spaces', 'a TXT foo(bar\n)baz\n', ['a.example.com. 300 IN TXT "foo" "bar" "baz"']],
  ['parentheses within parentheses', 'a TXT ((foo) bar)\n', ['a.example.com. 300 IN TXT "foo" "bar"']],
  [
    'a line that starts with a parenthesis',
    '(a TXT foo)\n (TXT bar)\n',
    ['a.example.com. 300 IN TXT "foo"', 'a.example.com. 300 IN TXT "bar"'],
  ],
  ['comments', '; one\na TXT x;two\n;three', ['a.example.com. 300 IN TXT "x"']],
  ['";" and "(" in quotes', 'a TXT "x;y" "(" ")"\n', ['a.example.com. 300 IN TXT "x;y" "(" ")"']],
  [
    'several strings',
    'a TXT "v=spf1 i" "p4:192.0.2.1" " -all"\n',
    ['a.example.com. 300 IN TXT "v=spf1 i" "p4:192.0.2.1" " -all"'],
  ],
  ['words as strings', 'a TXT v=spf1 -all\n', ['a.example.com. 300 IN TXT "v=spf1" "-all"']],
  ['strings that touch', 'a TXT "foo""bar"baz"q"\n', ['a.example.com. 300 IN TXT "foo" "bar" "baz" "q"']],
  ['an empty string', 'a TXT ""\n', ['a.example.com. 300 IN TXT ""']],
  [
    'a string of 255 octets',
    `a TXT "${'x'.repeat(254)}\\200"\n`,
    [`a.example.com. 300 IN TXT "${'x'.repeat(254)}\\200"`],
  ],
  [
    'escapes in strings',
    'a TXT a\\;b \\. "\\"\\\\ \\065\\200"\n',
    ['a.example.com. 300 IN TXT "a;b" "." "\\"\\\\ A\\200"'],
  ],
  ['octets in strings', 'a TXT "\xc3\xa9\t\x01"\n', ['a.example.com. 300 IN TXT "\\195\\169\\009\\001"']],
  [
    'escapes in names',
    'a\\.b TXT x\nq\\046r TXT x\ns\\\\t TXT x\nu\\ v TXT x\n',
    [
      'a\\.b.example.com. 300 IN TXT "x"',
      'q\\.r.example.com. 300 IN TXT "x"',
      's\\\\t.example.com. 300 IN TXT "x"',
      'u\\032v.example.com. 300 IN TXT "x"',
    ],
  ],
  ['CRLF', 'a TXT "x"\r\n TXT y\r\n', ['a.example.com. 300 IN TXT "x"', 'a.example.com. 300 IN TXT "y"']],
  ['CR alone', 'a TXT x\rb TXT y\r', ['a.example.com. 300 IN TXT "x"', 'b.example.com. 300 IN TXT "y"']],
  ['tabs', 'a\t\t300\tIN\tTXT\tx\n', ['a.example.com. 300 IN TXT "x"']],
  ['no line end at the end', 'a TXT x', ['a.example.com. 300 IN TXT "x"']],
  [
    'every type that is read',
    'a AAAA 2001:DB8:0:0:1::1\nb CNAME b.b\nc PTR c\nd NS d.\ne SPF "v=spf1 -all"\n',
    [
      'a.example.com. 300 IN AAAA 2001:db8::1:0:0:1',
      'b.example.com. 300 IN CNAME b.b.example.com.',
      'c.example.com. 300 IN PTR c.example.com.',
      'd.example.com. 300 IN NS d.',
      'e.example.com. 300 IN SPF "v=spf1 -all"',
    ],
  ],
  [
    'IPv6 in many ways',
    'a AAAA 1:0:0:2:0:0:0:3\nb AAAA 1::2:3:4:5:6:7\nc AAAA 1:2:3:4:5:6:7::\nd AAAA ::\ne AAAA 1::\n',
    [
      'a.example.com. 300 IN AAAA 1:0:0:2::3',
      'b.example.com. 300 IN AAAA 1:0:2:3:4:5:6:7',
      'c.example.com. 300 IN AAAA 1:2:3:4:5:6:7:0',
      'd.example.com. 300 IN AAAA ::',
      'e.example.com. 300 IN AAAA 1::',
    ],
  ],
  [
    'RFC 3597',
    'a TXT \\# 4 03 616263\nb TYPE16 \\# 4 03616263\nc A \\# 4 c0000201\nd TYPE1 192.0.2.1\n',
    [
      'a.example.com. 300 IN TXT "abc"',
      'b.example.com. 300 IN TXT "abc"',
      'c.example.com. 300 IN A 192.0.2.1',
      'd.example.com. 300 IN A 192.0.2.1',
    ],
  ],
  [
    'RFC 3597 of an unknown type',
    'a TYPE65280 \\# 0\nb TYPE65280 \\# 2 ( AB\n cd )\n',
    ['a.example.com. 300 IN TYPE65280 \\# 0', 'b.example.com. 300 IN TYPE65280 \\# 2 ABCD'],
  ],
];

describe('a record is read from', () => {
  it.each(accepted)('%s', (_about, text, expected) => {
    const parsed = parseZoneFile(HEADER + text, { file: 'zone', origin: 'example.com' });
    expect(recordsOf(parsed).slice(HEADER_RECORDS).map(formatRecord)).toEqual(expected);
  });
});

const isBindHere = spawnSync('named-compilezone', ['-v']).status === 0;

describe.skipIf(!isBindHere)('named-compilezone reads the same from', () => {
  const directory = mkdtempSync(join(tmpdir(), 'spfx-zone-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each(accepted)('%s', (_about, text, expected) => {
    const file = join(directory, 'zone');
    writeFileSync(file, HEADER + text, 'latin1');
    const args = ['-i', 'none', '-k', 'ignore', '-n', 'ignore', '-o', '-', 'example.com', file];
    const { stdout } = spawnSync('named-compilezone', args, { encoding: 'latin1' });
    const records = stdout.split('\n').map((line) => line.replace(/\s+/g, ' '));
    const isHeader = (line: string): boolean => / IN (?:SOA|NS ns\.example\.net\.)/.test(line);
    expect(records.filter((line) => / IN /.test(line) && !isHeader(line)).sort()).toEqual(
      [...expected].sort(),
    );
  });
});

// Text with HEADER before it, as above; line and column in the text alone.
const rejected: readonly (readonly [text: string, line: number, column: number, message: RegExp])[] = [
  ['a TXT "x\nb TXT y\n', 1, 7, /not closed; a second " is expected/],
  ['a TXT "x\\\ny"\n', 1, 7, /not closed/],
  ['a TXT ( x\nb TXT y\n', 1, 7, /"\(" is opened here and not closed/],
  ['a TXT x )\n', 1, 9, /"\)" closes nothing/],
  ['a TXT "x\\256"\n', 1, 9, /"\\256" is no octet/],
  ['a TXT x\\9\n', 1, 8, /"\\9" is no octet; three digits/],
  ['a TXT x\\\n', 1, 8, /nothing follows the backslash/],
  [`a TXT "${'x'.repeat(256)}"\n`, 1, 8, /at most 255 octets, this one 256; split it/],
  ['a TXT\n', 1, 6, /ends here; a string is expected/],
  ['a\n', 1, 2, /ends here; a record type is expected/],
  ['a 300 IN\n', 1, 9, /ends here; a record type is expected/],
  ['a TXTT x\n', 1, 3, /"TXTT" is here; a record type like TXT is expected/],
  ['a 1h30 TXT x\n', 1, 3, /"1h30" is here; a TTL .* is expected/],
  ['a 4294967296 TXT x\n', 1, 3, /a TTL .* is expected/],
  ['a CH TXT x\n', 1, 3, /the class is CH; only IN is read/],
  ['a CLASS4 TXT x\n', 1, 3, /the class is CLASS4/],
  ['a MX mail\n', 1, 6, /"mail" is here; a preference from 0 to 65535 is expected/],
  ['a MX 65536 mail\n', 1, 6, /a preference from 0 to 65535/],
  ['a MX 10\n', 1, 8, /ends here; the name of an exchange is expected/],
  ['a MX 10 mail 20\n', 1, 14, /"20" is left over; the end of the record is expected/],
  ['a A 192.0.2\n', 1, 5, /"192\.0\.2" is here; an IPv4 address/],
  ['a A 192.0.2.01\n', 1, 5, /an IPv4 address/],
  ['a AAAA 2001:db8::1::2\n', 1, 8, /an IPv6 address/],
  ['a AAAA 2001:db8:1:2:3:4:5\n', 1, 8, /an IPv6 address/],
  ['a..b A 192.0.2.1\n', 1, 3, /no empty label/],
  ['.a A 192.0.2.1\n', 1, 1, /no empty label/],
  ['"" A 192.0.2.1\n', 1, 2, /no empty label/],
  [`${'x'.repeat(64)} A 192.0.2.1\n`, 1, 1, /a label of 64 octets/],
  [`${'abcdefg.'.repeat(31)}h A 192.0.2.1\n`, 1, 1, /octets in all \(255 are allowed\)/],
  ['a TXT \\# 3 0361\n', 1, 7, /4 digits follow; 6 are expected for a length of 3/],
  ['a TXT \\# 2 zz61\n', 1, 7, /hexadecimal/],
  ['a A \\# 3 c00002\n', 1, 5, /3 octets of address, not 4/],
  ['a TXT \\# x\n', 1, 10, /a length from 0 to 65535/],
  ['$GENERATE 1-9 a$ A 192.0.2.$\n', 1, 1, /"\$GENERATE" is not supported; \$ORIGIN, \$TTL/],
  ['$INCLUDE other.zone\n', 1, 10, /\$INCLUDE is not supported here/],
  ['$TTL soon\n', 1, 6, /"soon" is here; a TTL/],
  ['$TTL\n', 1, 5, /ends here; a TTL/],
  ['$ORIGIN a b\n', 1, 11, /"b" is left over/],
  ['a TXT ok\r\nb TXT ok ; "\r\nc TXT "x\r\n', 3, 7, /not closed/],
  ['a TXT (\n ok\n ) x\\\n', 3, 5, /nothing follows the backslash/],
  ['a \x1b[31m x\n', 1, 3, /"\\027\[31m" is here/],
];

describe('a problem is found at its place', () => {
  it.each(rejected)('%j', (text, line, column, message) => {
    const [problem] = problemsOf(parseZoneFile(HEADER + text, { file: 'zone', origin: 'example.com' }));
    expect(problem).toMatchObject({ file: 'zone', line: line + HEADER_LINES, column });
    expect(problem?.message).toMatch(message);
  });

  it('and those after it are found too, 100 in all', () => {
    const text = 'a TXT "x\nb TXT ok\nc A d\n';
    expect(problemsOf(parseZoneFile(text, { file: 'zone', origin: '' })).map(({ line }) => line)).toEqual([
      1, 3,
    ]);
    expect(problemsOf(parseZoneFile('"\n'.repeat(1000), { file: 'zone' }))).toHaveLength(100);
  });

  it('and a record without an owner above is one', () => {
    expect(problemsOf(parseZoneFile('\n TXT x\n', { file: 'zone', origin: '' }))).toMatchObject([
      { line: 2, column: 2, message: expect.stringMatching(/whose owner this could be/) },
    ]);
  });
});

describe('an origin', () => {
  it('is the owner of the SOA when nothing else gives one', () => {
    const text = 'example.com. SOA ns hostmaster 1 2 3 4 5\nwww A 192.0.2.1\n';
    expect(lines(text, {})).toEqual([
      'example.com. 5 IN SOA ns.example.com. hostmaster.example.com. 1 5',
      'www.example.com. 5 IN A 192.0.2.1',
    ]);
  });

  it('that is missing is asked for once', () => {
    const problems = problemsOf(parseZoneFile('@ A 192.0.2.1\nwww A 192.0.2.1\n', { file: 'zone' }));
    expect(problems).toMatchObject([
      { line: 1, column: 1, message: expect.stringMatching(/add "\$ORIGIN example\.com\." above/) },
    ]);
  });

  it('is not needed by absolute names', () => {
    expect(lines('a.test. 60 MX 10 b.test.\n', {})).toEqual(['a.test. 60 IN MX 10 b.test.']);
  });
});

describe('a TTL that is not written', () => {
  const soa = '@ SOA ns hostmaster 1 2 3 4 5\n';
  it.each<readonly [about: string, text: string, ttls: readonly number[]]>([
    ['is the minimum of the SOA', `${soa}a TXT x\n`, [5, 5]],
    ['is still that minimum after another TTL', `${soa}a 9 TXT x\nb TXT x\n`, [5, 9, 5]],
    [
      'is the last one written, if the SOA has one',
      `@ 7${soa.slice(1)}a TXT x\nb 9 TXT x\nc TXT x\n`,
      [7, 7, 9, 9],
    ],
    ['is $TTL from there on', `@ 7${soa.slice(1)}a TXT x\n$TTL 8\nb TXT x\n`, [7, 7, 8]],
    ['is an hour when nothing says anything', 'a TXT x\n', [3600]],
  ])('%s', (_about, text, ttls) => {
    const records = recordsOf(parseZoneFile(text, { file: 'zone', origin: 'test' }));
    expect(records.map(({ ttlSeconds }) => ttlSeconds)).toEqual(ttls);
  });
});

describe('a type that spfx does not read', () => {
  it.each<readonly [text: string, typeCode: number, octets: string]>([
    ['a CAA 0 issue "ca.example;x"', 257, '0 issue ca.example;x'],
    ['a SRV 0 5 5060 sip', 33, '0 5 5060 sip'],
    ['a DNSKEY 257 3 13 ( AAAA\n BBBB ) ; key', 48, '257 3 13 AAAA BBBB'],
    ['a HTTPS 1 . alpn="h2,h3"', 65, '1 . alpn= h2,h3'],
    [
      'a RRSIG A 13 2 300 20280101000000 20240101000000 1 @ x==',
      46,
      'A 13 2 300 20280101000000 20240101000000 1 @ x==',
    ],
  ])('keeps its text: %s', (text, typeCode, octets) => {
    const [record] = recordsOf(parseZoneFile(text, { file: 'zone', origin: 'test' }));
    expect(record).toEqual({
      type: 'other',
      name: 'a.test',
      ttlSeconds: 3600,
      typeCode,
      octets: octetsOf(octets),
    });
  });
});

describe('$INCLUDE', () => {
  const files = new Map([
    ['sub', ' TXT from-sub\n$ORIGIN deep\n$TTL 9\n@ TXT from-deep\n'],
    ['self', '$INCLUDE self\n'],
    ['broken', '\n\na TXT "x\n'],
  ]);
  const options = { origin: 'test', readIncluded: (file: string) => files.get(file) };

  it('puts records in its place, and gives owner and origin back', () => {
    expect(lines('a 5 TXT x\n$INCLUDE sub sub\n TXT y\n$INCLUDE sub\n', options)).toEqual([
      'a.test. 5 IN TXT "x"',
      'a.test. 5 IN TXT "from-sub"',
      'deep.sub.test. 9 IN TXT "from-deep"',
      'a.test. 9 IN TXT "y"',
      'a.test. 9 IN TXT "from-sub"',
      'deep.test. 9 IN TXT "from-deep"',
    ]);
  });

  it.each<readonly [text: string, problem: object]>([
    [
      '$INCLUDE none',
      { file: 'zone', line: 1, column: 10, message: expect.stringMatching(/cannot be read/) },
    ],
    [
      '$INCLUDE self',
      { file: 'self', line: 1, column: 10, message: expect.stringMatching(/includes itself/) },
    ],
    ['$INCLUDE broken', { file: 'broken', line: 3, column: 7, message: expect.stringMatching(/not closed/) }],
  ])('reports the file at fault: %s', (text, problem) => {
    expect(problemsOf(parseZoneFile(text, { file: 'zone', ...options }))).toMatchObject([problem]);
  });
});

describe('any text', () => {
  const pieces = [
    'a',
    'TXT',
    'MX',
    ' ',
    '\t',
    '\n',
    '\r',
    '"',
    '(',
    ')',
    ';',
    '\\',
    '\\#',
    '.',
    '@',
    '10',
    '1h',
    '$TTL',
    '$ORIGIN',
    'IN',
    'CH',
    '\xff',
    '\0',
  ];
  const zoneLike = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''));

  it('gives records or problems, never an exception', () => {
    fc.assert(
      fc.property(fc.oneof(zoneLike, fc.string({ unit: 'binary', maxLength: 60 })), (text) => {
        const parsed = parseZoneFile(text, { file: 'zone', origin: 'test' });
        expect(parsed.ok || parsed.problems.length > 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    '(',
    ')',
    '"',
    '\\',
    '""',
    ' ',
    '\n',
    'a',
    '.',
    '1',
    'a.',
    '1h',
    'a ',
    '; ',
    '\\.',
    '$',
    'a TXT x\n',
    '(\n)',
    'a TXT "x"(\n',
    'x TXT \\# 1 00\n',
  ])('of many %j takes no more than linear time', (piece) => {
    for (const before of ['', 'a TXT ', 'a TXT "', 'a TYPE1 \\# 1 ', '$ORIGIN ']) {
      const growth = growthWhenQuadrupled(
        75_000,
        (octets) => before + piece.repeat(octets / piece.length),
        (text) => parseZoneFile(text, { file: 'zone', origin: 'test' }),
      );
      expect(growth).toBeLessThan(10);
    }
  });
});

const recordsOf = (parsed: ParsedZoneFile): readonly DnsRecord[] => {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.records;
};

const problemsOf = (parsed: ParsedZoneFile) => {
  if (parsed.ok) throw new Error(`no problem in ${JSON.stringify(parsed.records)}`);
  return parsed.problems;
};

const lines = (text: string, options: Omit<ZoneFileOptions, 'file'>): string[] =>
  recordsOf(parseZoneFile(text, { file: 'zone', ...options })).map(formatRecord);

const octetsOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** A record as named-compilezone writes it, spaces made one. */
const formatRecord = (record: DnsRecord): string =>
  `${formatName(record.name)} ${record.ttlSeconds} IN ${formatData(record)}`;

const formatData = (record: DnsRecord): string => {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return `${record.type} ${record.address}`;
    case 'MX':
      return `MX ${record.preference} ${formatName(record.exchange)}`;
    case 'TXT':
    case 'SPF':
      return [record.type, ...record.strings.map((string) => `"${formatOctets(string, /["\\]/g)}"`)].join(
        ' ',
      );
    case 'PTR':
    case 'CNAME':
    case 'NS':
      return `${record.type} ${formatName(record.target)}`;
    case 'SOA':
      return `SOA ${formatName(record.mname)} ${formatName(record.rname)} ${record.serial} ${record.minimumSeconds}`;
    case 'other':
    case 'bad': {
      const digits = Buffer.from(record.octets).toString('hex').toUpperCase();
      return `TYPE${record.typeCode} \\# ${record.octets.length} ${digits}`.trimEnd();
    }
    default:
      return record satisfies never;
  }
};

const formatName = (name: DomainName): string =>
  `${labelsOf(name)
    .map((label) => formatOctets(label, /[.\\@$"();]/g).replaceAll(' ', '\\032'))
    .join('.')}.`;

const formatOctets = (text: string, special: RegExp): string =>
  text
    .replace(special, '\\$&')
    .replace(/[^\x20-\x7e]/g, (octet) => `\\${String(octet.charCodeAt(0)).padStart(3, '0')}`);
