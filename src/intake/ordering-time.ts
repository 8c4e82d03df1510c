import type { ClaimedTime } from './candidate.ts';

const dayMs = 86_400_000;

const syslogPattern = /^([A-Z][a-z]{2}) ([ \d]\d) (?:(\d{4}) )?(\d\d:\d\d:\d\d)$/;

const isoPattern = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)/;

/** Milliseconds to put times of logs in order by. One without a zone is taken for UTC, one without a year for the last
 *  such day up to tomorrow: it is right among the lines of one log, and tells no time of day. Undefined for no time. */
export const orderingTime = (time: ClaimedTime | undefined, nowMs: number): number | undefined => {
  if (time === undefined || time.atMs !== undefined) return time?.atMs;
  const iso = isoPattern.exec(time.text);
  if (iso !== null) return known(Date.parse(`${iso[1]}T${iso[2]}Z`));
  const [, month, day, year, clock] = syslogPattern.exec(time.text) ?? [];
  if (month === undefined) return undefined;
  const readIn = (inYear: number | string): number =>
    Date.parse(`${day?.trim()} ${month} ${inYear} ${clock} GMT`);
  if (year !== undefined) return known(readIn(year));
  const thisYear = new Date(nowMs).getUTCFullYear();
  // The 29th of February is in one year of four.
  for (let back = 0; back < 9; back++) {
    const atMs = readIn(thisYear - back);
    const isOfYear = new Date(atMs).getUTCMonth() === new Date(readIn(2000)).getUTCMonth();
    if (isOfYear && atMs <= nowMs + dayMs) return atMs;
  }
  return undefined;
};

const known = (atMs: number): number | undefined => (Number.isNaN(atMs) ? undefined : atMs);
