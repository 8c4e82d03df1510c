import type { Statement } from './candidate.ts';
import { mailFromDomainOf } from './forms/authentication-results.ts';
import { isSameAddress } from './private-address.ts';

const agree = <Value>(one: Value | undefined, other: Value | undefined): boolean =>
  one === undefined || other === undefined || one === other;

const agreeInCase = (one: string | undefined, other: string | undefined): boolean =>
  agree(one?.toLowerCase(), other?.toLowerCase());

/** Whether two headers of one message speak of one check: the same result, and nothing that both name differs. */
export const isSameCheck = (one: Statement, other: Statement): boolean =>
  one.result === other.result &&
  agree(one.identity, other.identity) &&
  (one.clientIp === undefined ||
    other.clientIp === undefined ||
    isSameAddress(one.clientIp, other.clientIp)) &&
  agreeInCase(one.helo, other.helo) &&
  agreeInCase(mailFromDomainOf(one), mailFromDomainOf(other)) &&
  agree(one.mailFrom, other.mailFrom);

/** What is defined of an object's fields. */
const definedOf = <Fields extends object>(fields: Fields): Partial<Fields> =>
  // Safe: a part of the object's own entries, under their own names.
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;

/** Both in one: what the first does not say is taken from the second. */
export const mergeStatements = (one: Statement, other: Statement): Statement => {
  const { mailFromDomain, ...merged }: Statement = {
    ...definedOf(other),
    ...definedOf(one),
    facts: { ...definedOf(other.facts ?? {}), ...definedOf(one.facts ?? {}) },
  };
  // A mailbox says more than its domain.
  return merged.mailFrom === undefined ? { ...merged, mailFromDomain } : merged;
};
