/** A way in which a text reaches a paste: it says the same as before. */
export type Variation = Readonly<{ name: string; apply: (text: string) => string }>;

const mapLines = (text: string, change: (line: string, index: number) => string): string =>
  text.replace(/\n$/, '').split('\n').map(change).join('\n');

const encodeLine = (line: string): string => {
  const octets = [...Buffer.from(line, 'utf8')].map((octet, index, all) =>
    octet === 0x3d || octet > 0x7e || octet < 0x20 || (octet === 0x20 && index === all.length - 1)
      ? `=${octet.toString(16).toUpperCase().padStart(2, '0')}`
      : String.fromCharCode(octet),
  );
  const rows: string[] = [];
  let row = '';
  for (const piece of octets) {
    if (row.length + piece.length > 75) {
      rows.push(`${row}=`);
      row = '';
    }
    row += piece;
  }
  return [...rows, row].join('\n');
};

/** Quoted-printable, as a mail program writes it (RFC 2045 §6.7). */
export const quotedPrintable = (text: string): string =>
  text
    .split('\n')
    .map((line) => encodeLine(line))
    .join('\n');

/** Header lines folded at every white space that a quoted string does not hold (RFC 5322 §2.2.3). */
export const foldHeaders = (text: string): string =>
  mapLines(text, (line) => {
    const colon = /^[A-Za-z-]+: /.exec(line)?.[0].length ?? (/^[ \t]/.test(line) ? 1 : undefined);
    return colon === undefined
      ? line
      : line.slice(0, colon) + line.slice(colon).replace(/(?<=[^\s;]) (?=\S[^ ]*(?:"[^"]*"[^"]*)*$)/g, '\n ');
  });

const later: Readonly<Record<string, string>> = {
  Mar: 'Aug',
  Feb: 'Jan',
  Jun: 'Nov',
  Dec: 'Jul',
  Oct: 'May',
};

/** What a paste does to any text. */
export const pasteVariations: readonly Variation[] = [
  { name: 'with CRLF', apply: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'without its last line end', apply: (text) => text.trimEnd() },
  { name: 'with a byte order mark', apply: (text) => `\uFEFF${text}` },
  { name: 'quoted', apply: (text) => mapLines(text, (line) => `> ${line}`) },
  { name: 'quoted twice', apply: (text) => mapLines(text, (line) => `>> ${line}`) },
  { name: 'quoted, blank lines bare', apply: (text) => mapLines(text, (line) => `> ${line}`.trimEnd()) },
  { name: 'indented', apply: (text) => mapLines(text, (line) => `    ${line}`) },
  {
    name: 'with numbers of grep',
    apply: (text) => mapLines(text, (line, index) => `${7 * index + 12}:${line}`),
  },
  {
    name: 'with numbers of cat',
    apply: (text) => mapLines(text, (line, index) => `${String(index + 1).padStart(6)}\t${line}`),
  },
  {
    name: 'with numbers of an editor, quoted',
    apply: (text) => mapLines(text, (line, index) => `> ${String(index + 98).padStart(4)} | ${line}`),
  },
  {
    name: 'with numbers in brackets',
    apply: (text) => mapLines(text, (line, index) => `[${index}] ${line}`),
  },
  {
    name: 'with names of files and numbers',
    apply: (text) => mapLines(text, (line, index) => `/var/log/mail.log:${3 * index}:${line}`),
  },
  { name: 'with spaces at the ends', apply: (text) => mapLines(text, (line) => `${line}  `) },
  { name: 'in quoted-printable', apply: quotedPrintable },
  { name: 'in quoted-printable with CRLF', apply: (text) => quotedPrintable(text).replaceAll('\n', '\r\n') },
  {
    name: 'at other times',
    apply: (text) =>
      text
        .replace(/\b\d\d:\d\d:\d\d\b/g, '23:59:58')
        .replace(/\b(Mar|Feb|Jun|Dec|Oct) /g, (_, month: string) => `${later[month]} `)
        .replaceAll('2025-03-14', '2031-12-01'),
  },
  { name: 'between blank lines', apply: (text) => `\n\n${text}\n\n` },
  { name: 'behind a line of talk', apply: (text) => `Hello, this is what we see:\n\n${text}\n\nRegards\n` },
];
