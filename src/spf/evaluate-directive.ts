import { unaskableReason } from '../dns/domain-name.ts';
import type { DomainName } from '../dns/resolver.ts';
import { type CheckRun, findExceededLimit } from './check-run.ts';
import { expandTarget, type TermPlace } from './expand-target.ts';
import { networkContains } from './ip-address.ts';
import { judgeAnswer } from './judge-answer.ts';
import { usesNonAsciiLocalPart } from './macro-values.ts';
import { type Directive, domainSpecOf, qualifierResults } from './record.ts';
import type { SpfResult } from './result.ts';
import { type PlannedQuestion, termQuestions } from './term-questions.ts';
import type { Match, Mismatch, ResultCause, TermOutcome } from './trace.ts';

/** What check_host() gives for one domain. */
export type DomainResult = Readonly<{ result: SpfResult; cause: ResultCause }>;

/** Evaluates the record of an included domain. */
export type CheckIncluded = (target: DomainName) => Promise<DomainResult>;

const noMatch = (mismatch: Mismatch): TermOutcome => ({ kind: 'no-match', mismatch });

const errorOf = (result: 'permerror' | 'temperror', cause: ResultCause): TermOutcome => ({
  kind: 'error',
  result,
  cause,
});

/** What an included check's result does to the `include` (the table of RFC 7208 §5.2). */
const evaluateInclude = async (
  directive: Directive,
  target: DomainName,
  checkIncluded: CheckIncluded,
): Promise<TermOutcome> => {
  const { result, cause } = await checkIncluded(target);
  switch (result) {
    case 'pass': {
      const match: Match = { kind: 'include', domain: target, inner: cause };
      return { kind: 'match', result: qualifierResults[directive.qualifier], match };
    }
    case 'fail':
    case 'softfail':
    case 'neutral':
      return noMatch({ kind: 'included-result', domain: target, result });
    case 'temperror':
      return errorOf('temperror', cause);
    case 'permerror':
    case 'none':
      return errorOf('permerror', cause);
  }
};

const describeMismatch = (
  directive: Directive,
  run: CheckRun,
  asked: readonly PlannedQuestion[],
): Mismatch => {
  const [first] = asked;
  const answer = first && run.known(first.question);
  if (first !== undefined && (answer?.outcome === 'no-data' || answer?.outcome === 'name-error'))
    return { kind: 'void', question: first.question, outcome: answer.outcome };
  return { kind: directive.mechanism.name === 'ptr' ? 'no-name' : 'no-address' };
};

/** Asks what the mechanism needs, one question after the other, until an answer decides. */
const evaluateByAnswers = async (
  run: CheckRun,
  place: TermPlace,
  directive: Directive,
  target: DomainName,
): Promise<TermOutcome> => {
  const client = run.request.ip;
  const context = { families: [client.family], client };
  const cause = { path: place.path, domain: place.domain, span: directive.span, term: directive };
  const asked: PlannedQuestion[] = [];
  for (;;) {
    const planned = termQuestions(directive, target, context, run.known, run.limits)[asked.length];
    if (planned === undefined) return noMatch(describeMismatch(directive, run, asked));
    asked.push(planned);
    const answer = await run.ask(
      place.path,
      planned,
      planned.purpose === 'name-address' ? 'exempt' : 'counts-voids',
    );
    const judgement = judgeAnswer(directive.mechanism, planned, answer, client, run.limits);
    if (judgement.kind === 'dns-trouble')
      return errorOf('temperror', { ...cause, kind: 'dns-trouble', answer });
    if (judgement.kind === 'too-many-exchanges') {
      const { count } = judgement;
      return errorOf('permerror', { ...cause, kind: 'too-many-exchanges', limit: run.limits.mxNames, count });
    }
    const exceeded = findExceededLimit(run, cause);
    if (exceeded !== undefined) return { kind: 'error', ...exceeded };
    if (judgement.kind === 'match')
      return { kind: 'match', result: qualifierResults[directive.qualifier], match: judgement.match };
    if (judgement.kind === 'names-unknown') return noMatch({ kind: 'names-unknown', answer });
  }
};

/** Whether a directive matches the client, and what follows (RFC 7208 §5). Its lookup is spent already. */
export const evaluateDirective = async (
  run: CheckRun,
  place: TermPlace,
  directive: Directive,
  checkIncluded: CheckIncluded,
): Promise<TermOutcome> => {
  const { mechanism } = directive;
  const result = qualifierResults[directive.qualifier];
  if (mechanism.name === 'all') return { kind: 'match', result, match: { kind: 'all' } };
  if (mechanism.name === 'ip4' || mechanism.name === 'ip6') {
    const { network } = mechanism;
    if (networkContains(network, run.request.ip))
      return { kind: 'match', result, match: { kind: 'network', network } };
    return noMatch({ kind: network.address.family === run.request.ip.family ? 'network' : 'family' });
  }
  const domainSpec = domainSpecOf(directive);
  if (domainSpec !== undefined && usesNonAsciiLocalPart(domainSpec, run.request))
    return noMatch({ kind: 'non-ascii-local-part' });
  const target = await expandTarget(run, place, domainSpec, 'counts-voids');
  // The names behind %{p} may have cost the last void lookup.
  const exceeded = findExceededLimit(run, { ...place, span: directive.span, term: directive });
  if (exceeded !== undefined) return { kind: 'error', ...exceeded };
  if (mechanism.name === 'include') return evaluateInclude(directive, target, checkIncluded);
  // RFC 7208 §4.8 leaves open what a name that DNS can't carry does; here it matches nothing.
  const reason = unaskableReason(target);
  if (reason !== undefined) return noMatch({ kind: 'unaskable', name: target, reason });
  return evaluateByAnswers(run, place, directive, target);
};
