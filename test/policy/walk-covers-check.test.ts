import fc from 'fast-check';
import { expect, test } from 'vitest';
import { questionKey } from '../../src/dns/resolver.ts';
import { walkPolicy } from '../../src/policy/walk-policy.ts';
import { checkHost, type Evaluation } from '../../src/spf/check-host.ts';
import { lettersOf } from '../../src/spf/expand-macro.ts';
import { domainSpecOf, type Term } from '../../src/spf/record.ts';
import { type NodePath, parentPath } from '../../src/spf/trace.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import { policyCases } from '../helpers/random-policy.ts';

const termAt = ({ trace }: Evaluation, path: NodePath): Term | undefined => {
  const selection = trace.records.get(parentPath(path))?.selection;
  const index = Number(path.slice(path.lastIndexOf('.') + 1));
  return selection?.kind === 'record' ? selection.record.terms[index] : undefined;
};

const usesValidatedName = (term: Term | undefined): boolean => {
  const domainSpec = term && domainSpecOf(term);
  return domainSpec !== undefined && lettersOf(domainSpec).includes('p');
};

/** What only the check can know: what lies at or below a term with `%{p}`, and what the text of an explanation asks
 *  for its own `%{p}`. */
const needsValidatedName = (
  evaluation: Evaluation,
  { path, purpose }: Evaluation['trace']['questions'][number],
): boolean => {
  const term = termAt(evaluation, path);
  const isExplanation = term?.kind === 'modifier' && term.name === 'exp';
  if (isExplanation && (purpose === 'names' || purpose === 'name-address')) return true;
  for (let above = path; above !== ''; above = parentPath(above))
    if (usesValidatedName(termAt(evaluation, above))) return true;
  return false;
};

test('every question that a check asks is one that the walk with the same request asks', async () => {
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(policyCases(), async ({ zone, root, request }) => {
      const resolver = memoryResolver(zone);
      const policy = await walkPolicy(root, resolver, { request, now: () => 0 });
      expect(policy.reachedCaps).toEqual([]);
      const evaluation = await checkHost(request, resolver);
      const missing = evaluation.trace.questions.filter(
        (question) =>
          !policy.answers.has(questionKey(question.question)) && !needsValidatedName(evaluation, question),
      );
      asked += evaluation.trace.questions.length;
      expect(missing.map(({ path, question }) => `${path}: ${questionKey(question)}`)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
  // The cases are worth something only if their checks get on.
  expect(asked).toBeGreaterThan(3 * 2000);
});
