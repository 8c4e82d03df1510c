import { overlayResolver } from '../dns/overlay-resolver.ts';
import { asciiLowerCase, type DomainName, type Resolver } from '../dns/resolver.ts';
import { type DomainFix, findDomainFix, repairTexts } from '../lint/domain-fix.ts';
import { explainCode } from '../lint/explain-code.ts';
import type { Problem } from '../lint/problem.ts';
import { takesNoMail } from '../lint/takes-no-mail.ts';
import { compareVerdicts, type VerdictChange } from '../policy/compare-verdicts.ts';
import type { SpfResult } from '../spf/result.ts';
import { exchangesOf } from '../spf/term-questions.ts';
import { findCutRepair } from './find-cut-repair.ts';
import { type Judgement, type JudgementSubject, judgePolicy } from './judge-policy.ts';

/** What a repair does to what was judged. `safe`: no address, and none of the clients, that was judged without error
 *  gets another result, and nothing is worse. `purposeful`: some do, or some pass by it that got an error, as the page
 *  of the rule says. `refused`: some do,
 *  or something is worse, or it is not known; such a repair is not offered. */
export type RepairKind = 'safe' | 'purposeful' | 'refused';

/** A repair that was checked over the same answers. `ip4`, `ip6`: the addresses that get another verdict. */
export type Proof = Readonly<{
  kind: RepairKind;
  before: Judgement;
  after: Judgement;
  ip4: VerdictChange;
  ip6: VerdictChange;
}>;

/** A problem with its repair and what that was proven to do. */
export type ProvenProblem = Readonly<{ problem: Problem; fix: DomainFix; proof: Proof }>;

/** What is looked at, and the clients whose verdicts are compared too. */
export type ProofSubject = JudgementSubject;

const judgedResults: readonly SpfResult[] = ['pass', 'fail', 'softfail', 'neutral'];

const countErrors = ({ problems }: Judgement): number =>
  problems
    .filter(({ severity }) => severity === 'error')
    .reduce((sum, problem) => sum + (problem.leftOut ?? 1), 0);

/** The terms that can't be listed, by their texts. */
const unlistedTexts = ({ ip4, ip6 }: Judgement): string =>
  [...ip4.unlisted, ...ip6.unlisted]
    .map(({ domain, policyTerm, reason }) => `${domain} ${policyTerm?.term.text ?? ''} ${reason}`)
    .join('\n');

/** Whether a check may spend more than before, on the way to a term whose own voids and matches hang on the client: the
 *  limits may end it for some, and nobody can list whom. */
const mayEndEarlier = (before: Judgement, after: Judgement): boolean => {
  if (after.ip4.unlisted.length + after.ip6.unlisted.length === 0) return false;
  const { lookups, voids } = after.cost;
  return (
    lookups > before.cost.lookups || voids.ip4 > before.cost.voids.ip4 || voids.ip6 > before.cost.voids.ip6
  );
};

/** Whether some clients get a result: an address does, or a term that hangs on the client may give one. */
const isAnyJudged = ({ ip4, ip6 }: Judgement): boolean =>
  ip4.unlisted.length + ip6.unlisted.length > 0 ||
  [...ip4.verdicts, ...ip6.verdicts].some(({ result }) => judgedResults.some((judged) => judged === result));

const isWhole = ({ policy }: Judgement): boolean => policy.isComplete && policy.reachedCaps.length === 0;

const isNone = ({ ip4 }: Judgement): boolean => ip4.verdicts.every(({ result }) => result === 'none');

/** Whether there is more trouble than before. Where every client got an error, only their getting no result at all would
 *  have been better. */
const isMoreTrouble = (before: Judgement, after: Judgement): boolean => {
  if (isAnyJudged(before)) return countErrors(after) > countErrors(before);
  return isNone(before) && !isNone(after) && !isAnyJudged(after);
};

