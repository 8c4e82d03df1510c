/** The limits of RFC 7208 §4.6.4 that a check enforces. */
export type Limits = Readonly<{
  /** Terms that ask DNS: include, a, mx, ptr, exists, redirect. One more is permerror. */
  lookups: number;
  /** Void lookups: answers of no data or NXDOMAIN. One more is permerror. */
  voidLookups: number;
  /** Exchanges of one `mx` term. One more is permerror. */
  mxNames: number;
  /** Names of one PTR answer that are looked at; further ones are ignored. */
  ptrNames: number;
  /** Milliseconds that the consumed answers took in all, as a receiver without prefetch waits. More is temperror. */
  elapsedMs: number;
}>;

/** The values that the RFC gives. */
export const rfcLimits: Limits = {
  lookups: 10,
  voidLookups: 2,
  mxNames: 10,
  ptrNames: 10,
  elapsedMs: 20_000,
};

/** What a check has spent so far. `elapsedMs` sums the consumed answers' own times. */
export type LimitTally = Readonly<{ lookups: number; voidLookups: number; elapsedMs: number }>;
