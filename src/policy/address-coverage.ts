import { unaskableReason } from '../dns/domain-name.ts';
import { asciiLowerCase, type DomainName, questionKey } from '../dns/resolver.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { domainNameFromText } from '../spf/domain-name.ts';
import { lettersOf, targetNameFromText } from '../spf/expand-macro.ts';
import { type IpAddress, networkContains } from '../spf/ip-address.ts';
import { judgeAnswer } from '../spf/judge-answer.ts';
import { rfcLimits } from '../spf/limits.ts';
import { firstError } from '../spf/parse-record.ts';
import { type Directive, domainSpecOf, qualifierResults } from '../spf/record.ts';
import type { SpfResult } from '../spf/result.ts';
import { type KnownAnswer, termQuestions } from '../spf/term-questions.ts';
import type { Match } from '../spf/trace.ts';
import type { Policy, PolicyRecord, PolicyTerm } from './policy.ts';
import { recordOf } from './policy-tree.ts';
import { expandTarget } from './read-terms.ts';

/** What it rests on that a term matches an address. `include`, `redirect`: the record of that domain gives pass for
 *  it; `by` is the term of that record, or of the one its own redirect leads to, that does so. */
export type Covering =
  | Exclude<Match, Readonly<{ kind: 'all' | 'include' }>>
  | Readonly<{ kind: 'include' | 'redirect'; domain: DomainName; by: PolicyTerm }>;

/** What a term does to the address. `unknown`: answers that decide it are not there. */
type Effect =
  | Readonly<{ kind: 'match'; covering: Covering }>
  | Readonly<{ kind: 'all' | 'no-match' | 'unknown' }>
  | Readonly<{ kind: 'error'; result: 'permerror' | 'temperror' }>;

/** What a record gives for the address; `by`: the term that says so, where one does. */
type RecordEffect = Readonly<{ result: SpfResult | 'unknown'; by?: PolicyTerm }>;

const unknown = { kind: 'unknown' } as const;
const noMatch = { kind: 'no-match' } as const;
const permerror = { kind: 'error', result: 'permerror' } as const;

const isSameAddress = (a: IpAddress, b: IpAddress): boolean =>
  a.family === b.family && a.octets.every((octet, index) => octet === b.octets[index]);

/** The target-name for this address. The walk's own stands for its client only, where the name is made of it. */
const findTarget = (
  policy: Policy,
  { domain }: PolicyRecord,
  { term, target }: PolicyTerm,
  ip: IpAddress,
  request: CheckRequest | undefined,
): DomainName | 'none' | 'unknown' => {
  if (target.kind !== 'name') return target.kind;
  const domainSpec = target.hasMacros ? domainSpecOf(term) : undefined;
  const isOfClient =
    domainSpec !== undefined && lettersOf(domainSpec).some((letter) => letter === 'i' || letter === 'v');
  const { client } = policy.context;
  if (!isOfClient || (client !== undefined && isSameAddress(client, ip))) return target.name;
  if (request === undefined) return 'unknown';
  const { text } = expandTarget(domainSpec, domain, { ...request, ip });
  return domainNameFromText(targetNameFromText(text));
};

/** What the answers at hand make of a mechanism that asks DNS, in the order in which a check takes them. */
const judgeByAnswers = (
  directive: Directive,
  target: DomainName,
  ip: IpAddress,
  known: KnownAnswer,
): Effect => {
  if (unaskableReason(target) !== undefined) return noMatch;
  const context = { families: [ip.family], client: ip };
  for (const planned of termQuestions(directive, target, context, known, rfcLimits)) {
    const answer = known(planned.question);
    if (answer === undefined) return unknown;
    const judgement = judgeAnswer(directive.mechanism, planned, answer, ip, rfcLimits);
    switch (judgement.kind) {
      case 'match':
        // Answers match by address, by existence or by name; `all` and `include` ask for none.
        return { kind: 'match', covering: judgement.match as Covering };
      case 'dns-trouble':
        return { kind: 'error', result: 'temperror' };
      case 'too-many-exchanges':
        return permerror;
      case 'names-unknown':
        return noMatch;
      case 'continue':
        break;
      default:
        judgement satisfies never;
    }
  }
  return noMatch;
};

/** The same text for directives on which the same answers decide alike. */
const judgementKey = ({ mechanism }: Directive, target: DomainName): string =>
  `${mechanism.name} ${'prefix' in mechanism ? `${mechanism.prefix.ip4} ${mechanism.prefix.ip6}` : ''} ${asciiLowerCase(target)}`;

/** Every term of the policy that by itself matches the address, with what that rests on, in no order of the tree:
 *  each domain's record counts once. An include or redirect is among them where its record gives pass: by its first
 *  match, with no limit on lookups. What hangs on an answer that is not there, or on `%{p}`, is left out; so is `all`,
 *  which matches every address. A network that no receiver gets to (`dead`) is covering too.
 *  `request`: the one that the policy was walked with; its values stand in macros, with `ip` for the client's. */
