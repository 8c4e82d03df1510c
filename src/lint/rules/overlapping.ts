import { rangeOfNetwork, uniteRanges } from '../../policy/address-ranges.ts';
import { findVerdicts } from '../../policy/find-verdicts.ts';
import { createStepReader } from '../../policy/record-steps.ts';
import type { FamilyVerdicts, PlacedNetworks, VerdictRange } from '../../policy/verdict-ranges.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { type Directive, qualifierResults } from '../../spf/record.ts';
import { type NodePath, termPath } from '../../spf/trace.ts';
import type { LintFacts, LintRecord } from '../collect-facts.ts';
import { removal } from '../edit-record.ts';
import { countOf, quote } from '../quote-text.ts';
import type { Finding, Rule } from '../rule.ts';
import { mechanismKey } from '../term-key.ts';

/** First match alone: what is past a limit is a problem of its own. */
const limits = { lookups: Number.POSITIVE_INFINITY, voidLookups: Number.POSITIVE_INFINITY };

/** So many terms are far more than a person wrote; a screen waits for what has more. */
const mostTerms = 1000;

const judged: ReadonlySet<string> = new Set(Object.values(qualifierResults));

/** What both families' addresses get; undefined where that is not known of all of them, so that no term can be said
 *  to decide nothing. */
const judgeFamilies = ({ policy, costs }: LintFacts): readonly FamilyVerdicts[] | undefined => {
  const { lookups } = costs.record(policy.root);
  const isWhole =
    policy.isComplete && policy.context.families.length === 2 && policy.reachedCaps.length === 0;
  const termCount = [...policy.records.values()].reduce((sum, { terms }) => sum + terms.length, 0);
  if (!isWhole || !Number.isFinite(lookups) || lookups > mostTerms || termCount > mostTerms) return undefined;
  const read = createStepReader();
  const families = ([4, 6] as const).map((family) => findVerdicts(policy, family, { limits, read }));
  return families.every(({ verdicts }) => verdicts.every(({ result }) => judged.has(result)))
    ? families
    : undefined;
};

const isAtOrBelow = (path: NodePath, place: NodePath): boolean =>
  path === place || path.startsWith(`${place}.`);

/** The verdicts of what the networks of a term hold. */
const verdictsOn = (placed: readonly PlacedNetworks[], verdicts: readonly VerdictRange[]): VerdictRange[] => {
  const held = uniteRanges(
    placed.flatMap(({ networks, result }) => (result === 'excluded' ? [] : networks.map(rangeOfNetwork))),
  );
  // Both are in order.
  let at = 0;
  return verdicts.filter(({ first, last }) => {
    while ((held[at]?.last ?? first) < first) at++;
    return (held[at]?.first ?? last + 1n) <= last;
  });
};

type Own = Readonly<{ index: number; path: NodePath; term: Directive }>;

/** The mechanisms of a record that may be met, with their places; `all` and what comes after it are none of them. */
const ownTerms = (record: LintRecord): Own[] =>
  record.terms.flatMap(({ term, dead }, index): Own[] =>
    record.path === undefined ||
    dead !== undefined ||
    term.kind !== 'directive' ||
    term.mechanism.name === 'all'
      ? []
      : [{ index, path: termPath(record.path, index), term }],
  );

/** The indexes of a record's terms by which, or by what lies below which, some address gets its result. */
const decidingIndexes = ({ path = '' }: LintRecord, families: readonly FamilyVerdicts[]): Set<number> => {
  const start = path === '' ? '' : `${path}.`;
  const paths = new Set(families.flatMap(({ verdicts }) => verdicts.map((one) => one.path)));
  return new Set(
    [...paths].flatMap((one) =>
      one.startsWith(start) && one !== '' ? [Number.parseInt(one.slice(start.length), 10)] : [],
    ),
  );
};

const judgeOne = (
  { costs }: LintFacts,
  record: LintRecord,
  { index, path, term }: Own,
  owns: readonly Own[],
  families: readonly FamilyVerdicts[],
): Finding[] => {
  const isUnlisted = families.some(({ unlisted }) => unlisted.some((one) => isAtOrBelow(one.path, path)));
  if (isUnlisted) return [];
  const met = families.flatMap(({ placed, verdicts }) =>
    verdictsOn(
      placed.filter((one) => isAtOrBelow(one.path, path)),
      verdicts,
    ),
  );
  const before = owns.filter(
    (own) => own.index < index && met.some((one) => isAtOrBelow(one.path, own.path)),
  );
  const [first] = before;
  // A network within one other of the record is `covered-network`, the same again `redundant-term`.
  const areNetworks = before.every((own) => 'network' in own.term.mechanism);
  const isTold =
    owns.some(
      (own) => own.index < index && mechanismKey(own.term.mechanism) === mechanismKey(term.mechanism),
    ) ||
    ('network' in term.mechanism && areNetworks && before.length === 1);
  if (first === undefined || isTold) return [];
  const result = qualifierResults[term.qualifier];
  const other = met.find((one) => one.result !== result)?.result;
  const by = `${quote(first.term.text)}${before.length > 1 ? ' and others' : ''} before it`;
  if (other !== undefined)
    return [
      {
        record,
        index,
        severity: 'warning',
        message: `${quote(term.text)} is never reached: ${by} ${before.length > 1 ? 'match' : 'matches'} all of its addresses, and some get ${other}`,
      },
    ];
  // Hosts and the records of others change; only the networks of the record itself stay what they are.
  const isFixed = areNetworks && 'network' in term.mechanism;
  const today = isFixed ? '' : ' today';
  const policyTerm = record.terms[index];
  const lookups = policyTerm === undefined ? 0 : costs.whole(policyTerm).lookups;
  const cost = lookups === 0 ? '' : `, and costs ${countOf(lookups, 'lookup')}`;
  return [
    {
      record,
      index,
      message: `${quote(term.text)} adds nothing${today}${cost}: ${by} ${before.length > 1 ? 'match' : 'matches'} all of its addresses`,
      ...(isFixed ? { fix: { label: 'remove what adds nothing', edits: [removal(term.span)] } } : {}),
    },
  ];
};

/** A term all of whose addresses other terms take first. */
export const overlapping: Rule = {
  code: 'overlapping',
  severity: 'notice',
  reference: rfc7208('4.6.2'),
  page: {
    meaning:
      'Every address of the term is matched by terms before it: by hosts, by several networks together, or by the record of an include (looked for in policies of up to 1,000 terms). The term decides for no client. If it has another qualifier than they, it was meant as an exception, and is none.',
    example:
      'v=spf1 include:_spf.example.net ip4:192.0.2.10 -all, where _spf.example.net has ip4:192.0.2.0/24',
    mending:
      'Put an exception first. Of terms that add nothing, keep the one that is easier to keep up to date: a network of your own costs no lookup, an include follows what its owner changes.',
  },
  find: (facts) => {
    const deciding = facts.records.filter(({ decides, isSound }) => decides && isSound);
    const families = deciding.length === 0 ? undefined : judgeFamilies(facts);
    if (families === undefined) return [];
    return deciding.flatMap((record) => {
      const owns = ownTerms(record);
      const deciding = decidingIndexes(record, families);
      return owns.flatMap((own) =>
        deciding.has(own.index) ? [] : judgeOne(facts, record, own, owns, families),
      );
    });
  },
};
