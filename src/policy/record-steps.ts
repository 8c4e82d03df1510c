import type { DnsRecord } from '../dns/resolver.ts';
import { lettersOf } from '../spf/expand-macro.ts';
import { type IpFamily, type IpNetwork, parseIp4, parseIp6 } from '../spf/ip-address.ts';
import { type Directive, domainSpecOf } from '../spf/record.ts';
import { type FirstMatch, findFirstMatches } from './first-matches.ts';
import type { PolicyRecord, PolicyTerm } from './policy.ts';

/** A part of a record as a check takes it: terms that ask nothing, or one other. */
export type RecordStep =
  | Readonly<{ kind: 'networks'; matches: readonly FirstMatch[] }>
  | Readonly<{ kind: 'directive'; index: number; policyTerm: PolicyTerm; directive: Directive }>;

/** The network of an `ip4` or `ip6` that a receiver may get to. */
export const networkOfTerm = ({ term, dead }: PolicyTerm): IpNetwork | undefined =>
  term.kind === 'directive' && dead === undefined && 'network' in term.mechanism
    ? term.mechanism.network
    : undefined;

/** The directives of a record that a receiver may get to, in their order, for clients of a family. */
export const readSteps = ({ terms }: PolicyRecord, family: IpFamily): RecordStep[] => {
  const steps: RecordStep[] = [];
  let run: { network: IpNetwork; index: number }[] = [];
  const endRun = (): void => {
    if (run.length > 0) steps.push({ kind: 'networks', matches: findFirstMatches(run, family) });
    run = [];
  };
  for (const [index, policyTerm] of terms.entries()) {
    const { term: directive, dead } = policyTerm;
    const network = networkOfTerm(policyTerm);
    if (network !== undefined) run.push({ network, index });
    else if (directive.kind === 'directive' && dead === undefined) {
      endRun();
      steps.push({ kind: 'directive', index, policyTerm, directive });
    }
  }
  endRun();
  return steps;
};

/** Gives the steps of a record for clients of a family. */
export type StepReader = (record: PolicyRecord, family: IpFamily) => readonly RecordStep[];

/** A reader that reads each record once, for as long as it lives. */
export const createStepReader = (): StepReader => {
  const known = {
    4: new Map<PolicyRecord, readonly RecordStep[]>(),
    6: new Map<PolicyRecord, readonly RecordStep[]>(),
  };
  return (record, family) => {
    const steps = known[family].get(record) ?? readSteps(record, family);
    known[family].set(record, steps);
    return steps;
  };
};

/** The networks that the addresses of an answer make with the prefix lengths of an `a` or `mx`. */
export const networksOfAnswer = (
  { mechanism }: Directive,
  records: readonly DnsRecord[],
  family: IpFamily,
): IpNetwork[] => {
  const prefix = 'prefix' in mechanism ? mechanism.prefix : { ip4: 32, ip6: 128 };
  return records.flatMap((record) => {
    if (record.type !== (family === 4 ? 'A' : 'AAAA')) return [];
    const address = family === 4 ? parseIp4(record.address) : parseIp6(record.address);
    const prefixLength = family === 4 ? prefix.ip4 : prefix.ip6;
    return address === undefined ? [] : [{ address, prefixLength }];
  });
};

/** The macro letters that make a term's name another one for each client. */
export const clientLetters = ({ term }: PolicyTerm): string[] => {
  const domainSpec = domainSpecOf(term);
  return domainSpec === undefined ? [] : lettersOf(domainSpec).filter((letter) => letter !== 'd');
};
