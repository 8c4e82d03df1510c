/** A record of `example.com` that works, and the codes of the errors and warnings that are rightly given, if any. */
export type SoundRow = readonly [record: string, ...codes: string[]];

const ends = ['-all', '~all'] as const;

/** The names that providers tell their customers to include. Those with IPv4 networks only are such that mail over IPv6
 *  would not pass by them alone. */
const providers: readonly (readonly [name: string, hasIp6: boolean])[] = [
  ['_spf.google.com', true],
  ['spf.protection.outlook.com', true],
  ['sendgrid.net', false],
  ['mailgun.org', false],
  ['amazonses.com', false],
  ['mail.zendesk.com', false],
  ['servers.mcsv.net', false],
  ['spf.mandrillapp.com', false],
  ['mktomail.com', false],
  ['_spf.createsend.com', false],
  ['_spf.salesforce.com', true],
  ['zohomail.com', false],
  ['zoho.eu', false],
  ['spf.brevo.com', false],
  ['spf.mtasv.net', false],
  ['spf.mailjet.com', false],
  ['spf.messagingengine.com', false],
  ['_spf.protonmail.ch', false],
  ['spf.mailbox.org', true],
  ['spf.improvmx.com', false],
  ['mx.ovh.com', false],
  ['_spf-eu.ionos.com', false],
  ['_mailcust.gandi.net', true],
  ['spf.hostnet.nl', true],
  ['relay.mailchannels.net', true],
];

/** Each provider alone, beside the domain's own hosts, and beside its own networks. */
const providerRows = providers.flatMap(([name, hasIp6]): SoundRow[] => [
  ...ends.map((end): SoundRow => [`v=spf1 include:${name} ${end}`, ...(hasIp6 ? [] : ['ipv6-missing'])]),
  [`v=spf1 mx include:${name} -all`],
  [`v=spf1 a mx ip4:8.8.8.0/24 ip6:2606:4700:20::/48 include:${name} ~all`],
]);

/** RFC 7208: appendix A, and the examples of its sections. */
const rfcRows: readonly SoundRow[] = [
  ['v=spf1 a -all'],
  ['v=spf1 a:example.org -all'],
  ['v=spf1 mx -all'],
  ['v=spf1 mx:example.org -all'],
  ['v=spf1 mx mx:example.org -all'],
  ['v=spf1 mx/30 mx:example.org/30 -all'],
  ['v=spf1 -all'],
  ['v=spf1 +all', 'pass-all'],
  ['v=spf1 ptr -all', 'ptr-used'],
  // Networks for documentation are examples, and are told as such.
  ['v=spf1 ip4:192.0.2.128/28 -all', 'ipv6-missing'],
  ['v=spf1 ip4:192.0.2.1 ip4:192.0.2.129 -all', 'ipv6-missing'],
  ['v=spf1 +mx a:colo.example.com/28 -all'],
  ['v=spf1 a mx -all'],
  ['v=spf1 a:mail.example.com -all'],
  ['v=spf1 redirect=_spf.example.com'],
  ['v=spf1 include:example.net -all'],
  ['v=spf1 mx -all exp=explain.example.com'],
  ['v=spf1 mx -all exp=explain.%{d}'],
  ['v=spf1 mx include:mobile-users._spf.%{d} -all'],
  ['v=spf1 exists:%{ir}.%{l1r+-}._spf.%{d} -all'],
  ['v=spf1 mx redirect=%{l1r+}._at_.%{o}._spf.%{d}'],
  ['v=spf1 -exists:_h.%{h}._l.%{l}._o.%{o}._i.%{i}._spf.%{d} ?all', 'neutral-all'],
  ['v=spf1 a:%{d} -all'],
  // Appendix A.4: what is required, as an include that is refused.
  [
    'v=spf1 -include:ip4._spf.%{d} -include:ptr._spf.%{d} +all',
    'include-qualifier',
    'include-qualifier',
    'ptr-used',
  ],
  ['v=spf1 ip4:8.8.8.0/24 ip6:2606:4700:20::/48 ?all', 'neutral-all'],
  ['v=spf1 mx', 'no-terminator'],
];

