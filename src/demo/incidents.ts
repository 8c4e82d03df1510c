/** A client to check against an incident's policy. `sender` is the address of MAIL FROM; without it MAIL FROM is
 *  empty, as in a bounce. `expect` is the result that RFC 7208 gives. */
export type IncidentClient = Readonly<{
  ip: string;
  helo: string;
  sender?: string;
  expect: 'none' | 'neutral' | 'pass' | 'fail' | 'softfail' | 'temperror' | 'permerror';
  note: string;
}>;

/** A policy that stood in DNS, or could, and what became of mail under it. `name` is unique. `year` is missing where
 *  the case is made up. The first client is the one to try. */
export type Incident = Readonly<{
  name: string;
  domain: string;
  year?: string;
  title: string;
  story: string;
  clients: readonly [IncidentClient, ...IncidentClient[]];
}>;

/** The incidents that come with spfx, in the order in which they are worth reading. */
export const incidents: readonly Incident[] = [
  {
    name: 'missing-space',
    domain: 'anbermedia.com',
    year: '2007',
    title: 'A space is missing before -all',
    story:
      'The last two terms of the record ran into one, which is no valid network. ' +
      "Receivers turned the domain's own mail away with a permanent error.",
    clients: [
      {
        ip: '72.11.154.232',
        helo: 'mail.anbermedia.com',
        sender: 'postmaster@anbermedia.com',
        expect: 'permerror',
        note: 'the server of the domain; with the space it would pass',
      },
      {
        ip: '203.0.113.9',
        helo: 'mail.elsewhere.example',
        sender: 'postmaster@anbermedia.com',
        expect: 'permerror',
        note: 'a stranger gets the same error, not the fail that -all was to give',
      },
    ],
  },
  {
    name: 'unknown-mechanism',
    domain: 'kenfor.com',
    title: 'ipv4: is written for ip4:',
    story:
      'There is no mechanism ipv4, and a receiver must not guess at what it does not know. ' +
      'All mail of the domain is in error, that of its own servers too.',
    clients: [
      {
        ip: '120.197.68.19',
        helo: 'mail.kenfor.com',
        sender: 'info@kenfor.com',
        expect: 'permerror',
        note: 'the server that the record means to allow',
      },
    ],
  },
  {
    name: 'eleven-lookups',
    domain: 'corner-bakery.example',
    title: 'One service too many',
    story:
      'Each new mail service asked for one more include. The customer database came as the eleventh look-up, ' +
      'and its mail is in error while all other mail still passes, so that nobody noticed.',
    clients: [
      {
        ip: '198.51.100.200',
        helo: 'out.crm-cloud.example',
        sender: 'orders@corner-bakery.example',
        expect: 'permerror',
        note: 'the customer database, past the tenth look-up',
      },
      {
        ip: '203.0.113.20',
        helo: 'out20.letterpress.example',
        sender: 'news@corner-bakery.example',
        expect: 'pass',
        note: 'the newsletter, after six look-ups',
      },
      {
        ip: '203.0.113.9',
        helo: 'mail.elsewhere.example',
        sender: 'orders@corner-bakery.example',
        expect: 'permerror',
        note: 'a forger, whom the record no longer fails',
      },
    ],
  },
  {
    name: 'ipv6-voids',
    domain: 'four-exchanges.example',
    title: 'Passes over IPv4, in error over IPv6',
    story:
      'The record is just mx, and three of the four exchanges have no IPv6 address. ' +
      'Over IPv6 the third look-up that finds nothing ends the check before the right server is reached.',
    clients: [
      {
        ip: '2a01:261:e80:4800::1',
        helo: 'mx4.four-exchanges.example',
        sender: 'postmaster@four-exchanges.example',
        expect: 'permerror',
        note: 'the fourth exchange over IPv6',
      },
      {
        ip: '188.230.215.50',
        helo: 'mx4.four-exchanges.example',
        sender: 'postmaster@four-exchanges.example',
        expect: 'pass',
        note: 'the same server over IPv4',
      },
    ],
  },
  {
    name: 'ipv6-health-check',
    domain: 'twitter.com',
    year: '2013',
    title: 'A policy made for IPv4 alone',
    story:
      'Names in the record that have no IPv6 address count as look-ups that find nothing, of which two are allowed. ' +
      'An IPv6 health check failed at mx:one.textdrive.com.',
    clients: [
      {
        ip: '2001:db8:6::25',
        helo: 'mail6.elsewhere.example',
        sender: 'postmaster@twitter.com',
        expect: 'permerror',
        note: 'any client over IPv6',
      },
      {
        ip: '198.51.100.70',
        helo: 'out70.zdsys.com',
        sender: 'support@twitter.com',
        expect: 'pass',
        note: 'the help desk over IPv4, at the end of the record after nine look-ups',
      },
      {
        ip: '199.16.156.10',
        helo: 'mail.twitter.com',
        sender: 'postmaster@twitter.com',
        expect: 'pass',
        note: 'its own network, with the first term',
      },
    ],
  },
  {
    name: 'ipv6-ready',
    domain: 'google.com',
    year: '2013',
    title: 'A policy that IPv6 passes',
    story:
      'The same health check passed here: the networks stand in included records, one of which is for IPv6, ' +
      'and no name has to be looked up that could lack an IPv6 address.',
    clients: [
      {
        ip: '2607:f8b0:4003:c01::22a',
        helo: 'mail-ob0-x22a.google.com',
        sender: 'postmaster@google.com',
        expect: 'pass',
        note: 'by _netblocks2.google.com',
      },
      {
        ip: '209.85.214.170',
        helo: 'mail-ob0-f170.google.com',
        sender: 'postmaster@google.com',
        expect: 'pass',
        note: 'by _netblocks.google.com',
      },
      {
        ip: '203.0.113.9',
        helo: 'mail.elsewhere.example',
        sender: 'postmaster@google.com',
        expect: 'softfail',
        note: 'a stranger',
      },
    ],
  },
  {
    name: 'wrong-server',
    domain: 'jermaynepaganochristianism.com',
    year: '2007',
    title: 'Sent through a server that the record does not name',
    story:
      'The record is sound and ends in -all. This mail went out through the server of another company, ' +
      'and SPF failed it, as the record asks.',
    clients: [
      {
        ip: '65.254.160.36',
        helo: 'mail.meckcom.net',
        sender: 'postmaster@jermaynepaganochristianism.com',
        expect: 'fail',
        note: "another company's server",
      },
      {
        ip: '38.98.2.25',
        helo: 'mail.jermaynepaganochristianism.com',
        sender: 'postmaster@jermaynepaganochristianism.com',
        expect: 'pass',
        note: 'a server in the network that the record names',
      },
    ],
  },
  {
    name: 'bulk-sender',
    domain: 'hurvabne.co.uk',
    year: '2013',
    title: 'Unwanted mail that passes',
    story:
      'A bulk sender authorised the same two networks in thousands of domains of its own. ' +
      'Its mail passes: SPF says who sent it, not whether you want it.',
    clients: [
      {
        ip: '76.73.88.10',
        helo: 'mail.hurvabne.co.uk',
        sender: 'offers@hurvabne.co.uk',
        expect: 'pass',
        note: 'a server of the bulk sender',
      },
      {
        ip: '203.0.113.9',
        helo: 'mail.elsewhere.example',
        sender: 'offers@hurvabne.co.uk',
        expect: 'softfail',
        note: 'a stranger',
      },
    ],
  },
  {
    name: 'parked-forged',
    domain: 'coastal-kites.example',
    year: '2007',
    title: 'A parked domain, forged',
    story:
      'A spammer used the name of a domain that sends no mail, and the bounces came to its owner, ' +
      'who pointed MX at 127.0.0.1. Without an SPF record nothing tells a receiver that the mail is forged.',
    clients: [
      {
        ip: '203.0.113.66',
        helo: 'dsl-66.elsewhere.example',
        sender: 'sales@coastal-kites.example',
        expect: 'none',
        note: 'the forger',
      },
    ],
  },
  {
    name: 'parked-guarded',
    domain: 'coastal-sails.example',
    year: '2007',
    title: 'A parked domain, guarded',
    story:
      'The sister of the forged domain after its owner had added SPF everywhere: ' +
      'v=spf1 -all says that the domain sends no mail at all.',
    clients: [
      {
        ip: '203.0.113.66',
        helo: 'dsl-66.elsewhere.example',
        sender: 'sales@coastal-sails.example',
        expect: 'fail',
        note: 'the same forger',
      },
    ],
  },
  {
    name: 'every-feature',
    domain: 'maritime-museum.example',
    title: 'Includes, macros, a redirect and an explanation',
    story:
      'A museum lets its own servers, a ticket service and a few people at home send in its name. ' +
      'All else goes on to a stricter record, which fails it with a sentence for the sender to read.',
    clients: [
      {
        ip: '203.0.113.77',
        helo: 'dsl-77.elsewhere.example',
        sender: 'anna-tours@maritime-museum.example',
        expect: 'fail',
        note: 'an address that Anna has not had entered',
      },
      {
        ip: '203.0.113.5',
        helo: 'dsl-5.elsewhere.example',
        sender: 'anna-tours@maritime-museum.example',
        expect: 'pass',
        note: 'Anna at home, by exists',
      },
      {
        ip: '198.51.100.130',
        helo: 'out.ticket-office.example',
        sender: 'tickets@maritime-museum.example',
        expect: 'pass',
        note: 'the ticket service, by an include of an include',
      },
      {
        ip: '2001:db8:bad::77',
        helo: 'dsl6-77.elsewhere.example',
        sender: 'anna-tours@maritime-museum.example',
        expect: 'fail',
        note: 'the same over IPv6, whose macros look different',
      },
    ],
  },
];
