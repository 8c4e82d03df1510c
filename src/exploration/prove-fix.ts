import { overlayResolver } from '../dns/overlay-resolver.ts';
import type { Resolver } from '../dns/resolver.ts';
import { checkHost, type Evaluation } from '../spf/check-host.ts';
import { applyFix } from '../spf/diagnostic.ts';
import { firstError, parseRecord } from '../spf/parse-record.ts';
import type { ProvenFix } from './exploration.ts';

/** Mends the record that made a check permerror, one slip after the other, and checks again over the same answers.
 *  Undefined where the cause is no syntax error, or one that has no mechanical fix. */
export const proveFix = async (
  evaluation: Evaluation,
  resolver: Resolver,
  signal?: AbortSignal,
): Promise<ProvenFix | undefined> => {
  const { cause, trace, request } = evaluation;
  if (cause.kind !== 'syntax-error') return undefined;
  const selection = [...trace.records.values()].findLast(({ domain }) => domain === cause.domain)?.selection;
  if (selection?.kind !== 'record') return undefined;
  let { text } = selection.record;
  // Each fix removes one error for good, so there are no more rounds than errors.
  for (let round = selection.record.diagnostics.length; round > 0; round--) {
    const error = firstError(parseRecord([text]));
    if (error === undefined) break;
    if (error.fix === undefined) return undefined;
    text = applyFix(text, error.fix);
  }
  if (firstError(parseRecord([text])) !== undefined) return undefined;
  const mended = overlayResolver(resolver, new Map([[cause.domain, [[text]]]]));
  const proof = await checkHost(request, mended, signal === undefined ? {} : { signal });
  return { domain: cause.domain, diagnostic: cause.diagnostic, record: text, evaluation: proof };
};
