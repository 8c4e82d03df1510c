import type { DomainName } from '../dns/resolver.ts';
import type { Covering } from '../policy/address-coverage.ts';
import type { AuthorisedNetworks } from '../policy/authorised-networks.ts';
import type { Policy, PolicyTerm } from '../policy/policy.ts';
import { termAt } from '../policy/policy-tree.ts';
import type { UnlistedTerm, VerdictRange } from '../policy/verdict-ranges.ts';
import type { Evaluation } from '../spf/check-host.ts';
import type { NodePath } from '../spf/trace.ts';
import { escapeOctets } from './escape-text.ts';

/** What one address has to do with a policy: its check, and every term that by itself matches it, with its place. */
export type ContainedAddress = Readonly<{
  evaluation: Evaluation;
  covering: readonly Readonly<{
    path: NodePath;
    domain: DomainName;
    policyTerm: PolicyTerm;
    covering: Covering;
  }>[];
}>;

/** What a report on the networks of a policy is made from. */
export type ListedPolicy = Readonly<{
  domain: string;
  policy: Policy;
  families: readonly Readonly<{ networks: AuthorisedNetworks; verdicts: readonly VerdictRange[] }>[];
  unlisted: readonly UnlistedTerm[];
  contained?: ContainedAddress;
}>;

/** The terms on the way to a place, the last its own: `include:_spf.a.example > ip4:192.0.2.0/24`. Safe to print; empty
 *  for the root's own record. */
export const describeChain = (policy: Policy, path: NodePath): string => {
  const indexes = path === '' ? [] : path.split('.');
  const chain = indexes.map((_, depth) => termAt(policy, indexes.slice(0, depth + 1).join('.')));
  return chain.map((term) => escapeOctets(term?.term.text ?? '?')).join(' > ');
};

/** Why a term's addresses can't be listed, in a clause. */
export const describeUnlisted = ({ reason }: UnlistedTerm): string => {
  switch (reason) {
    case 'needs-client':
      return 'its name is another one for each client';
    case 'needs-names':
      return "it depends on the client's own names in DNS";
    case 'no-answer':
      return 'DNS answers are missing';
  }
};
