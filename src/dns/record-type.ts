import type { RecordType } from './resolver.ts';

// RFC 1035 §3.2.2, RFC 3596 §2.1 (AAAA), RFC 4408 §3.1.1 (SPF, given up by RFC 7208 §3.1).
const CODES: Readonly<Record<RecordType, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SPF: 99,
};

// The keys of CODES are exactly the record types, which Object.entries forgets.
const TYPES = new Map((Object.entries(CODES) as [RecordType, number][]).map(([type, code]) => [code, type]));

/** The number that stands for a record type in a DNS message. */
export const recordTypeCode = (type: RecordType): number => CODES[type];

/** The record type that a number stands for, or undefined when spfx does not read that type. */
export const recordTypeFromCode = (code: number): RecordType | undefined => TYPES.get(code);

/** The name of a record type for people; `TYPE257` (RFC 3597 §5) when spfx does not read it. */
export const recordTypeName = (code: number): string => TYPES.get(code) ?? `TYPE${code}`;
