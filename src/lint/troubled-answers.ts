import { type DnsAnswer, questionKey } from '../dns/resolver.ts';
import { isDnsTrouble } from '../spf/select-record.ts';
import type { LintFacts, LintRecord } from './collect-facts.ts';
import { formatAsked } from './format-asked.ts';

/** An answer that makes a receiver give temperror, at the first place that asks for it. `bogus`: DNSSEC validation
 *  alone failed; `tcp-blocked`: the reply was cut off and TCP gave nothing. */
export type TroubledAnswer = Readonly<{
  record: LintRecord;
  index?: number;
  answer: DnsAnswer;
  kind: 'bogus' | 'tcp-blocked' | 'other';
}>;

const kindOf = ({ withoutValidation, attempts }: DnsAnswer): TroubledAnswer['kind'] => {
  if (
    withoutValidation === 'records' ||
    withoutValidation === 'no-data' ||
    withoutValidation === 'name-error'
  )
    return 'bogus';
  const last = attempts.at(-1);
  const isCut = attempts.some(({ outcome }) => outcome === 'truncated');
  return isCut && last?.transport === 'tcp' ? 'tcp-blocked' : 'other';
};

/** The troubled answers of a policy, each once. Those that RFC 7208 §5.5 has a receiver pass over are left out. */
export const troubledAnswers = ({ records, live, costs }: LintFacts): TroubledAnswer[] => {
  const seen = new Set<string>();
  const found: TroubledAnswer[] = [];
  const add = (record: LintRecord, answer: DnsAnswer, index?: number): void => {
    const key = questionKey(answer.question);
    if (!isDnsTrouble(answer) || seen.has(key)) return;
    seen.add(key);
    found.push({ record, answer, kind: kindOf(answer), ...(index === undefined ? {} : { index }) });
  };
  const [root] = records;
  if (root?.isRoot && root.record.kind === 'read') add(root, root.record.answer);
  for (const { record, index, policyTerm } of live)
    for (const { answer, purpose } of costs.asked(policyTerm))
      if (answer !== undefined && purpose !== 'names' && purpose !== 'name-address')
        add(record, answer, index);
  return found;
};

/** Question and servers, to begin a sentence: `"TXT example.com" (192.0.2.53:53)`. */
export const nameQuestion = ({ question, attempts }: DnsAnswer): string => {
  const servers = [...new Set(attempts.map(({ server }) => server))].slice(0, 3);
  return `${formatAsked(question)}${servers.length === 0 ? '' : ` (${servers.join(', ')})`}`;
};
