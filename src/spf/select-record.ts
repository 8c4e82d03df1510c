import type { DnsAnswer, DnsOutcome } from '../dns/resolver.ts';
import { isSpfRecord, parseRecord } from './parse-record.ts';
import type { SpfRecord } from './record.ts';

/** The SPF record among a domain's TXT records (RFC 7208 §4.5), or why there is none to evaluate. */
export type Selection =
  | Readonly<{ kind: 'record'; record: SpfRecord }>
  | Readonly<{ kind: 'no-record'; otherTexts: readonly string[] }>
  | Readonly<{ kind: 'multiple-records'; texts: readonly string[] }>
  | Readonly<{ kind: 'dns-trouble'; outcome: DnsOutcome }>;

/** Whether an answer is trouble for which RFC 7208 §4.4 and §5 call temperror: all but data, no data, NXDOMAIN and
 *  names that were never asked. */
export const isDnsTrouble = (answer: DnsAnswer): boolean =>
  answer.outcome !== 'records' &&
  answer.outcome !== 'no-data' &&
  answer.outcome !== 'name-error' &&
  answer.outcome !== 'unaskable';

/** What a domain's TXT answer holds for SPF. */
export const selectRecord = (answer: DnsAnswer): Selection => {
  if (isDnsTrouble(answer)) return { kind: 'dns-trouble', outcome: answer.outcome };
  const all = answer.records.flatMap((record) => (record.type === 'TXT' ? [record.strings] : []));
  const spf = all.filter((strings) => isSpfRecord(strings.join('')));
  const [only] = spf;
  if (only === undefined) return { kind: 'no-record', otherTexts: all.map((strings) => strings.join('')) };
  if (spf.length > 1) return { kind: 'multiple-records', texts: spf.map((strings) => strings.join('')) };
  return { kind: 'record', record: parseRecord(only) };
};
