import type { DomainName } from '../dns/resolver.ts';

/** Names of mail providers, in lower case, that published records (wepay.com, github.com, citrix.com and others) were
 *  seen to include. */
export const knownProviders: readonly DomainName[] = [
  '_spf.google.com',
  'spf.protection.outlook.com',
  'amazonses.com',
  'sendgrid.net',
  'mailgun.org',
  'servers.mcsv.net',
  'mail.zendesk.com',
  '_spf.salesforce.com',
  '_spf.createsend.com',
  'mktomail.com',
];
