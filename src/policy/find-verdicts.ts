import { unaskableReason } from '../dns/domain-name.ts';
import { type DomainName, questionKey } from '../dns/resolver.ts';
import { malformedReason } from '../spf/domain-name.ts';
import type { IpFamily, IpNetwork } from '../spf/ip-address.ts';
import { type Limits, rfcLimits } from '../spf/limits.ts';
import { firstError } from '../spf/parse-record.ts';
import { qualifierResults, spendsLookup } from '../spf/record.ts';
import { isDnsTrouble } from '../spf/select-record.ts';
import { type KnownAnswer, termQuestions } from '../spf/term-questions.ts';
import { type NodePath, termPath } from '../spf/trace.ts';
import { wholeFamily } from './address-ranges.ts';
import {
  addMaybe,
  enterInclude,
  leaveInclude,
  mergeScopes,
  type RangeResult,
  type Scope,
  type ScopeExit,
} from './evaluation-scope.ts';
import { type FirstMatch, findFirstMatches, splitByFirstMatches } from './first-matches.ts';
import type { Policy, PolicyRecord, PolicyTerm } from './policy.ts';
import { recordOf } from './policy-tree.ts';
import {
  clientLetters,
  createStepReader,
  networkOfTerm,
  networksOfAnswer,
  type RecordStep,
  type StepReader,
} from './record-steps.ts';
import {
  type FamilyVerdicts,
  joinVerdicts,
  type PlacedNetworks,
  type UnlistedReason,
  type UnlistedTerm,
} from './verdict-ranges.ts';

/** A record that is evaluated at a place. `exits`: the addresses that have their result of it so far. `above`: what a
 *  pass gives in each record that includes it, outermost first. */
type Place = Readonly<{
  domain: DomainName;
  path: NodePath;
  exits: ScopeExit[];
  above: readonly RangeResult[];
  limits: Pick<Limits, 'lookups' | 'voidLookups'>;
}>;

type DirectiveStep = RecordStep & Readonly<{ kind: 'directive' }>;

/** Letters that make a name of the address, which DNS can always be asked for. */
const addressLetters: readonly string[] = ['i', 'v'];

const leave = (exits: ScopeExit[], scopes: readonly Scope[], result: RangeResult, path: NodePath): void => {
  for (const scope of scopes) if (scope.ranges.length > 0) exits.push({ scope, result, path });
};

/** The scopes that may go on after one more of something; the others leave (RFC 7208 §4.6.4). */
const spend = (
  scopes: readonly Scope[],
  what: 'lookups' | 'voids',
  { exits, limits }: Place,
  path: NodePath,
): Scope[] => {
  const limit = what === 'lookups' ? limits.lookups : limits.voidLookups;
  leave(
    exits,
    scopes.filter((scope) => scope[what] >= limit),
    'permerror',
    path,
  );
  return scopes
    .filter((scope) => scope[what] < limit)
    .map((scope) => ({ ...scope, [what]: scope[what] + 1 }));
};

/** The scopes without what the networks match, which leaves by way of `exit`. */
const takeMatches = (
  scopes: readonly Scope[],
  matches: readonly FirstMatch[],
  exit: (scope: Scope, index: number) => void,
): Scope[] =>
  scopes.flatMap((scope) => {
    const { taken, left } = splitByFirstMatches(scope.ranges, matches);
    for (const [index, ranges] of taken) exit({ ...scope, ranges }, index);
    return left.length === 0 ? [] : [{ ...scope, ranges: left }];
  });

/** `limits`: in place of those of RFC 7208 §4.6.4. `read`: one reader for policies that share records. */
export type VerdictOptions = Readonly<{
  limits?: Pick<Limits, 'lookups' | 'voidLookups'>;
  read?: StepReader;
}>;

/** What a check gives to each address of a family, by first match and within the limits; the time that answers take is
 *  not counted. For a policy that was walked without a client. */
