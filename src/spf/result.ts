/** The seven results of check_host() (RFC 7208 §2.6). */
export const spfResults = ['pass', 'fail', 'softfail', 'neutral', 'permerror', 'temperror', 'none'] as const;

/** One of the seven results. */
export type SpfResult = (typeof spfResults)[number];

/** Whether a text is the name of a result. */
export const isSpfResult = (text: string): text is SpfResult =>
  (spfResults as readonly string[]).includes(text);