/** Hosts of one's own, macros, networks, redirects: as people write them. */
const ownRows: readonly SoundRow[] = [
  ['v=spf1 ip6:2606:4700:20::/48 -all'],
  ['v=spf1 ip6:2606:4700:20::25 -all'],
  ['v=spf1 ip4:8.8.8.8 ip6:2606:4700:20::8 -all'],
  ['v=spf1 ip4:8.8.8.0/24 ip4:8.8.9.0/24 ip6:2606:4700:20::/48 ip6:2606:4700:21::/48 ~all'],
  ['v=spf1 ip4:8.8.8.8 -all', 'ipv6-missing'],
  ['v=spf1 ip4:8.8.8.8 ip4:8.8.8.9 ip4:8.8.9.0/29 ~all', 'ipv6-missing'],
  ['v=spf1 ip4:8.8.8.8 ip4:8.8.8.9 a -all'],
  ['v=spf1 a -all'],
  ['v=spf1 a ~all'],
  ['v=spf1 A MX -ALL'],
  ['V=SPF1 mx -all'],
  ['v=spf1 +a +mx -all'],
  ['v=spf1 a/24//64 -all'],
  ['v=spf1 mx//64 -all'],
  ['v=spf1 a:mail.example.com a:smtp.example.com -all'],
  ['v=spf1 a:smtp.example.com/32//128 -all'],
  ['v=spf1 mx:lists.example.com mx -all'],
  ['v=spf1 mx a:smtp.example.com ip6:2606:4700:20::/48 -all'],
  ['v=spf1 a mx a:mail.example.com mx:lists.example.com ~all'],
  ['v=spf1 include:_spf.example.com -all'],
  ['v=spf1 include:_spf4.example.com include:_spf6.example.com -all'],
  ['v=spf1 include:_spf4.%{d} include:_spf6.%{d} ~all'],
  ['v=spf1 mx redirect=_spf.example.com'],
  ['v=spf1 redirect=_spf6.example.com'],
  ['v=spf1 redirect=_spf.%{d}'],
  ['v=spf1 redirect=_spf.google.com', 'wide-network'],
  [
    'v=spf1 redirect=spf.protection.outlook.com',
    'wide-network',
    'wide-network',
    'wide-network',
    'wide-network',
  ],
  ['v=spf1 redirect=zoho.eu', 'ipv6-missing'],
  ['v=spf1 redirect=amazonses.com', 'ipv6-missing'],
  ['v=spf1 redirect=_spf.mail.yahoo.com', 'ptr-used', 'ptr-used', 'neutral-all'],
  ['v=spf1 exists:%{i}._ip.%{d} -all'],
  ['v=spf1 exists:%{ir}.%{v}._spf.%{d} ~all'],
  ['v=spf1 exists:%{l}._u.%{o} -all'],
  ['v=spf1 mx exists:%{i}.%{h}._spf.%{d} -all'],
  ['v=spf1 include:%{i}._ip.%{h}._ehlo.%{d}._spf.vali.email ~all'],
  ['v=spf1 mx include:%{ir}.%{v}.%{d}.spf.has.pphosted.com ~all'],
  ['v=spf1 -ip4:8.8.8.66 ip4:8.8.8.0/24 ip6:2606:4700:20::/48 -all'],
  ['v=spf1 ?ip4:8.8.8.66 ip4:8.8.8.0/24 ip6:2606:4700:20::/48 -all'],
  ['v=spf1 ~a mx -all'],
  ['v=spf1 mx ?exists:%{ir}.allow.example.com -all'],
  ['v=spf1 a mx ra=postmaster rp=100 rr=e -all'],
  ['v=spf1 moo=cow mx -all'],
  ['v=spf1 mx  a   -all'],
  ['v=spf1 mx -all '],
  ['v=spf1 include:_spf.example.com. -all'],
  ['v=spf1 mx exp=explain.example.com -all'],
  ['v=spf1 ptr:example.com mx ~all', 'ptr-used'],
  ['v=spf1 ?all', 'neutral-all'],
  ['v=spf1 ~all'],
  ['v=spf1 exp=explain.example.com -all'],
  ['v=spf1 ip4:8.8.8.8/32 ip6:2606:4700:20::8/128 -all'],
  ['v=spf1 ip4:8.8.8.0/32 ip6:2606:4700:20::/128 -all'],
];

/** Several providers at once, as most domains have it; the last ones are near the limits, and say so. */
const manyRows: readonly SoundRow[] = [
  ['v=spf1 include:_spf.google.com include:sendgrid.net -all'],
  ['v=spf1 include:_spf.google.com include:mailgun.org ~all'],
  ['v=spf1 include:_spf.google.com include:amazonses.com include:mail.zendesk.com ~all'],
  ['v=spf1 include:_spf.google.com include:servers.mcsv.net include:mktomail.com ~all'],
  ['v=spf1 include:spf.protection.outlook.com include:sendgrid.net -all'],
  ['v=spf1 include:spf.protection.outlook.com include:_spf.salesforce.com -all'],
  ['v=spf1 include:spf.protection.outlook.com include:amazonses.com include:servers.mcsv.net -all'],
  ['v=spf1 include:spf.protection.outlook.com include:zohomail.com mx -all'],
  [
    'v=spf1 a mx include:_spf.google.com include:sendgrid.net include:mail.zendesk.com include:mktomail.com -all',
  ],
  ['v=spf1 a mx include:spf.mandrillapp.com include:_spf.createsend.com ~all'],
  ['v=spf1 mx include:spf.mailjet.com include:spf.brevo.com ~all'],
  ['v=spf1 mx a:smtp.example.com include:mx.ovh.com -all'],
  ['v=spf1 a include:_spf-eu.ionos.com include:spf.mailbox.org ~all'],
  ['v=spf1 a mx include:_mailcust.gandi.net include:spf.improvmx.com ~all'],
  [
    'v=spf1 ip4:192.30.252.0/22 include:_spf.google.com include:_spf.createsend.com include:mail.zendesk.com include:servers.mcsv.net ~all',
  ],
  [
    'v=spf1 include:res.cisco.com include:spf.protection.outlook.com ip4:162.208.76.0/24 ip4:54.240.43.16 ~all',
  ],
  ['v=spf1 include:_spf.protonmail.ch mx ~all'],
  ['v=spf1 include:spf.messagingengine.com ip6:2606:4700:20::/48 ~all'],
  ['v=spf1 include:long.provider.example -all'],
  ['v=spf1 include:long.provider.example include:_spf.google.com -all', 'near-limit'],
  [
    'v=spf1 mx include:long.provider.example include:_spf.google.com include:amazonses.com -all',
    'near-limit',
  ],
  ['v=spf1 include:mailgun.org include:sendgrid.net mx -all', 'near-limit'],
  ['v=spf1 include:spf.mtasv.net include:relay.mailchannels.net a -all'],
  ['v=spf1 include:spf.hostnet.nl include:_spf.google.com -all'],
  ['v=spf1 include:zoho.eu include:spf.brevo.com mx ~all'],
];

/** Two hundred and more. */
export const soundRows: readonly SoundRow[] = [...providerRows, ...rfcRows, ...ownRows, ...manyRows];
