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
  { include: 'spf.mandrillapp.com', provider: 'Mandrill' },
  { include: 'zohomail.com', provider: 'Zoho' },
  { include: 'spf.brevo.com', provider: 'Brevo' },
  { include: 'spf.mtasv.net', provider: 'Postmark' },
  { include: 'spf.mailjet.com', provider: 'Mailjet' },
  { include: 'spf.messagingengine.com', provider: 'Fastmail' },
  { include: '_spf.protonmail.ch', provider: 'Proton Mail' },
  { include: 'relay.mailchannels.net', provider: 'MailChannels' },
  { include: 'mx.ovh.com', provider: 'OVHcloud' },
  { include: '_mailcust.gandi.net', provider: 'Gandi' },
  { include: '_spf-eu.ionos.com', provider: 'IONOS' },
  { include: 'secureserver.net', provider: 'GoDaddy' },
  { include: '_netblocks.mimecast.com', provider: 'Mimecast' },
  { include: '_spf.yandex.net', provider: 'Yandex' },
];

/** Names of mail providers, in lower case, that published records were seen to include. */
export const knownProviders: readonly DomainName[] = providers.map(({ include }) => include);

/** The provider whose name for its customers a domain is, or lies below. */
export const providerOf = (domain: DomainName): string | undefined => {
  const name = asciiLowerCase(domain);
  return providers.find(({ include }) => name === include || name.endsWith(`.${include}`))?.provider;
};

/** A name that a provider once had its customers include, in lower case, and the one that took its place. */
type RetiredName = Readonly<{ retired: DomainName; current: DomainName; provider: string }>;

/** The old names can be seen in records of their time (twitter.com of 2013 has three); the new ones are what the
 *  providers tell their customers since. */
const retiredNames: readonly RetiredName[] = [
  { retired: 'aspmx.googlemail.com', current: '_spf.google.com', provider: 'Google Workspace' },
  {
    retired: 'spf.messaging.microsoft.com',
    current: 'spf.protection.outlook.com',
    provider: 'Microsoft 365',
  },
  { retired: 'outlook.com', current: 'spf.protection.outlook.com', provider: 'Microsoft 365' },
  { retired: 'support.zendesk.com', current: 'mail.zendesk.com', provider: 'Zendesk' },
  { retired: 'smtp.zendesk.com', current: 'mail.zendesk.com', provider: 'Zendesk' },
  { retired: 'cmail1.com', current: '_spf.createsend.com', provider: 'Campaign Monitor' },
  { retired: 'spf.sendinblue.com', current: 'spf.brevo.com', provider: 'Brevo' },
];

/** What took the place of a name that a provider retired. */
export const findRetiredName = (domain: DomainName): RetiredName | undefined => {
  const name = asciiLowerCase(domain);
  return retiredNames.find(({ retired }) => retired === name);
};
