/** Where a DNS server listens. `address` is an IPv4 or IPv6 literal; of IPv6, with its scope (`fe80::1%eth0`). */
export type ServerAddress = Readonly<{ address: string; port: number }>;

const DNS_PORT = 53;

/** The server that the text names, or why it names none.
 *  `192.0.2.1`, `192.0.2.1:5353`, `::1`, `[::1]`, `[::1]:5353`, `fe80::1%eth0`, `[fe80::1%eth0]:53`; port 53 if none. */
export const parseServerAddress = (text: string): ServerAddress | Readonly<{ problem: string }> => {
  if (isIpv6(text)) return { address: text, port: DNS_PORT };
  const match = /^(?:\[([^[\]]*)\]|([^:[\]]*))(?::(.*))?$/s.exec(text);
  const [, bracketed, plain, portText] = match ?? [];
  if (bracketed !== undefined && !isIpv6(bracketed)) {
    return { problem: `"${bracketed}" in brackets is not an IPv6 address` };
  }
  const address = bracketed ?? plain ?? text;
  if (bracketed === undefined && !isIpv4(address)) {
    return {
      problem: `"${address}" is not an IP address; use one like 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53`,
    };
  }
  const port = portText === undefined ? DNS_PORT : parsePort(portText);
  return port === undefined ? { problem: `"${portText}" is not a port; use 1 to 65535` } : { address, port };
};

/** The server as text, always with its port: `192.0.2.53:53`, `[2001:db8::53]:53`. */
export const formatServerAddress = ({ address, port }: ServerAddress): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

const parsePort = (text: string): number | undefined =>
  /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;

// No leading zeros, which some programs read as octal.
const isIpv4 = (text: string): boolean =>
  /^\d+\.\d+\.\d+\.\d+$/.test(text) &&
  text.split('.').every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);

/** RFC 4291 §2.2, with or without a scope (RFC 4007 §11). */
const isIpv6 = (text: string): boolean => {
  const [address = '', scope, ...rest] = text.split('%');
  if (rest.length > 0 || (scope !== undefined && !/^[\w.-]+$/.test(scope))) return false;
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const endsInIpv4 = last.includes('.');
  // An IPv4 address may only stand at the very end, in the place of two groups.
  if (endsInIpv4 && (!isIpv4(last) || address.endsWith('::'))) return false;
  const hexGroups = endsInIpv4 ? groups.slice(0, -1) : groups;
  if (!hexGroups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
  const count = hexGroups.length + (endsInIpv4 ? 2 : 0);
  return halves.length === 2 ? count <= 7 : count === 8;
};
