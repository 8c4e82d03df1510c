import type { DnsAnswer } from '../dns/resolver.ts';

/** The texts of the TXT or type SPF records of an answer, the strings of each joined; none where it is not there. */
export const textsOf = (answer: DnsAnswer | undefined): string[] =>
  (answer?.records ?? []).flatMap((record) =>
    record.type === 'TXT' || record.type === 'SPF' ? [record.strings.join('')] : [],
  );
