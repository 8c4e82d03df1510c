import { getDomain } from 'tldts';
import type { DomainName } from '../dns/resolver.ts';

/** The organisational domain of a name, as the Public Suffix List has it (its ICANN part): what can be registered.
 *  Undefined of a public suffix, and of what is no host name. */
export const organisationalDomain = (name: DomainName): DomainName | undefined =>
  // Labels with underscores are no host names, but may stand before one.
  getDomain(name, { validateHostname: false, allowPrivateDomains: false }) ?? undefined;