/** Compares what is said of a policy before and after repairs of problems with these codes. */
export const compareJudgements = (before: Judgement, after: Judgement, codes: readonly string[]): Proof => {
  const ip4 = compareVerdicts(before.ip4.verdicts, after.ip4.verdicts);
  const ip6 = compareVerdicts(before.ip6.verdicts, after.ip6.verdicts);
  const isClientChanged = before.evaluations.some(
    ({ result }, index) => judgedResults.includes(result) && after.evaluations[index]?.result !== result,
  );
  const isUnlistedChanged =
    isAnyJudged(before) && (unlistedTexts(before) !== unlistedTexts(after) || mayEndEarlier(before, after));
  const isChanged = ip4.changed + ip6.changed > 0n || isClientChanged || isUnlistedChanged;
  const isPurpose = codes.some((code) => explainCode(code)?.change !== undefined);
  // Where nobody got a result, what can't be looked at to its end is no loss.
  const isLost = isAnyJudged(before) && isWhole(before) && !isWhole(after);
  const isWorse = isMoreTrouble(before, after) || isLost;
  // What was in error may pass once it is mended; where a page says more than that, so does the repair.
  const isPurposeful = isPurpose && (isChanged || ip4.widened + ip6.widened > 0n);
  const kind = isWorse || (isChanged && !isPurpose) ? 'refused' : isPurposeful ? 'purposeful' : 'safe';
  return { kind, before, after, ip4, ip6 };
};

/** A resolver that gives the answers of a policy whose domains are repaired. */
export const repairedResolver = (
  { policy }: Judgement,
  resolver: Resolver,
  fixes: readonly DomainFix[],
): Resolver => overlayResolver(resolver, new Map(fixes.map((fix) => [fix.domain, repairTexts(policy, fix)])));

/** So many exchanges are asked for their addresses: whoever points them nowhere has one or two. */
const mostExchanges = 3;

/** Asks DNS whether a domain takes no mail. */
const askTakesNoMail = async (
  name: DomainName,
  { resolver, signal }: Pick<ProofSubject, 'resolver' | 'signal'>,
): Promise<boolean> => {
  const ask = (asked: DomainName, type: 'MX' | 'A' | 'AAAA') =>
    resolver.resolve({ name: asked, type }, signal);
  const [exchanges, ...addresses] = await Promise.all([ask(name, 'MX'), ask(name, 'A'), ask(name, 'AAAA')]);
  const names = exchangesOf(exchanges);
  const hosts =
    names.length > mostExchanges
      ? []
      : await Promise.all(names.flatMap((host) => [ask(host, 'A'), ask(host, 'AAAA')]));
  return takesNoMail(exchanges, addresses, hosts);
};

/** The repair of a problem. What a domain without a record is to publish is asked of DNS. */
export const findRepair = async (
  judgement: Judgement,
  problem: Problem,
  subject: ProofSubject,
): Promise<DomainFix | undefined> => {
  if (problem.code === 'too-many-lookups') return findCutRepair(judgement);
  if (problem.code !== 'no-record') return findDomainFix(judgement.policy, problem);
  return findDomainFix(judgement.policy, problem, await askTakesNoMail(problem.domain, subject));
};

/** So many problems' repairs are proven one by one. */
const mostProven = 60;

/** The policy as it is, and every problem that has a repair which may be offered, with its proof, in the order of the
 *  problems. Repairs that do the same are proven once. */
export const proveProblems = async (
  subject: ProofSubject,
  given?: Judgement,
): Promise<Readonly<{ judgement: Judgement; proven: readonly ProvenProblem[] }>> => {
  const judgement = given ?? (await judgePolicy(subject));
  const proofs = new Map<string, Proof>();
  const proven: ProvenProblem[] = [];
  for (const problem of judgement.problems) {
    if (proofs.size >= mostProven) break;
    const fix = await findRepair(judgement, problem, subject);
    if (fix === undefined) continue;
    const key = JSON.stringify([asciiLowerCase(fix.domain), fix.record, problem.code]);
    const proof =
      proofs.get(key) ??
      compareJudgements(
        judgement,
        await judgePolicy({ ...subject, resolver: repairedResolver(judgement, subject.resolver, [fix]) }),
        [problem.code],
      );
    proofs.set(key, proof);
    if (proof.kind !== 'refused') proven.push({ problem, fix, proof });
  }
  return { judgement, proven };
};
