import { rfc7208 } from '../../spf/diagnostic.ts';
import { type IpNetwork, networkContains } from '../../spf/ip-address.ts';
import { type Qualifier, qualifierResults, type Term } from '../../spf/record.ts';
import type { LintRecord } from '../collect-facts.ts';
import { removal } from '../edit-record.ts';
import { sortKey } from '../network-bits.ts';
import { quote } from '../quote-text.ts';
import type { Finding, Rule } from '../rule.ts';

type Listed = Readonly<{ index: number; term: Term; qualifier: Qualifier; network: IpNetwork; key: string }>;

const listNetworks = ({ terms }: LintRecord): Listed[] =>
  terms.flatMap(({ term, dead }, index) =>
    term.kind === 'directive' && dead === undefined && 'network' in term.mechanism
      ? [
          {
            index,
            term,
            qualifier: term.qualifier,
            network: term.mechanism.network,
            key: sortKey(term.mechanism.network),
          },
        ]
      : [],
  );

/** A number for each term: the same for networks of one qualifier that stand together, with nothing between them that
 *  could decide, or fail, for a client of theirs. */
const findRuns = ({ terms }: LintRecord): readonly number[] => {
  let run = 0;
  let qualifier: Qualifier | undefined;
  return terms.map(({ term }) => {
    if (term.kind !== 'directive') return run;
    const ours = 'network' in term.mechanism ? term.qualifier : undefined;
    if (ours === undefined || ours !== qualifier) run++;
    qualifier = ours;
    return run;
  });
};

const judge = (
  record: LintRecord,
  one: Listed,
  wider: readonly Listed[],
  runs: readonly number[],
): Finding[] => {
  const { index, term } = one;
  const fix = { label: 'remove what adds nothing', edits: [removal(term.span)] };
  const before = wider
    .filter((other) => other.index < index)
    .reduce<Listed | undefined>(
      (first, other) => (first !== undefined && first.index < other.index ? first : other),
      undefined,
    );
  if (before !== undefined) {
    // The same network again is `redundant-term`.
    if (before.key === one.key) return [];
    if (before.qualifier === one.qualifier)
      return [
        {
          record,
          index,
          fix,
          message: `${quote(term.text)} adds nothing: ${quote(before.term.text)} before it holds all of it`,
        },
      ];
    const message = `${quote(term.text)} is never reached: ${quote(before.term.text)} before it holds all of it, and gives ${qualifierResults[before.qualifier]}`;
    return [{ record, index, severity: 'warning', message }];
  }
  // A wider network after it takes its place only where nothing between could decide.
  const after = wider.find((other) => runs[other.index] === runs[index]);
  if (after === undefined || after.key === one.key) return [];
  return [
    {
      record,
      index,
      fix,
      message: `${quote(term.text)} adds nothing: ${quote(after.term.text)} after it holds all of it`,
    },
  ];
};

const findCovered = (record: LintRecord): Finding[] => {
  const runs = findRuns(record);
  const found: Finding[] = [];
  // Networks nest or are apart, so those that hold the next one are on a stack.
  const wider: Listed[] = [];
  const sorted = listNetworks(record).sort(
    (a, b) =>
      a.network.address.family - b.network.address.family ||
      (a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index),
  );
  for (const one of sorted) {
    for (
      let top = wider.at(-1);
      top !== undefined && !networkContains(top.network, one.network.address);
      top = wider.at(-1)
    )
      wider.pop();
    found.push(...judge(record, one, wider, runs));
    if (wider.at(-1)?.key !== one.key) wider.push(one);
  }
  return found.sort((a, b) => (a.index ?? 0) - (b.index ?? 0));
};

/** A network that lies in another one of the record. */
export const coveredNetwork: Rule = {
  code: 'covered-network',
  severity: 'notice',
  reference: rfc7208('4.6.2'),
  page: {
    meaning:
      'Another network of the record holds all of this one. If that stands before and has another qualifier, this one was meant to make an exception and never does; else it adds nothing.',
    example: 'v=spf1 ip4:192.0.2.0/24 -ip4:192.0.2.66 -all: 192.0.2.66 passes',
    mending: 'Put the exception before the wider network, or remove the network that adds nothing.',
  },
  find: ({ records }) => records.flatMap(findCovered),
};
