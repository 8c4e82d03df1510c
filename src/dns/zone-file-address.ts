/** Whether a text is an IPv4 address. No octet has a leading zero, which some programs take for octal. */
export const isIpv4Text = (text: string): boolean =>
  /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);

/** The 16 octets of an IPv6 address (RFC 4291 §2.2), or undefined where the text is none. */
export const octetsFromIpv6Text = (text: string): Uint8Array | undefined => {
  if (text.length > LONGEST_TEXT) return undefined;
  const halves = withoutIpv4Tail(text).split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const zeros = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? zeros !== 0 : zeros < 1) return undefined;
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...(tail ?? [])];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return Uint8Array.from(
    groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]),
  );
};

const LONGEST_TEXT = 'ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255'.length;

/** `::ffff:192.0.2.1` as `::ffff:c000:201`; any other text as it was. */
const withoutIpv4Tail = (text: string): string => {
  const start = text.lastIndexOf(':') + 1;
  const tail = text.slice(start);
  if (!isIpv4Text(tail)) return text;
  const [a = 0, b = 0, c = 0, d = 0] = tail.split('.').map(Number);
  return `${text.slice(0, start)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
};
