import type { Cut, Flattening, LookupBudget } from '../../policy/lookup-budget.ts';
import type { PlacedTerm } from '../../policy/lookup-trip.ts';
import { describeLoss, networkTerm } from '../../report/budget-report.ts';
import { count } from '../../report/describe-cause.ts';
import { escapeOctets } from '../../report/escape-text.ts';
import { formatLookups } from '../../report/row-status.ts';
import type { NodePath } from '../../spf/trace.ts';
import type { Line } from '../drawing/styled-line.ts';
import { heading, paragraph } from './paragraph.ts';

/** So many terms are listed; the tree has them all. */
const mostListed = 12;

const stale = 'Such a copy goes stale: when its owner changes the record, mail from the new hosts fails.';

const termText = ({ policyTerm }: PlacedTerm): string => escapeOctets(policyTerm.term.text);

const cutLine = (cut: Cut, width: number): Line[] =>
  paragraph(
    `${formatLookups(cut.cost.lookups).padStart(3)}${cut.cost.isKnown ? ' ' : '?'} ${termText(cut)}: ${describeLoss(cut)}`,
    width,
    cut.isCovered ? 'warn' : 'plain',
    5,
  );

const enough = (cheapest: readonly Cut[]): string =>
  `Enough to be within the limit: take out ${cheapest.map(termText).join(' and ')}.`;

/** The cheapest way to be within the limit, with what goes with it, in a sentence; undefined where none is known, or
 *  none is needed. */
export const describeCheapest = ({ cheapest }: LookupBudget): string | undefined => {
  const [cut] = cheapest;
  if (cut === undefined) return undefined;
  const saved = cheapest.reduce((sum, { cost }) => sum + cost.lookups, 0);
  const areCovered = cheapest.every(({ isCovered }) => isCovered);
  const loss =
    cheapest.length === 1 ? `; ${describeLoss(cut)}` : areCovered ? '; other terms do all that they do' : '';
  return `Take out ${cheapest.map(termText).join(' and ')}: ${count(saved, 'lookup')} less${loss}.`;
};

/** Where a policy is over the limit, and what is enough to be within it: what comes first of all of it. */
export const budgetHead = ({ trip, cheapest }: LookupBudget, width: number): Line[] => [
  ...(trip === undefined
    ? []
    : paragraph(
        `The limit trips at ${termText(trip)} of ${escapeOctets(trip.domain)}, where nothing matches.`,
        width,
        'fail',
      )),
  ...(cheapest.length === 0 ? [] : paragraph(enough(cheapest), width, 'strong')),
];

/** How a policy that is over the limit of lookups, or near it, spends them. */
export const budgetOfWhole = ({ cuts, flattenings }: LookupBudget, width: number): Line[] => {
  const listed = cuts.slice(0, mostListed);
  const left = cuts.length - listed.length;
  return [
    ...heading('The dearest terms, and what goes with them'),
    ...listed.flatMap((cut) => cutLine(cut, width)),
    ...(left === 0 ? [] : paragraph(`     and ${left} more`, width, 'dim')),
    ...(flattenings.length === 0
      ? []
      : [
          ...heading('Could be networks in their place'),
          ...flattenings
            .slice(0, mostListed)
            .flatMap((one) =>
              paragraph(
                `${formatLookups(one.cost.lookups).padStart(3)}  ${termText(one)}: ${count(one.networks.length, 'network')}, ${one.octets} octets`,
                width,
                'plain',
                5,
              ),
            ),
          ...paragraph(stale, width, 'warn'),
        ]),
  ];
};

const flatteningLines = (one: Flattening, width: number): Line[] => [
  ...paragraph(
    `${count(one.networks.length, 'network')} could stand in its place, which saves ${count(one.cost.lookups, 'lookup')}: ${one.networks.map(networkTerm).join(' ')}`,
    width,
    'plain',
    2,
  ),
  ...paragraph(stale, width, 'warn'),
];

/** What a term has to do with the lookups of a policy that is over the limit, or near it. */
export const budgetOfTerm = (budget: LookupBudget | undefined, path: NodePath, width: number): Line[] => {
  if (budget === undefined) return [];
  const isHere = (one: PlacedTerm): boolean => one.path === path;
  const { limit, trip, cheapest } = budget;
  const [cut, flattening] = [budget.cuts.find(isHere), budget.flattenings.find(isHere)];
  const lines = [
    ...(trip !== undefined && isHere(trip)
      ? paragraph(
          `Here the limit trips: lookup ${limit + 1} of ${limit}, where nothing before it matches.`,
          width,
          'fail',
        )
      : []),
    ...(cut === undefined
      ? []
      : paragraph(
          `${count(cut.cost.lookups, 'lookup').replace(/^Infinity/, 'Endless')} of ${formatLookups(budget.lookups)}; ${describeLoss(cut)}.`,
          width,
          cut.isCovered ? 'warn' : 'plain',
        )),
    ...(cheapest.some(isHere) ? paragraph(enough(cheapest), width, 'strong') : []),
    ...(flattening === undefined ? [] : flatteningLines(flattening, width)),
  ];
  return lines.length === 0 ? [] : [...heading('Lookup budget'), ...lines];
};
