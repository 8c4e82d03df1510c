import type { DomainName, Resolver } from '../dns/resolver.ts';
import type { CheckRequest } from './check-request.ts';
import { type CheckRun, findExceededLimit, startRun } from './check-run.ts';
import { malformedReason, readInitialDomain } from './domain-name.ts';
import { type DomainResult, evaluateDirective } from './evaluate-directive.ts';
import { expandTarget } from './expand-target.ts';
import { readExplanation } from './explanation.ts';
import { foldTrace } from './fold-trace.ts';
import { type Limits, type LimitTally, rfcLimits } from './limits.ts';
import { usesNonAsciiLocalPart } from './macro-values.ts';
import { firstError } from './parse-record.ts';
import type { MacroString, SpfRecord, Term } from './record.ts';
import { spendsLookup } from './record.ts';
import type { SpfResult } from './result.ts';
import { selectRecord } from './select-record.ts';
import type { Span } from './span.ts';
import { recordQuestion } from './term-questions.ts';
import {
  type CheckTrace,
  type Entry,
  type NodePath,
  type ResultCause,
  type TermOutcome,
  type TraceEvent,
  termPath,
} from './trace.ts';

/** A finished check. `explanation`: what the domain published for a fail, expanded; never our own words. */
export type Evaluation = Readonly<{
  request: CheckRequest;
  result: SpfResult;
  cause: ResultCause;
  explanation?: string;
  trace: CheckTrace;
  tally: LimitTally;
}>;

/** `emit` gets each event as it happens. `signal` ends the check: the promise then rejects with its reason. */
export type CheckOptions = Readonly<{
  limits?: Limits;
  emit?: (event: TraceEvent) => void;
  signal?: AbortSignal;
}>;

/** The `exp` of the record whose directive failed the client, and where it stands. */
type ExplanationPlace = Readonly<{ path: NodePath; domain: DomainName; domainSpec: MacroString }>;

/** An inner result; `explanation` is the place to look for one, should the whole check fail. */
type RecordResult = DomainResult & Readonly<{ explanation?: ExplanationPlace }>;

/** The term through which a check came to a domain; at the start, the domain itself. */
type Origin = Readonly<{ path: NodePath; domain: DomainName; span?: Span; term?: Term; entry: Entry }>;

/** RFC 7208 check_host(): term by term, one question at a time, stopping where the RFC stops.
 *  Rejects only when the signal aborts. */
export const checkHost = async (
  request: CheckRequest,
  resolver: Resolver,
  options: CheckOptions = {},
): Promise<Evaluation> => {
  const run = startRun(request, resolver, options.limits ?? rfcLimits, options.emit, options.signal);
  const { result, cause, explanation: place } = await checkInitialDomain(run);
  const explanation =
    result === 'fail' && place !== undefined
      ? await readExplanation(run, place, place.domainSpec)
      : undefined;
  const trace = foldTrace(run.events);
  return {
    request,
    result,
    cause,
    ...(explanation === undefined ? {} : { explanation }),
    trace,
    tally: run.tally(),
  };
};

const checkInitialDomain = async (run: CheckRun): Promise<RecordResult> => {
  const initial = readInitialDomain(run.request.domain);
  if (initial.isValid)
    return checkDomain(run, initial.name, { path: '', domain: initial.name, entry: 'initial' });
  const { domain } = run.request;
  run.emit('', { kind: 'check-started', domain, entry: 'initial' });
  const cause: ResultCause = {
    kind: 'malformed-domain',
    path: '',
    domain,
    entry: 'initial',
    text: domain,
    reason: initial.reason,
  };
  run.emit('', { kind: 'check-finished', result: 'none', cause });
  return { result: 'none', cause };
};

/** check_host() of one domain: the start, or what an include or redirect leads to. */
const checkDomain = async (run: CheckRun, domain: DomainName, origin: Origin): Promise<RecordResult> => {
  run.emit(origin.path, { kind: 'check-started', domain, entry: origin.entry });
  const outcome = await checkPublishedRecord(run, domain, origin);
  run.emit(origin.path, { kind: 'check-finished', result: outcome.result, cause: outcome.cause });
  return outcome;
};

const checkPublishedRecord = async (
  run: CheckRun,
  domain: DomainName,
  origin: Origin,
): Promise<RecordResult> => {
  const end = (result: SpfResult, cause: ResultCause): RecordResult => ({ result, cause });
  // RFC 7208 §4.3: a malformed domain is none, before anything is asked.
  const reason = malformedReason(domain);
  if (reason !== undefined) return end('none', { ...origin, kind: 'malformed-domain', text: domain, reason });
  // What the initial domain lacks is no void lookup: no term asked for it (RFC 7208 §4.6.4).
  const counting = origin.entry === 'initial' ? 'exempt' : 'counts-voids';
  const answer = await run.ask(origin.path, recordQuestion(domain), counting);
  const selection = selectRecord(answer);
  run.emit(origin.path, { kind: 'record-selected', domain, selection });
  switch (selection.kind) {
    case 'dns-trouble':
      return end('temperror', { ...origin, kind: 'dns-trouble', answer });
    case 'no-record':
      return end('none', {
        ...origin,
        kind: 'no-record',
        target: domain,
        answer,
        otherTexts: selection.otherTexts,
      });
    case 'multiple-records':
      return end('permerror', {
        ...origin,
        kind: 'multiple-records',
        target: domain,
        texts: selection.texts,
      });
    case 'record':
      break;
  }
  const exceeded = findExceededLimit(run, origin);
  if (exceeded !== undefined) return exceeded;
  return evaluateRecord(run, origin.path, domain, selection.record);
};

