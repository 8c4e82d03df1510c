/** A pasted text as part of a record: one line, latin1, one character an octet. `notes`: what was done to it, each a
 *  sentence without its full stop. */
export type PastedRecord = Readonly<{ octets: string; notes: readonly string[] }>;

/** The UTF-8 octets of a text, as latin1: what a server publishes for it. */
export const octetsOfText = (text: string): string => {
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  let octets = '';
  for (const octet of new TextEncoder().encode(text)) octets += String.fromCharCode(octet);
  return octets;
};

const decodeEscapes = (text: string): string =>
  text.replace(/\\(?:([01]\d\d|2[0-4]\d|25[0-5])|(.))/gs, (_, digits?: string, character?: string) =>
    digits === undefined ? (character ?? '') : String.fromCharCode(Number(digits)),
  );

/** What may stand before the strings of a record in a zone file: owner, TTL, class, type. */
const head = /^\s*(?:\S{1,1020}\s+){0,3}(?:TXT|SPF)\s+/i;

/** One piece of a record's data: a string in quotes, or what stands between strings. */
const piece = /"([^"\\]*(?:\\.[^"\\]*)*)"|[\s()]+|;[^\n]*/gsy;

/** More than any owner, TTL, class and type take. */
const longestHead = 2000;

/** The strings of a TXT record as a zone file has them; undefined of a text that is none. */
const readStrings = (text: string): string[] | undefined => {
  // The head is looked for in the part before the first quote only.
  const quote = text.indexOf('"');
  if (quote === -1 || quote > longestHead) return undefined;
  const before = text.slice(0, quote).replace(/[\s()]+$/, ' ');
  if (before.trim() !== '' && before.replace(head, '') !== '') return undefined;
  const strings: string[] = [];
  const pattern = new RegExp(piece);
  pattern.lastIndex = quote;
  for (let at = quote; at < text.length; at = pattern.lastIndex) {
    const match = pattern.exec(text);
    if (match === null) return undefined;
    if (match[1] !== undefined) strings.push(decodeEscapes(octetsOfText(match[1])));
  }
  return strings;
};

const lineBreak = /\r\n|[\r\n\u2028\u2029]/;

/** The lines of a text in one, parted by single spaces. */
const joinLines = (text: string): string => {
  const lines = text.split(lineBreak);
  if (lines.length === 1) return text;
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
};

const count = (number: number, thing: string): string => `${number} ${thing}${number === 1 ? '' : 's'}`;

/** Reads what was pasted or typed into a record. The strings of a zone file lose their quotes and are joined as DNS
 *  joins them, with nothing between (RFC 7208 §3.3). Line breaks become single spaces. Control characters are
 *  taken out, except the tab, which the record's own diagnostics speak of. Takes time in proportion to the text. */
export const readPastedRecord = (text: string): PastedRecord => {
  const strings = readStrings(text);
  if (strings !== undefined) {
    const quotes = 'the quotes were taken off';
    const joined = strings.length > 1 ? `${strings.length} strings were joined and ${quotes}` : quotes;
    return { octets: strings.join(''), notes: [joined] };
  }
  const line = joinLines(text);
  const kept = line.replace(/(?!\t)\p{Cc}/gu, '');
  const removed = line.length - kept.length;
  const breaks = text.trim().split(lineBreak).length - 1;
  return {
    octets: octetsOfText(kept),
    notes: [
      ...(breaks === 0
        ? []
        : [`${count(breaks, 'line break')} became ${breaks === 1 ? 'a space' : 'spaces'}`]),
      ...(removed === 0 ? [] : [`${count(removed, 'control character')} taken out`]),
    ],
  };
};
