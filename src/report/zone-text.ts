import type { DomainName } from '../dns/resolver.ts';

const escapeOctet = (octet: string): string => `\\${String(octet.charCodeAt(0)).padStart(3, '0')}`;

/** The name as a zone file has it: with its final dot, and with escapes for what has a meaning there (RFC 1035
 *  §5.1). */
const zoneName = (name: DomainName): string =>
  `${name.replace(/\\(.)|(["();@$])|[^\x21-\x7e]/gs, (octet, escaped?: string, special?: string) => {
    // Of the escapes, a name has those of the dot and of the backslash.
    if (escaped !== undefined) return octet;
    return special === undefined ? escapeOctet(octet) : `\\${octet}`;
  })}.`;

const zoneString = (octets: string): string =>
  `"${octets.replace(/["\\]|[^\x20-\x7e]/g, (octet) =>
    octet === '"' || octet === '\\' ? `\\${octet}` : escapeOctet(octet),
  )}"`;

/** The octets in strings that a TXT record can hold: 255 each (RFC 1035 §3.3). One of none is a string too. */
const splitStrings = (octets: string): string[] => {
  const strings: string[] = [];
  for (let start = 0; start === 0 || start < octets.length; start += 255)
    strings.push(octets.slice(start, start + 255));
  return strings;
};

/** A TXT record for a zone file (RFC 1035 §5): one line where one string holds the text, else a line for each string,
 *  in parentheses. `text`: latin1, one character an octet. Lines end in `\n`, the last one in nothing; all of it is
 *  visible ASCII. */
export const formatZoneRecord = (name: DomainName, ttlSeconds: number, text: string): string => {
  const head = `${zoneName(name)} ${ttlSeconds} IN TXT`;
  const strings = splitStrings(text).map(zoneString);
  if (strings.length === 1) return `${head} ${strings[0]}`;
  return `${[`${head} (`, ...strings.map((string) => `    ${string}`)].join('\n')} )`;
};

/** A record's text alone, as an input field takes it: as it is where it is visible ASCII and spaces. In any other,
 *  each octet that is not stands as `\DDD`, and a backslash as two. */
export const formatPlainRecord = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text)
    ? text
    : text.replace(/\\|[^\x20-\x7e]/g, (octet) => (octet === '\\' ? '\\\\' : escapeOctet(octet)));
