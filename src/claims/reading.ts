import type { Resolver } from '../dns/resolver.ts';
import { checkHost, type Evaluation } from '../spf/check-host.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { type Limits, rfcLimits } from '../spf/limits.ts';
import type { SpfResult } from '../spf/result.ts';

/** The names of the ways to read RFC 7208 that are tried; public and stable. */
export type ReadingName =
  | 'no-void-limit'
  | 'alias-is-no-void'
  | 'exchanges-have-voids-of-their-own'
  | 'client-names-count-as-voids'
  | 'all-client-names-count-as-voids'
  | 'aliases-count-as-voids'
  | 'lookups-count-by-record'
  | 'more-lookups'
  | 'exchanges-count-as-lookups'
  | 'exchanges-count-when-tried'
  | 'first-ten-exchanges'
  | 'no-time-limit'
  | 'trouble-is-no-data'
  | 'trouble-below-include-is-no-match'
  | 'ptr-trouble-is-temperror'
  | 'first-record'
  | 'last-record'
  | 'records-joined'
  | 'spf-type-record'
  | 'best-guess-record'
  | 'syntax-errors-when-reached'
  | 'macro-errors-when-reached'
  | 'bad-terms-ignored'
  | 'leading-zeros-in-prefixes'
  | 'p-is-the-senders-domain'
  | 'd-is-the-senders-domain'
  | 'capital-r-does-not-reverse'
  | 'capital-r-is-an-error'
  | 'self-include-is-an-error';

/** A way to read RFC 7208 that is not ours.
 *  `habit`: what such a receiver does, to stand after "A receiver that". `programs`: those known to read it so, with
 *  their versions. `isSeen`: they were seen to, side by side; else it is what their authors say.
 *  `canMatter`: whether a check could end otherwise; where it gives false, it can't.
 *  `limits`: in place of the RFC's. `through`: the answers as such a receiver takes them. `judge`: what it makes of the
 *  check that was so made, perhaps after further questions. */
export type Reading = Readonly<{
  name: ReadingName;
  habit: string;
  section: string;
  programs: readonly string[];
  isSeen: boolean;
  canMatter: (evaluation: Evaluation) => boolean;
  limits?: Partial<Limits>;
  through?: (resolver: Resolver, request: CheckRequest) => Resolver;
  judge?: (
    evaluation: Evaluation,
    resolver: Resolver,
    signal?: AbortSignal,
  ) => SpfResult | Promise<SpfResult>;
}>;

/** What a receiver that reads the RFC so gives. Rejects only when the signal aborts. */
export const judgeByReading = async (
  { limits, through, judge }: Reading,
  request: CheckRequest,
  resolver: Resolver,
  signal?: AbortSignal,
): Promise<SpfResult> => {
  const evaluation = await checkHost(request, through?.(resolver, request) ?? resolver, {
    limits: { ...rfcLimits, ...limits },
    ...(signal === undefined ? {} : { signal }),
  });
  return (await judge?.(evaluation, resolver, signal)) ?? evaluation.result;
};