const evaluateRecord = async (
  run: CheckRun,
  recordPath: NodePath,
  domain: DomainName,
  record: SpfRecord,
): Promise<RecordResult> => {
  // RFC 7208 §4.6: "If there are any syntax errors anywhere in the record, check_host() returns immediately with the
  // result permerror, without further interpretation or evaluation."
  const error = firstError(record);
  if (error !== undefined) {
    const index = record.terms.findIndex(
      ({ span }) => span.start <= error.span.start && error.span.end <= span.end,
    );
    const cause = { path: termPath(recordPath, index), domain, span: error.span, diagnostic: error };
    return { result: 'permerror', cause: { kind: 'syntax-error', ...cause } };
  }
  const explanation = findExplanation(recordPath, domain, record);
  for (const [index, term] of record.terms.entries()) {
    if (term.kind !== 'directive') continue;
    const path = termPath(recordPath, index);
    const outcome = await visitTerm(run, path, domain, term, () =>
      evaluateDirective(run, { path, domain }, term, (target) =>
        checkDomain(run, target, { path, domain, span: term.span, term, entry: 'include' }),
      ),
    );
    if (outcome.kind === 'error') return { result: outcome.result, cause: outcome.cause };
    if (outcome.kind === 'match') {
      const cause: ResultCause = { kind: 'match', path, domain, span: term.span, term, match: outcome.match };
      return { result: outcome.result, cause, ...(explanation === undefined ? {} : { explanation }) };
    }
  }
  return followRedirect(run, recordPath, domain, record);
};

const findExplanation = (
  path: NodePath,
  domain: DomainName,
  record: SpfRecord,
): ExplanationPlace | undefined => {
  const index = record.terms.findIndex((term) => term.kind === 'modifier' && term.name === 'exp');
  const term = record.terms[index];
  if (term?.kind !== 'modifier' || term.name !== 'exp') return undefined;
  return { path: termPath(path, index), domain, domainSpec: term.domainSpec };
};

/** Spends what the term costs before anything is asked for it, evaluates it, and traces both. */
const visitTerm = async (
  run: CheckRun,
  path: NodePath,
  domain: DomainName,
  term: Term,
  evaluate: () => Promise<TermOutcome>,
): Promise<TermOutcome> => {
  // RFC 7208 §4.6.4 counts terms, not queries: spend before asking.
  const isWithinLimit = !spendsLookup(term) || run.spendLookup();
  run.emit(path, { kind: 'term-started', domain, term });
  const outcome: TermOutcome = isWithinLimit
    ? await evaluate()
    : {
        kind: 'error',
        result: 'permerror',
        cause: { kind: 'too-many-lookups', path, domain, span: term.span, term, limit: run.limits.lookups },
      };
  run.emit(path, { kind: 'term-finished', outcome });
  return outcome;
};

/** What no directive decided, the redirect does, or else the result is neutral (RFC 7208 §4.7, §6.1). */
const followRedirect = async (
  run: CheckRun,
  recordPath: NodePath,
  domain: DomainName,
  record: SpfRecord,
): Promise<RecordResult> => {
  const byDefault: RecordResult = {
    result: 'neutral',
    cause: { kind: 'no-match', path: recordPath, domain, span: { start: 0, end: record.text.length } },
  };
  const index = record.terms.findIndex((term) => term.kind === 'modifier' && term.name === 'redirect');
  const term = record.terms[index];
  if (term?.kind !== 'modifier' || term.name !== 'redirect') return byDefault;
  // RFC 8616 §4: such a term matches nothing, so it redirects nowhere.
  if (usesNonAsciiLocalPart(term.domainSpec, run.request)) return byDefault;
  const path = termPath(recordPath, index);
  let target: RecordResult = byDefault;
  const outcome = await visitTerm(run, path, domain, term, async () => {
    const name = await expandTarget(run, { path, domain }, term.domainSpec, 'counts-voids');
    // The names behind %{p} may have cost the last void lookup.
    const exceeded = findExceededLimit(run, { path, domain, span: term.span, term });
    if (exceeded !== undefined) return { kind: 'error', ...exceeded };
    target = await checkDomain(run, name, { path, domain, span: term.span, term, entry: 'redirect' });
    // RFC 7208 §6.1: no record at the target is permerror.
    if (target.result === 'none') target = { ...target, result: 'permerror' };
    return { kind: 'redirected', result: target.result };
  });
  return outcome.kind === 'error' ? outcome : target;
};
