import { asciiLowerCase, type DomainName } from '../dns/resolver.ts';

/** A mail provider's name for its customers to include, in lower case, and what the provider is called. */
type KnownProvider = Readonly<{ include: DomainName; provider: string }>;

/** That published records include these names can be seen in wepay.com, github.com, citrix.com, gmail.com and others;
 *  whose they are, the providers say where they tell customers what to include. */
const providers: readonly KnownProvider[] = [
  { include: '_spf.google.com', provider: 'Google Workspace' },
  { include: 'spf.protection.outlook.com', provider: 'Microsoft 365' },
  { include: 'amazonses.com', provider: 'Amazon SES' },
  { include: 'sendgrid.net', provider: 'SendGrid' },
  { include: 'mailgun.org', provider: 'Mailgun' },
  { include: 'servers.mcsv.net', provider: 'Mailchimp' },
  { include: 'mail.zendesk.com', provider: 'Zendesk' },
  { include: '_spf.salesforce.com', provider: 'Salesforce' },
  { include: '_spf.createsend.com', provider: 'Campaign Monitor' },
  { include: 'mktomail.com', provider: 'Marketo' },
];

/** Names of mail providers, in lower case, that published records were seen to include. */
export const knownProviders: readonly DomainName[] = providers.map(({ include }) => include);

/** The provider whose name for its customers a domain is, or lies below. */
export const providerOf = (domain: DomainName): string | undefined => {
  const name = asciiLowerCase(domain);
  return providers.find(({ include }) => name === include || name.endsWith(`.${include}`))?.provider;
};
