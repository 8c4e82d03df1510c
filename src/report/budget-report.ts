import type { Cut, Flattening, LookupBudget } from '../policy/lookup-budget.ts';
import type { PlacedTerm } from '../policy/lookup-trip.ts';
import { formatIpAddress, formatIpNetwork, type IpNetwork } from '../spf/ip-address.ts';
import { count } from './describe-cause.ts';
import { formatAddressCount } from './describe-repair.ts';
import { escapeOctets } from './escape-text.ts';

const termText = ({ path, policyTerm }: PlacedTerm): string =>
  `${escapeOctets(policyTerm.term.text)} (term ${path})`;

const lookupsText = (lookups: number): string =>
  Number.isFinite(lookups) ? count(lookups, 'lookup') : 'lookups without end';

/** What goes with a term that is taken out, as a clause. */
export const describeLoss = ({ lost, isCovered }: Cut): string => {
  if (isCovered) return 'other terms do all that it does';
  const parts = [
    ...(lost.ip4 === 0n ? [] : [`${formatAddressCount(lost.ip4)} IPv4`]),
    ...(lost.ip6 === 0n ? [] : [`${formatAddressCount(lost.ip6)} IPv6`]),
  ];
  return parts.length === 0
    ? 'no listed address passes by it alone'
    : `addresses that pass by it alone: ${parts.join(', ')}`;
};

/** A network as a term of a record. */
export const networkTerm = (network: IpNetwork): string => {
  const { address, prefixLength } = network;
  const isWhole = prefixLength === address.octets.length * 8;
  return `ip${address.family}:${isWhole ? formatIpAddress(address) : formatIpNetwork(network)}`;
};

const flatteningText = (one: Flattening): string =>
  `${termText(one)} could be ${count(one.networks.length, 'network')} in its place: ${one.networks.map(networkTerm).join(' ')}`;

/** What a policy spends of its lookups and how it could spend less. Lines without line breaks, safe to print. */
export const budgetLines = (budget: LookupBudget): string[] => {
  const { lookups, isKnown, limit, trip, cuts, cheapest, flattenings } = budget;
  return [
    `Lookups where nothing matches: ${Number.isFinite(lookups) ? lookups : 'without end'}${isKnown ? '' : ' or more'} of ${limit}`,
    ...(trip === undefined
      ? []
      : [`  The limit trips at ${termText(trip)} of ${escapeOctets(trip.domain)}.`]),
    ...cuts.map((cut) => `  ${lookupsText(cut.cost.lookups)}: ${termText(cut)}; ${describeLoss(cut)}`),
    ...(cheapest.length === 0
      ? []
      : [`  Enough to be within the limit: take out ${cheapest.map(termText).join(' and ')}.`]),
    ...flattenings.map((one) => `  ${flatteningText(one)}`),
    ...(flattenings.length === 0
      ? []
      : [
          '  Such a copy goes stale: when the owner of the record changes it, mail from the new hosts fails.',
        ]),
  ];
};

const placedJson = ({ path, domain, policyTerm }: PlacedTerm) => ({
  path,
  domain,
  term: policyTerm.term.text,
});

/** The budget as a part of `lint --json`. */
export const budgetJson = ({ lookups, isKnown, limit, trip, cuts, cheapest, flattenings }: LookupBudget) => ({
  lookups: Number.isFinite(lookups) ? lookups : null,
  isKnown,
  limit,
  trip: trip === undefined ? null : placedJson(trip),
  terms: cuts.map((cut) => ({
    ...placedJson(cut),
    lookups: Number.isFinite(cut.cost.lookups) ? cut.cost.lookups : null,
    lost: { ip4: String(cut.lost.ip4), ip6: String(cut.lost.ip6) },
    isCovered: cut.isCovered,
  })),
  cheapestCuts: cheapest.map(({ path }) => path),
  replaceable: flattenings.map((one) => ({ ...placedJson(one), networks: one.networks.map(networkTerm) })),
});
