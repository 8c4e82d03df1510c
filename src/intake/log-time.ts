import type { ClaimedTime } from './candidate.ts';

/** The time that a line of a log starts with: syslog's `Nov 22 07:44:40`, which has no year, or an ISO one, behind a
 *  priority if there is one. */
export const readLogTime = (line: string): ClaimedTime | undefined => {
  const text =
    /^(?:<\d{1,3}>)?([A-Z][a-z]{2} [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z| ?[+-]\d\d:?\d\d)?)/.exec(
      line,
    )?.[1];
  if (text === undefined) return undefined;
  // Without a zone it is the log's own time, which nobody outside knows.
  const hasZone = /^\d{4}-.*(?:Z|[+-]\d\d:?\d\d)$/.test(text);
  return {
    text,
    atMs: hasZone ? readMs(text.replace(' ', 'T').replace(',', '.').replace(' ', '')) : undefined,
  };
};

/** The time of a header field (RFC 5322 §3.3), comments dropped. */
export const readHeaderTime = (text: string): ClaimedTime | undefined => {
  const trimmed = text.trim().slice(0, 64);
  if (trimmed === '') return undefined;
  const bare = trimmed.replace(/ ?\([^)]*\)?$/, '');
  return { text: trimmed, atMs: /(?:[+-]\d{4}|GMT|UTC)$/.test(bare) ? readMs(bare) : undefined };
};

const readMs = (text: string): number | undefined => {
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : atMs;
};