export const findVerdicts = (
  policy: Policy,
  family: IpFamily,
  { limits = rfcLimits, read = createStepReader() }: VerdictOptions = {},
): FamilyVerdicts => {
  const known: KnownAnswer = (question) => policy.answers.get(questionKey(question));
  const placed: PlacedNetworks[] = [];
  const unlisted = new Map<NodePath, UnlistedTerm>();

  const put = (at: Place, index: number, policyTerm: PolicyTerm, networks: readonly IpNetwork[]): void => {
    const { term } = policyTerm;
    if (term.kind !== 'directive' || networks[0]?.address.family !== family) return;
    const result = at.above.reduceRight<RangeResult | 'excluded'>(
      (inner, outer) => (inner === 'pass' ? outer : 'excluded'),
      qualifierResults[term.qualifier],
    );
    placed.push({ path: termPath(at.path, index), domain: at.domain, policyTerm, networks, result });
  };

  const evaluateRecord = (
    domain: DomainName,
    path: NodePath,
    given: readonly Scope[],
    above: readonly RangeResult[],
  ): ScopeExit[] => {
    const at: Place = { domain, path, exits: [], above, limits };
    const end = (result: RangeResult): ScopeExit[] => {
      leave(at.exits, given, result, path);
      return at.exits;
    };
    if (malformedReason(domain) !== undefined) return end('none');
    const record = recordOf(policy, domain);
    if (record?.kind !== 'read') {
      if (given.length > 0) unlisted.set(path, { path, domain, reason: 'no-answer' });
      return end('unknown');
    }
    const { selection } = record;
    if (selection.kind === 'dns-trouble') return end('temperror');
    if (selection.kind === 'no-record') return end('none');
    if (selection.kind === 'multiple-records' || firstError(selection.record) !== undefined)
      return end('permerror');
    if (given.length === 0) return at.exits;

    for (const [index, policyTerm] of record.terms.entries()) {
      const network = networkOfTerm(policyTerm);
      if (network !== undefined) put(at, index, policyTerm, [network]);
    }
    let alive: readonly Scope[] = given;
    for (const step of read(record, family)) {
      if (alive.length === 0) break;
      if (step.kind === 'directive') alive = evaluateDirective(at, step, alive);
      else
        alive = takeMatches(alive, step.matches, (scope, index) => {
          const term = record.terms[index]?.term;
          if (term?.kind === 'directive')
            at.exits.push({ scope, result: qualifierResults[term.qualifier], path: termPath(path, index) });
        });
    }
    followRedirect(at, record, alive);
    return at.exits;
  };

  const followRedirect = (at: Place, { terms }: PolicyRecord, given: readonly Scope[]): void => {
    const index = terms.findIndex(({ term }) => term.kind === 'modifier' && term.name === 'redirect');
    const redirect = terms[index];
    if (redirect === undefined || redirect.dead !== undefined || redirect.target.kind === 'none') {
      leave(at.exits, given, 'neutral', at.path);
      return;
    }
    const path = termPath(at.path, index);
    const alive = spend(given, 'lookups', at, path);
    if (redirect.target.kind !== 'name' || clientLetters(redirect).length > 0) {
      unlisted.set(path, { path, domain: at.domain, policyTerm: redirect, reason: 'needs-client' });
      leave(at.exits, alive, 'unknown', path);
      return;
    }
    // RFC 7208 §6.1: no record at the target is permerror.
    for (const exit of evaluateRecord(redirect.target.name, path, alive, at.above))
      at.exits.push(exit.result === 'none' ? { ...exit, result: 'permerror' } : exit);
  };

  const evaluateDirective = (at: Place, step: DirectiveStep, given: readonly Scope[]): readonly Scope[] => {
    const { index, policyTerm, directive } = step;
    const { target } = policyTerm;
    const path = termPath(at.path, index);
    const result = qualifierResults[directive.qualifier];
    const { name } = directive.mechanism;
    if (name === 'all') {
      leave(at.exits, given, result, path);
      return [];
    }
    const alive = spendsLookup(directive) ? spend(given, 'lookups', at, path) : given;
    if (alive.length === 0 || target.kind === 'none') return alive;
    const leaveOut = (reason: UnlistedReason, scopes: readonly Scope[], isTainted = true): Scope[] => {
      unlisted.set(path, { path, domain: at.domain, policyTerm, reason });
      return mergeScopes(
        scopes.map((scope) => ({ ...addMaybe(scope, result), isTainted: scope.isTainted || isTainted })),
      );
    };
    if (name === 'ptr') return leaveOut('needs-names', alive);
    const letters = clientLetters(policyTerm);
    if (target.kind !== 'name' || letters.length > 0) {
      if (name !== 'exists') return leaveOut('needs-client', alive);
      // A name of the address alone either exists, or was void.
      const isTainted = letters.some((letter) => !addressLetters.includes(letter));
      return spend(leaveOut('needs-client', alive, isTainted), 'voids', at, path);
    }
    if (name === 'include') return evaluateInclude(at, target.name, path, result, alive);
    if (unaskableReason(target.name) !== undefined) return alive;
    const networks: IpNetwork[] = [];
    let left: readonly Scope[] = alive;
    for (const planned of termQuestions(directive, target.name, { families: [family] }, known, rfcLimits)) {
      const answer = known(planned.question);
      if (answer === undefined) {
        left = leaveOut('no-answer', left);
        break;
      }
      const isTooMany = planned.purpose === 'exchanges' && answer.records.length > rfcLimits.mxNames;
      if (isDnsTrouble(answer) || isTooMany) {
        leave(at.exits, left, isTooMany ? 'permerror' : 'temperror', path);
        left = [];
      } else if (answer.outcome === 'no-data' || answer.outcome === 'name-error') {
        left = spend(left, 'voids', at, path);
      } else if (planned.purpose === 'exists' && answer.outcome === 'records') {
        leave(at.exits, left, result, path);
        left = [];
      } else if (planned.purpose === 'address' || planned.purpose === 'exchange-address') {
        const found = networksOfAnswer(directive, answer.records, family);
        networks.push(...found);
        const matches = findFirstMatches(
          found.map((network) => ({ network, index })),
          family,
        );
        left = takeMatches(left, matches, (scope) => at.exits.push({ scope, result, path }));
      }
    }
    put(at, index, policyTerm, networks);
    return left;
  };

  const evaluateInclude = (
    at: Place,
    domain: DomainName,
    path: NodePath,
    result: RangeResult,
    given: readonly Scope[],
  ): Scope[] => {
    const back: Scope[] = [];
    for (const inner of evaluateRecord(domain, path, given.map(enterInclude), [...at.above, result])) {
      const scope = leaveInclude(inner.scope, result);
      // The table of RFC 7208 §5.2.
      if (inner.result === 'pass') at.exits.push({ scope, result, path: inner.path });
      else if (inner.result === 'fail' || inner.result === 'softfail' || inner.result === 'neutral')
        back.push(scope);
      else
        at.exits.push({
          scope,
          result: inner.result === 'none' ? 'permerror' : inner.result,
          path: inner.path,
        });
    }
    return mergeScopes(back);
  };

  const start: Scope = {
    ranges: wholeFamily(family),
    lookups: 0,
    voids: 0,
    maybe: [[]],
    isTainted: false,
  };
  const exits = evaluateRecord(policy.root, '', [start], []);
  return { verdicts: joinVerdicts(exits), placed, unlisted: [...unlisted.values()] };
};
