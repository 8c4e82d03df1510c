import { escapeText } from './escape-text.ts';

/** A reason that a server gave beside its response code (RFC 8914). */
export type ExtendedError = Readonly<{ code: number; text: string }>;

// RFC 8914 §4 up to 24, then the registry that it set up, in lower case.
const names: readonly string[] = [
  'other error',
  'unsupported DNSKEY algorithm',
  'unsupported DS digest type',
  'stale answer',
  'forged answer',
  'DNSSEC indeterminate',
  'DNSSEC bogus',
  'signature expired',
  'signature not yet valid',
  'DNSKEY missing',
  'RRSIGs missing',
  'no zone key bit set',
  'NSEC missing',
  'cached error',
  'not ready',
  'blocked',
  'censored',
  'filtered',
  'prohibited',
  'stale NXDOMAIN answer',
  'not authoritative',
  'not supported',
  'no reachable authority',
  'network error',
  'invalid data',
  'signature expired before valid',
  'too early',
  'unsupported NSEC3 iterations value',
  'unable to conform to policy',
  'synthesized',
];

/** An extended error by its number and the registry's name for that: `extended error 7, signature expired`. */
export const nameExtendedError = ({ code }: ExtendedError): string => {
  const name = names[code];
  return `extended error ${code}${name === undefined ? '' : `, ${name}`}`;
};

/** The same, and what the server said itself, safe to print. */
export const describeExtendedError = (error: ExtendedError): string =>
  error.text === '' ? nameExtendedError(error) : `${nameExtendedError(error)}: ${escapeText(error.text)}`;
