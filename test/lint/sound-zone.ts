import type { MemoryZone } from '../helpers/memory-zone.ts';

const dual = { A: ['8.8.4.10'], AAAA: ['2606:4700:10::10'] };

/** Names that records of all kinds lead to. Those of providers are published at some time, or stand for such: their
 *  networks are chosen where they are not known. Hosts have addresses of both families. */
export const soundZone: MemoryZone = {
  // Hosts and exchanges of the domain itself.
  'mail.example.com': dual,
  'smtp.example.com': { A: ['8.8.4.20', '8.8.4.21'], AAAA: ['2606:4700:10::20'] },
  'mx1.example.com': { A: ['8.8.4.31'], AAAA: ['2606:4700:10::31'] },
  'mx2.example.com': { A: ['8.8.4.32'], AAAA: ['2606:4700:10::32'] },
  'lists.example.com': { ...dual, MX: [[10, 'mx1.example.com']] },
  '_spf.example.com': 'v=spf1 ip4:8.8.8.0/24 ip6:2606:4700:20::/48 ~all',
  '_spf4.example.com': 'v=spf1 ip4:8.8.8.0/25 ip4:8.8.9.0/24 ~all',
  '_spf6.example.com': 'v=spf1 ip6:2606:4700:20::/48 ip6:2606:4700:21::/48 ~all',
  'explain.example.com': '%{i} is no host of %{o}: see https://www.example.com/spf?ip=%{i}',
  'mobile-users._spf.example.com': 'v=spf1 exists:%{l1r+}.%{d}',
  // Providers.
  '_spf.google.com':
    'v=spf1 ip4:74.125.0.0/16 ip4:209.85.128.0/17 ip6:2001:4860:4864::/56 ip6:2404:6800:4864::/56 ip6:2607:f8b0:4864::/56 ip6:2800:3f0:4864::/56 ip6:2a00:1450:4864::/56 ip6:2c0f:fb50:4864::/56 ~all',
  'spf.protection.outlook.com':
    'v=spf1 ip4:40.92.0.0/15 ip4:40.107.0.0/16 ip4:52.100.0.0/15 ip4:52.102.0.0/16 ip4:52.103.0.0/17 ip4:104.47.0.0/17 ip6:2a01:111:f400::/48 ip6:2a01:111:f403::/49 ip6:2a01:111:f403:8000::/51 ip6:2a01:111:f403:c000::/51 ip6:2a01:111:f403:f000::/52 -all',
  'sendgrid.net':
    'v=spf1 ip4:167.89.0.0/17 ip4:208.117.48.0/20 ip4:50.31.32.0/19 ip4:198.37.144.0/20 ip4:198.21.0.0/21 ip4:192.254.112.0/20 ip4:168.245.0.0/17 ip4:149.72.0.0/16 ip4:159.183.0.0/16 include:ab.sendgrid.net ~all',
  'ab.sendgrid.net': 'v=spf1 ip4:223.165.113.0/24 ip4:223.165.115.0/24 ip4:223.165.118.0/23 ~all',
  'mailgun.org': 'v=spf1 include:_spf.mailgun.org include:_spf.eu.mailgun.org -all',
  '_spf.mailgun.org': 'v=spf1 include:_spf1.mailgun.org include:_spf2.mailgun.org ~all',
  '_spf1.mailgun.org': 'v=spf1 ip4:209.61.151.0/24 ip4:166.78.68.0/22 ~all',
  '_spf2.mailgun.org': 'v=spf1 ip4:104.130.122.0/23 ip4:146.20.112.0/26 ~all',
  '_spf.eu.mailgun.org': 'v=spf1 ip4:141.193.32.0/23 ip4:159.135.140.80/29 ~all',
  'amazonses.com':
    'v=spf1 ip4:199.255.192.0/22 ip4:199.127.232.0/22 ip4:54.240.0.0/18 ip4:69.169.224.0/20 ip4:23.249.208.0/20 ip4:23.251.224.0/19 ip4:76.223.176.0/20 ip4:54.240.64.0/18 ip4:76.223.128.0/19 ip4:216.221.160.0/19 ip4:206.55.144.0/20 ip4:24.110.64.0/18 -all',
  'mail.zendesk.com':
    'v=spf1 ip4:192.161.144.0/20 ip4:185.12.80.0/22 ip4:96.46.150.192/27 ip4:174.137.46.0/24 ip4:188.172.128.0/20 ip4:216.198.0.0/18 ~all',
  'servers.mcsv.net': 'v=spf1 ip4:205.201.128.0/20 ip4:198.2.128.0/18 ip4:148.105.8.0/21 ~all',
  'spf.mandrillapp.com': 'v=spf1 ip4:198.2.128.0/24 ip4:198.2.134.0/24 ip4:205.201.136.0/23 ?all',
  'mktomail.com': 'v=spf1 ip4:199.15.212.0/22 ip4:192.28.144.0/20 ip4:185.28.196.0/22 ~all',
  '_spf.createsend.com': 'v=spf1 ip4:203.55.21.0/24 ip4:204.75.142.0/24 ip4:27.126.146.0/24 ~all',
  '_spf.salesforce.com': 'v=spf1 exists:%{i}._spf.mta.salesforce.com -all',
  'zohomail.com': 'v=spf1 ip4:136.143.188.0/24 ip4:136.143.184.0/24 ip4:135.84.80.0/22 ~all',
  'zoho.eu': 'v=spf1 ip4:185.20.209.0/24 ip4:185.20.211.0/24 ip4:89.36.170.0/24 -all',
  'spf.brevo.com': 'v=spf1 ip4:185.41.28.0/22 ip4:94.143.16.0/21 ip4:185.24.144.0/22 ~all',
  'spf.mtasv.net': 'v=spf1 ip4:50.31.156.96/27 ip4:104.245.209.192/26 ip4:50.31.205.0/24 ~all',
  'spf.mailjet.com': 'v=spf1 ip4:87.253.232.0/21 ip4:185.189.236.0/22 ip4:185.211.120.0/22 ?all',
  'spf.messagingengine.com': 'v=spf1 ip4:103.168.172.128/27 ip4:202.12.124.128/27 ?all',
  '_spf.protonmail.ch': 'v=spf1 ip4:185.70.40.0/24 ip4:185.70.42.0/23 ip4:109.224.244.0/24 ~all',
  'spf.mailbox.org': 'v=spf1 ip4:80.241.56.0/21 ip6:2001:67c:2050::/48 ~all',
  'spf.improvmx.com': 'v=spf1 ip4:52.1.139.44 ip4:54.87.217.37 ~all',
  'mx.ovh.com': 'v=spf1 ip4:46.105.32.0/20 ip4:178.32.96.0/20 ip4:188.165.32.0/20 ?all',
  '_spf-eu.ionos.com': 'v=spf1 ip4:212.227.126.128/25 ip4:82.165.159.0/26 ip4:217.72.192.64/26 ?all',
  '_mailcust.gandi.net': 'v=spf1 ip4:217.70.183.192/28 ip6:2001:4b98:dc4:8::/64 ?all',
  'spf.hostnet.nl': 'v=spf1 ip4:91.184.0.0/24 ip6:2a02:2268:ffff:ffff::/64 ~all',
  'relay.mailchannels.net':
    'v=spf1 ip4:23.83.208.0/20 ip4:192.30.252.0/24 ip6:2604:b180::/40 exists:%{ir}._i.%{d} ~all',
  '_spf.mail.yahoo.com': 'v=spf1 ptr:yahoo.com ptr:yahoo.net ?all',
  'res.cisco.com': {
    TXT: ['v=spf1 mx:res.cisco.com exists:%{i}.spf.res.cisco.com -all'],
    MX: [
      [10, 'esa1.cres.iphmx.com'],
      [10, 'esa2.cres.iphmx.com'],
    ],
  },
  'esa1.cres.iphmx.com': { A: ['68.232.140.138'] },
  'esa2.cres.iphmx.com': { A: ['68.232.135.234'] },
  'long.provider.example': `v=spf1 ${Array.from({ length: 6 }, (_, i) => `include:_${i}.provider.example`).join(' ')} ~all`,
  ...Object.fromEntries(
    Array.from({ length: 6 }, (_, i) => [
      `_${i}.provider.example`,
      `v=spf1 ip4:5.9.${i}.0/24 ip6:2a01:4f8:${i}::/48 ~all`,
    ]),
  ),
  // What RFC 7208 has examples of.
  'example.org': {
    TXT: ['v=spf1 include:example.com include:example.net -all'],
    A: ['8.8.7.1'],
    AAAA: ['2606:4700:7::1'],
    MX: [[10, 'mail-c.example.org']],
  },
  'mail-c.example.org': { A: ['8.8.7.140'], AAAA: ['2606:4700:7::140'] },
  'example.net': { TXT: ['v=spf1 mx -all'], MX: [[10, 'mail-c.example.org']] },
  'colo.example.com': { A: ['8.8.5.1'], AAAA: ['2606:4700:5::1'] },
  'ip4._spf.example.com': 'v=spf1 -ip4:192.0.2.0/24 +all',
  'ptr._spf.example.com': 'v=spf1 -ptr:example.com +all',
};

/** What a row's domain has beside its record. */
export const ownData = {
  A: ['8.8.4.1'],
  AAAA: ['2606:4700:10::1'],
  MX: [
    [10, 'mx1.example.com'],
    [20, 'mx2.example.com'],
  ],
} as const;
