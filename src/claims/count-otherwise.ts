import type { Resolver } from '../dns/resolver.ts';
import type { Evaluation } from '../spf/check-host.ts';
import { rfcLimits } from '../spf/limits.ts';
import type { SpfResult } from '../spf/result.ts';
import { isDnsTrouble } from '../spf/select-record.ts';
import { nameAddressQuestions, pointerNames } from '../spf/term-questions.ts';
import { type CheckTrace, type NodePath, parentPath } from '../spf/trace.ts';

/** A question of a check, with its answer. */
export type Asked = CheckTrace['questions'][number];

/** The result where void lookups are counted in another way, of a check that no limit for them ended. `counter`: which
 *  of several counts a question goes to. */
export const countVoids =
  (countOf: (asked: Asked) => number, counter: (asked: Asked) => string = () => '') =>
  ({ trace, result }: Evaluation): SpfResult => {
    const counts = new Map<string, number>();
    for (const asked of trace.questions) {
      const key = counter(asked);
      const count = (counts.get(key) ?? 0) + countOf(asked);
      if (count > rfcLimits.voidLookups) return 'permerror';
      counts.set(key, count);
    }
    return result;
  };

/** The result where the addresses of all names of the client are asked for, whatever term needs them, and count as void
 *  lookups; of a check that no limit for them ended. */
export const countVoidsOfClientNames = async (
  { trace, request, result }: Evaluation,
  resolver: Resolver,
  signal?: AbortSignal,
): Promise<SpfResult> => {
  let voids = 0;
  for (const { answer, purpose, isVoid } of trace.questions) {
    if (isVoid) voids++;
    for (const name of answer !== undefined && purpose === 'names'
      ? pointerNames(answer, rfcLimits.ptrNames)
      : [])
      for (const { question } of nameAddressQuestions(name, request.ip)) {
        const { outcome } = await resolver.resolve(question, signal);
        if (outcome === 'no-data' || outcome === 'name-error') voids++;
      }
    if (voids > rfcLimits.voidLookups) return 'permerror';
  }
  return result;
};

/** The result where more than this many of such questions are permerror: of all together, or of each term. */
export const countQuestions =
  (
    isCounted: (asked: Asked) => boolean,
    most: number,
    startOf: (evaluation: Evaluation) => number = () => 0,
    counter: (asked: Asked) => string = () => '',
  ) =>
  (evaluation: Evaluation): SpfResult => {
    const counts = new Map<string, number>();
    for (const asked of evaluation.trace.questions) {
      if (!isCounted(asked)) continue;
      const count = (counts.get(counter(asked)) ?? startOf(evaluation)) + 1;
      if (count > most) return 'permerror';
      counts.set(counter(asked), count);
    }
    return evaluation.result;
  };

/** The result where each record has ten lookups of its own, and the limit is minded only when a further term begins; a
 *  redirect is one of the ten before it is followed, and the record that it leads to has none of its own. */
export const countLookupsByRecord = ({ trace, result }: Evaluation): SpfResult => {
  const counts = new Map<NodePath, number>();
  for (const [path, { term, lookupNumber }] of trace.terms) {
    const record = parentPath(path);
    const count = counts.get(record) ?? 0;
    const isRedirect = term.kind === 'modifier' && term.name === 'redirect';
    if (count + (isRedirect ? 1 : 0) > rfcLimits.lookups) return 'permerror';
    // The record that a redirect leads to goes on with its count.
    counts.set(isRedirect ? path : record, count + (lookupNumber === undefined ? 0 : 1));
  }
  return result;
};

/** Whether a check asked for the client's names by a ptr, and DNS was in trouble over them. */
export const hasPtrTrouble = ({ trace }: Evaluation): boolean =>
  trace.questions.some(({ path, purpose, answer }) => {
    const term = trace.terms.get(path)?.term;
    const isPtr = term?.kind === 'directive' && term.mechanism.name === 'ptr';
    return isPtr && purpose === 'names' && answer !== undefined && isDnsTrouble(answer);
  });