export const coverageOf = (
  policy: Policy,
  ip: IpAddress,
  request?: CheckRequest,
): ReadonlyMap<PolicyTerm, Covering> => {
  const coverage = new Map<PolicyTerm, Covering>();
  const effects = new Map<PolicyTerm, Effect>();
  const judgements = new Map<string, Effect>();
  const records = new Map<DomainName, RecordEffect>();
  const open = new Set<DomainName>();
  const known: KnownAnswer = (question) => policy.answers.get(questionKey(question));

  const judgeRecord = (domain: DomainName): RecordEffect => {
    const key = asciiLowerCase(domain);
    const before = records.get(key);
    if (before !== undefined) return before;
    // A check that comes back here goes round until the lookups are spent.
    if (open.has(key)) return { result: 'permerror' };
    const record = recordOf(policy, domain);
    if (record === undefined) return { result: 'unknown' };
    open.add(key);
    const effect = judgePublished(record);
    open.delete(key);
    records.set(key, effect);
    return effect;
  };

  const judgePublished = (record: PolicyRecord): RecordEffect => {
    if (record.kind === 'malformed') return { result: 'none' };
    const { selection } = record;
    if (selection.kind === 'dns-trouble') return { result: 'temperror' };
    if (selection.kind === 'no-record') return { result: 'none' };
    if (selection.kind === 'multiple-records') return { result: 'permerror' };
    if (firstError(selection.record) !== undefined) return { result: 'permerror' };
    for (const policyTerm of record.terms) {
      const { term } = policyTerm;
      if (term.kind !== 'directive') continue;
      const effect = judgeTerm(record, policyTerm);
      if (effect.kind === 'unknown') return { result: 'unknown' };
      if (effect.kind === 'error') return { result: effect.result };
      if (effect.kind === 'match' || effect.kind === 'all')
        return { result: qualifierResults[term.qualifier], by: policyTerm };
    }
    const redirect = record.terms.find(({ term }) => term.kind === 'modifier' && term.name === 'redirect');
    const target = redirect && findTarget(policy, record, redirect, ip, request);
    // RFC 8616 §4: a local-part that makes no name redirects nowhere.
    if (target === undefined || target === 'none') return { result: 'neutral' };
    if (target === 'unknown') return { result: 'unknown' };
    const effect = judgeRecord(target);
    // RFC 7208 §6.1: no record at the target is permerror.
    return effect.result === 'none' ? { result: 'permerror' } : effect;
  };

  const judgeTerm = (record: PolicyRecord, policyTerm: PolicyTerm): Effect => {
    const before = effects.get(policyTerm);
    if (before !== undefined) return before;
    const effect = workOutTerm(record, policyTerm);
    effects.set(policyTerm, effect);
    return effect;
  };

  const judgeLed = (kind: 'include' | 'redirect', domain: DomainName): Effect => {
    const { result, by } = judgeRecord(domain);
    if (result === 'unknown') return unknown;
    // The table of RFC 7208 §5.2.
    if (result === 'temperror') return { kind: 'error', result };
    if (result === 'permerror' || result === 'none') return permerror;
    return result === 'pass' && by !== undefined
      ? { kind: 'match', covering: { kind, domain, by } }
      : noMatch;
  };

  const workOutTerm = (record: PolicyRecord, policyTerm: PolicyTerm): Effect => {
    const { term, dead } = policyTerm;
    const leads = term.kind === 'modifier' && term.name === 'redirect';
    if (term.kind !== 'directive' && !leads) return noMatch;
    if (term.kind === 'directive') {
      const { mechanism } = term;
      if (mechanism.name === 'all') return { kind: 'all' };
      if (mechanism.name === 'ip4' || mechanism.name === 'ip6') {
        const { network } = mechanism;
        return networkContains(network, ip)
          ? { kind: 'match', covering: { kind: 'network', network } }
          : noMatch;
      }
    }
    // Nothing was asked for what nobody evaluates.
    if (dead !== undefined) return unknown;
    const target = findTarget(policy, record, policyTerm, ip, request);
    if (target === 'unknown') return unknown;
    if (target === 'none') return noMatch;
    if (term.kind === 'modifier') return judgeLed('redirect', target);
    if (term.mechanism.name === 'include') return judgeLed('include', target);
    const key = judgementKey(term, target);
    const effect = judgements.get(key) ?? judgeByAnswers(term, target, ip, known);
    judgements.set(key, effect);
    return effect;
  };

  for (const record of policy.records.values())
    for (const policyTerm of record.terms) {
      const effect = judgeTerm(record, policyTerm);
      if (effect.kind === 'match') coverage.set(policyTerm, effect.covering);
    }
  return coverage;
};
