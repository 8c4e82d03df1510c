import {
  asciiLowerCase,
  type DnsAnswer,
  type DnsQuestion,
  type DnsRecord,
  type DomainName,
} from '../dns/resolver.ts';
import type { Policy, PolicyRecord, PolicyTerm } from '../policy/policy.ts';
import { ledToDomain, recordOf } from '../policy/policy-tree.ts';
import { type Cost, costsOf, type PolicyCosts } from '../policy/term-cost.ts';
import type { Evaluation } from '../spf/check-host.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { formatReference } from '../spf/diagnostic.ts';
import { formatIpAddress, formatIpNetwork } from '../spf/ip-address.ts';
import { type Match, type NodePath, type ResultCause, type TermTrace, termPath } from '../spf/trace.ts';
import { recordData } from './describe-answer.ts';
import { citeCause, describeCause } from './describe-cause.ts';

/** The version of the JSON that `check` and `tree` print. It rises when a field changes its meaning or goes. */
export const schemaVersion = 1;

type Json = null | boolean | number | string | readonly Json[] | Readonly<{ [key: string]: Json }>;

const questionJson = (question: DnsQuestion): Json => ({ name: question.name, type: question.type });

const dnsRecordJson = (record: DnsRecord): Json => ({
  name: record.name,
  type: record.type,
  ttlSeconds: record.ttlSeconds,
  ...(record.type === 'TXT' || record.type === 'SPF'
    ? { strings: record.strings }
    : { data: recordData(record) }),
});

const answerJson = (answer: DnsAnswer): Json => ({
  question: questionJson(answer.question),
  outcome: answer.outcome,
  records: answer.records.map(dnsRecordJson),
  aliases: answer.aliases,
  rcode: answer.rcode ?? null,
  flags: answer.flags ?? null,
  extendedErrors: answer.extendedErrors ?? [],
  withoutValidation: answer.withoutValidation ?? null,
  ttlSeconds: answer.ttlSeconds ?? null,
  sizeOctets: answer.sizeOctets ?? null,
  problems: answer.problems ?? [],
  origin: answer.origin,
  askedAtMs: answer.askedAtMs,
  elapsedMs: roundMs(answer.elapsedMs),
  attempts: answer.attempts.map((attempt) => ({
    server: attempt.server,
    transport: attempt.transport,
    outcome: attempt.outcome,
    elapsedMs: roundMs(attempt.elapsedMs),
    detail: attempt.detail ?? null,
  })),
});

const roundMs = (elapsedMs: number): number => Math.round(elapsedMs * 1000) / 1000;

const requestJson = (request: CheckRequest): Json => ({
  ip: formatIpAddress(request.ip),
  domain: request.domain,
  sender: request.sender,
  helo: request.helo,
});

const matchJson = (match: Match): Json => {
  switch (match.kind) {
    case 'all':
      return { kind: match.kind };
    case 'network':
      return { kind: match.kind, network: formatIpNetwork(match.network) };
    case 'address':
      return {
        kind: match.kind,
        address: formatIpAddress(match.address),
        prefixLength: match.prefixLength,
        host: match.host,
      };
    case 'exists':
    case 'name':
      return { kind: match.kind, name: match.name };
    case 'include':
      return { kind: match.kind, domain: match.domain, cause: causeJson(match.inner) };
  }
};

const causeJson = (cause: ResultCause): Json => ({
  kind: cause.kind,
  path: cause.path,
  domain: cause.domain,
  span: cause.span === undefined ? null : [cause.span.start, cause.span.end],
  reference: citeCause(cause),
  ...(cause.term === undefined ? {} : { term: cause.term.text }),
  ...(cause.kind === 'match' ? { match: matchJson(cause.match) } : {}),
  ...(cause.kind === 'syntax-error'
    ? { code: cause.diagnostic.code, message: cause.diagnostic.message }
    : {}),
  ...(cause.kind === 'no-record' || cause.kind === 'multiple-records' ? { target: cause.target } : {}),
  ...(cause.kind === 'malformed-domain' ? { target: cause.text, reason: cause.reason } : {}),
  ...(cause.kind === 'dns-trouble'
    ? { question: questionJson(cause.answer.question), outcome: cause.answer.outcome }
    : {}),
});

const termTraceJson = (path: NodePath, traced: TermTrace): Json => ({
  path,
  domain: traced.domain,
  term: traced.term.text,
  target: traced.target ?? null,
  outcome: traced.outcome?.kind ?? null,
  result: traced.outcome !== undefined && 'result' in traced.outcome ? traced.outcome.result : null,
  lookups: [traced.before.lookups, traced.after.lookups],
  voidLookups: [traced.before.voidLookups, traced.after.voidLookups],
  questions: traced.asked.map(({ question, purpose, isVoid }) => ({
    ...asObject(questionJson(question)),
    purpose,
    isVoid,
  })),
});

// questionJson gives an object; Json as a whole may be anything.
const asObject = (json: Json): Readonly<{ [key: string]: Json }> => json as Readonly<{ [key: string]: Json }>;

/** A question that was sent, and its answer; without one, the question was given up. */
export type AskedQuestion = Readonly<{ question: DnsQuestion; answer?: DnsAnswer }>;

