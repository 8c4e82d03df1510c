import { unaskableReason } from '../dns/domain-name.ts';
import {
  asciiLowerCase,
  type DnsAnswer,
  type DnsQuestion,
  type DomainName,
  questionKey,
  type Resolver,
} from '../dns/resolver.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { malformedReason } from '../spf/domain-name.ts';
import { rfcLimits } from '../spf/limits.ts';
import { selectRecord } from '../spf/select-record.ts';
import {
  type AskingContext,
  explanationQuestion,
  type PlannedQuestion,
  recordQuestion,
  termQuestions,
} from '../spf/term-questions.ts';
import {
  emptyPolicy,
  foldWalk,
  type Policy,
  type PolicyRecord,
  type PolicyTerm,
  type ReachedCap,
  type WalkEvent,
} from './policy.ts';
import { ledToDomain } from './policy-tree.ts';
import { readTerms } from './read-terms.ts';

/** How far a walk goes. `queries`: questions in all; `inFlight`: at once; `depth`: includes and redirects below the
 *  root; `terms`: of all records together, the root's own being read however many they are; `octets`: of all replies
 *  together, after which nothing more is asked. */
export type WalkCaps = Readonly<{
  queries: number;
  inFlight: number;
  depth: number;
  terms: number;
  octets: number;
}>;

/** 300 answers that fit into UDP, of 1,232 octets each, are not too many octets. */
export const defaultCaps: WalkCaps = {
  queries: 300,
  inFlight: 20,
  depth: 50,
  terms: 10_000,
  octets: 500_000,
};

/** `request`: whose values the macros take, and whose family of addresses is asked for; without one, both families
 *  are, and terms that need a client are left open. `now`: milliseconds from any start. */
export type WalkOptions = Readonly<{
  request?: CheckRequest;
  caps?: WalkCaps;
  emit?: (event: WalkEvent) => void;
  signal?: AbortSignal;
  now: () => number;
}>;

/** The families and the client that a walk asks for. */
export const walkContext = (request: CheckRequest | undefined): AskingContext =>
  request === undefined ? { families: [4, 6] } : { families: [request.ip.family], client: request.ip };

/** Lets at most `most` holders go on at once; the others wait in the order they came. */
const createGate = (most: number) => {
  const waiting: (() => void)[] = [];
  let free = most;
  return {
    enter: (): Promise<void> => {
      if (free === 0) return new Promise((resolve) => waiting.push(resolve));
      free--;
      return Promise.resolve();
    },
    leave: (): void => {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    },
  };
};

/** Reads the whole policy that `root` publishes: every branch, side by side, each domain once, with no verdict.
 *  Rejects only when the signal aborts. */
export const walkPolicy = async (
  root: DomainName,
  resolver: Resolver,
  options: WalkOptions,
): Promise<Policy> => {
  const { request, caps = defaultCaps, signal, now } = options;
  const context = walkContext(request);
  const gate = createGate(caps.inFlight);
  const asked = new Map<string, Promise<DnsAnswer | undefined>>();
  const answers = new Map<string, DnsAnswer>();
  const records = new Map<DomainName, Promise<PolicyRecord | undefined>>();
  const visited = new Set<DomainName>();
  const events: WalkEvent[] = [];
  let termCount = 0;
  let octetCount = 0;

  const emit = (event: WalkEvent): void => {
    events.push(event);
    options.emit?.(event);
  };
  const stopAt = (kind: ReachedCap['kind']): undefined => {
    emit({ kind: 'cap-reached', cap: { kind, limit: caps[kind] } });
  };

  const ask = (planned: PlannedQuestion): Promise<DnsAnswer | undefined> | undefined => {
    const key = questionKey(planned.question);
    const before = asked.get(key);
    if (before !== undefined) return before;
    if (asked.size >= caps.queries) return stopAt('queries');
    const answer = (async () => {
      await gate.enter();
      try {
        signal?.throwIfAborted();
        if (octetCount >= caps.octets) return stopAt('octets');
        emit({ kind: 'asked', planned, atMs: now() });
        const answer = await resolver.resolve(planned.question, signal);
        answers.set(key, answer);
        emit({ kind: 'answered', planned, answer });
        // Those that were out together may be far too much together.
        if (octetCount >= caps.octets) return stopAt('octets');
        octetCount += answer.sizeOctets ?? 0;
        return answer;
      } finally {
        gate.leave();
      }
    })();
    asked.set(key, answer);
    return answer;
  };

  const readRecord = async (domain: DomainName): Promise<PolicyRecord | undefined> => {
    const reason = malformedReason(domain);
    if (reason !== undefined) return { kind: 'malformed', domain, reason, terms: [] };
    const answer = await ask(recordQuestion(domain));
    if (answer === undefined) return undefined;
    const isRoot = asciiLowerCase(domain) === asciiLowerCase(root);
    if (!isRoot && termCount >= caps.terms) return stopAt('terms');
    const selection = selectRecord(answer);
    const terms = selection.kind === 'record' ? readTerms(selection.record, domain, request) : [];
    termCount += terms.length;
    if (!isRoot && termCount > caps.terms) return stopAt('terms');
    return { kind: 'read', domain, answer, selection, terms };
  };

  const loadRecord = (domain: DomainName): Promise<PolicyRecord | undefined> => {
    const key = asciiLowerCase(domain);
    const before = records.get(key);
    if (before !== undefined) return before;
    const loaded = readRecord(domain).then((record) => {
      if (record !== undefined) emit({ kind: 'record-read', record });
      return record;
    });
    records.set(key, loaded);
    return loaded;
  };

  const visitDomain = async (domain: DomainName, depth: number): Promise<void> => {
    const key = asciiLowerCase(domain);
    if (visited.has(key)) return;
    if (depth > caps.depth) return stopAt('depth');
    visited.add(key);
    const record = await loadRecord(domain);
    await Promise.all((record?.terms ?? []).map((term) => visitTerm(term, depth)));
  };

  const visitTerm = async (policyTerm: PolicyTerm, depth: number): Promise<void> => {
    const { term, target, dead } = policyTerm;
    const domain = ledToDomain(policyTerm);
    if (domain !== undefined) return visitDomain(domain, depth + 1);
    if (dead !== undefined || target.kind !== 'name' || unaskableReason(target.name) !== undefined) return;
    const known = (question: DnsQuestion) => answers.get(questionKey(question));
    let done = 0;
    for (;;) {
      const fresh = termQuestions(term, target.name, context, known, rfcLimits).slice(done);
      if (fresh.length === 0) return;
      done += fresh.length;
      await Promise.all(fresh.map(ask));
    }
  };

  /** An explanation is used from the root record, or from where redirects lead (RFC 7208 §6.2). */
  const visitExplanations = async (): Promise<void> => {
    const seen = new Set<DomainName>();
    let domain: DomainName | undefined = root;
    while (domain !== undefined && !seen.has(asciiLowerCase(domain)) && seen.size <= caps.depth) {
      seen.add(asciiLowerCase(domain));
      const record: PolicyRecord | undefined = await loadRecord(domain);
      for (const { term, target } of record?.terms ?? [])
        if (term.kind === 'modifier' && term.name === 'exp' && target.kind === 'name')
          await ask(explanationQuestion(target.name));
      domain = record?.terms
        .filter(({ term }) => term.kind === 'modifier')
        .map(ledToDomain)
        .find((target) => target !== undefined);
    }
  };

  await Promise.all([visitDomain(root, 0), visitExplanations()]);
  emit({ kind: 'finished' });
  return foldWalk(emptyPolicy(root, context), events);
};