/** What was asked and not consumed by the check. A consumed answer may be a copy, but of the same attempts. */
const unusedJson = ({ trace }: Evaluation, asked: readonly AskedQuestion[]): Json => {
  const consumed = new Set(trace.questions.map(({ answer }) => answer?.attempts));
  return asked
    .filter(({ answer }) => answer === undefined || !consumed.has(answer.attempts))
    .map(({ question, answer }) =>
      answer === undefined
        ? { question: questionJson(question), outcome: null, attempts: [] }
        : answerJson(answer),
    );
};

/** The object that `check --json` prints; plain data, DNS text one character an octet. `asked`: all that DNS was asked
 *  on the way, where the walk of the policy has answers of its own nowhere else. */
export const checkJson = (
  evaluation: Evaluation,
  elapsedMs: number,
  asked?: readonly AskedQuestion[],
): Json => {
  const { request, result, cause, trace, tally } = evaluation;
  return {
    schemaVersion,
    request: requestJson(request),
    result,
    explanation: evaluation.explanation ?? null,
    reason: describeCause(cause, request),
    cause: causeJson(cause),
    tally: { lookups: tally.lookups, voidLookups: tally.voidLookups },
    trace: [...trace.terms].map(([path, traced]) => termTraceJson(path, traced)),
    answers: trace.questions.flatMap(({ path, purpose, isVoid, answer }) =>
      answer === undefined ? [] : [{ path, purpose, isVoid, ...asObject(answerJson(answer)) }],
    ),
    ...(asked !== undefined && { askedAhead: unusedJson(evaluation, asked) }),
    elapsedMs: roundMs(elapsedMs),
  };
};

const lookupsJson = (lookups: number): Json => (Number.isFinite(lookups) ? lookups : null);

const costJson = (cost: Cost): Json => ({
  lookups: lookupsJson(cost.lookups),
  voidLookups: cost.voids,
  isKnown: cost.isKnown,
});

const termJson = (
  costs: PolicyCosts,
  path: NodePath,
  policyTerm: PolicyTerm,
  above: ReadonlySet<DomainName>,
): Json => {
  const { term, target, dead } = policyTerm;
  const leadsTo = ledToDomain(policyTerm);
  return {
    path,
    term: term.text,
    kind: term.kind === 'directive' ? term.mechanism.name : term.kind === 'modifier' ? term.name : 'invalid',
    span: [term.span.start, term.span.end],
    target: target.kind === 'name' ? target.name : null,
    needsClient: target.kind === 'unknown' ? target.letters : [],
    dead: dead ?? null,
    isLoop: leadsTo !== undefined && above.has(asciiLowerCase(leadsTo)),
    leadsTo: leadsTo ?? null,
    ownCost: costJson(costs.own(policyTerm)),
    cost: costJson(costs.whole(policyTerm)),
  };
};

const policyRecordJson = (record: PolicyRecord, path: NodePath, costs: PolicyCosts, terms: Json[]): Json => {
  const selection = record.kind === 'read' ? record.selection : undefined;
  return {
    path,
    domain: record.domain,
    state: selection?.kind ?? 'malformed',
    reason: record.kind === 'malformed' ? record.reason : null,
    text: selection?.kind === 'record' ? selection.record.text : null,
    diagnostics:
      selection?.kind === 'record'
        ? selection.record.diagnostics.map((diagnostic) => ({
            code: diagnostic.code,
            severity: diagnostic.severity,
            span: [diagnostic.span.start, diagnostic.span.end],
            message: diagnostic.message,
            reference: formatReference(diagnostic.reference),
          }))
        : [],
    cost: costJson(costs.record(record.domain)),
    terms,
  };
};

/** The records of a policy, each domain once, in the order a reader meets them, with the path where it first
 *  stands. */
const recordsJson = (policy: Policy, costs: PolicyCosts): Json[] => {
  const seen = new Set<DomainName>();
  const list: Json[] = [];
  // The domains above go down with the paths: to follow each path anew would make many deep terms slow.
  const visit = (record: PolicyRecord, path: NodePath, before: ReadonlySet<DomainName>): void => {
    const key = asciiLowerCase(record.domain);
    if (seen.has(key)) return;
    seen.add(key);
    const above = new Set([...before, key]);
    const terms = record.terms.map((term, index) => [termPath(path, index), term] as const);
    list.push(
      policyRecordJson(
        record,
        path,
        costs,
        terms.map(([at, term]) => termJson(costs, at, term, above)),
      ),
    );
    for (const [at, term] of terms) {
      const domain = ledToDomain(term);
      const next = domain === undefined ? undefined : recordOf(policy, domain);
      if (next !== undefined) visit(next, at, above);
    }
  };
  const root = recordOf(policy, policy.root);
  if (root !== undefined) visit(root, '', new Set());
  return list;
};

/** The object that `tree --json` prints: the walked policy with its costs, and the check if a client was named. */
export const treeJson = (
  domain: string,
  policy: Policy,
  evaluation: Evaluation | undefined,
  elapsedMs: number,
): Json => {
  const costs = costsOf(policy);
  return {
    schemaVersion,
    domain,
    isComplete: policy.isComplete && policy.reachedCaps.length === 0,
    reachedCaps: policy.reachedCaps.map(({ kind, limit }) => ({ kind, limit })),
    cost: costJson(costs.record(policy.root)),
    records: recordsJson(policy, costs),
    answers: [...policy.answers.values()].map(answerJson),
    check: evaluation === undefined ? null : checkJson(evaluation, elapsedMs),
    elapsedMs: roundMs(elapsedMs),
  };
};
