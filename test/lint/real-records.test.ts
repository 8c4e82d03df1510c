import { describe, expect, test } from 'vitest';
import { applyFix } from '../../src/spf/diagnostic.ts';
import { lintZone } from '../helpers/lint-table.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';

/** Records as they were published, and the examples of RFC 7208. */
const published: MemoryZone = {
  'wepay.com': {
    TXT: [
      'v=spf1 a mx include:_spf.google.com include:sendgrid.net include:mail.zendesk.com include:mktomail.com -all',
    ],
    A: ['8.8.0.1'],
    AAAA: ['2606:4700::1'],
    MX: [[10, 'wepay.com']],
  },
  'mail.zendesk.com':
    'v=spf1 ip4:192.161.144.0/20 ip4:185.12.80.0/22 ip4:96.46.150.192/27 ip4:174.137.46.0/24 ip4:188.172.128.0/20 ip4:216.198.0.0/18 ~all',
  '_spf.google.com':
    'v=spf1 ip4:74.125.0.0/16 ip4:209.85.128.0/17 ip6:2001:4860:4864::/56 ip6:2404:6800:4864::/56 ip6:2607:f8b0:4864::/56 ip6:2800:3f0:4864::/56 ip6:2a00:1450:4864::/56 ip6:2c0f:fb50:4864::/56 ~all',
  'gmail.com': 'v=spf1 redirect=_spf.google.com',
  'spf.protection.outlook.com':
    'v=spf1 ip4:40.92.0.0/15 ip4:40.107.0.0/16 ip4:52.100.0.0/15 ip4:52.102.0.0/16 ip4:52.103.0.0/17 ip4:104.47.0.0/17 ip6:2a01:111:f400::/48 ip6:2a01:111:f403::/49 ip6:2a01:111:f403:8000::/51 ip6:2a01:111:f403:c000::/51 ip6:2a01:111:f403:f000::/52 -all',
  'office.example': 'v=spf1 include:spf.protection.outlook.com -all',
  'mailgun.org': 'v=spf1 include:_spf.mailgun.org include:_spf.eu.mailgun.org -all',
  '_spf.mailgun.org': 'v=spf1 include:_spf1.mailgun.org include:_spf2.mailgun.org ~all',
  '_spf1.mailgun.org': 'v=spf1 ip4:209.61.151.0/24 ip4:166.78.68.0/22 ~all',
  '_spf2.mailgun.org': 'v=spf1 ip4:104.130.122.0/23 ip4:146.20.112.0/26 ~all',
  '_spf.eu.mailgun.org': 'v=spf1 ip4:141.193.32.0/23 ip4:159.135.140.80/29 ~all',
  'microsoft.com':
    'v=spf1 include:_spf-a.microsoft.com include:_spf-b.microsoft.com include:_spf-c.microsoft.com include:_spf-ssg-a.msft.net include:spf-a.hotmail.com include:_spf1-meo.microsoft.com -all',
  'github.com':
    'v=spf1 ip4:192.30.252.0/22 include:_spf.google.com include:esp.github.com include:_spf.createsend.com include:mail.zendesk.com include:servers.mcsv.net ~all',
  'yahoo.com': 'v=spf1 redirect=_spf.mail.yahoo.com',
  '_spf.mail.yahoo.com': 'v=spf1 ptr:yahoo.com ptr:yahoo.net ?all',
  '_spf.salesforce.com': 'v=spf1 exists:%{i}._spf.mta.salesforce.com -all',
  'citrix.com':
    'v=spf1 include:spf.citrix.com include:spf2.citrix.com include:ironport.citrix.com exists:%{i}._spf.mta.salesforce.com ~all',
  'valimail.example': 'v=spf1 include:%{i}._ip.%{h}._ehlo.%{d}._spf.vali.email ~all',
  'atos.example': 'v=spf1 ip4:157.203.42.35 ip4:18.202.114.104 ip:3.8.227.20 ip:3.10.60.122 a:atos.net -all',
  'checkdmarc.example': 'v=spf1 ip4:45.154.45.81~all',
  'coppertone.example': 'v=spf1 include.spf.protection.outlook.com',
  'kenfor.com': 'v=spf1 ipv4:120.197.68.19/24 ipv4:113.106.14.0/24 -all',
  'anbermedia.com': 'v=spf1 ip4:72.11.154.128/25-all',
  'cut.example': { TXT: [['v=spf1 ip4:69.171.232.0/24 i', 'p4:66.220.157.0/25 ip6:2620:0:1cff::/48 -all']] },
  // RFC 7208 appendix A.
  'example.com': {
    TXT: ['v=spf1 mx -all'],
    A: ['192.0.2.10', '192.0.2.11'],
    AAAA: ['2001:db8::10'],
    MX: [
      [10, 'mail-a.example.com'],
      [20, 'mail-b.example.com'],
    ],
  },
  'mail-a.example.com': { A: ['192.0.2.129'], AAAA: ['2001:db8::81'] },
  'mail-b.example.com': { A: ['192.0.2.130'], AAAA: ['2001:db8::82'] },
  'atos.net': { A: ['8.8.0.2'], AAAA: ['2606:4700::2'] },
  'nothing.example': 'v=spf1 -all',
  'network.example': 'v=spf1 a:example.com/28 -all',
  'redirected.example': 'v=spf1 redirect=example.com',
};

const targetPattern = /(?:include:|redirect=)([\w.-]+)/g;

/** The same, with a small sound record wherever else an include leads. */
const zone: MemoryZone = {
  ...Object.fromEntries(
    Object.values(published).flatMap((data) =>
      [...JSON.stringify(data).matchAll(targetPattern)].map(([, name = '']) => [
        name,
        'v=spf1 ip4:8.8.0.0/24 ip6:2606:4700::/48 ~all',
      ]),
    ),
  ),
  ...published,
};

const serious = async (root: string): Promise<string[]> => {
  const problems = await lintZone(zone, { root });
  return problems
    .filter(({ severity }) => severity !== 'notice')
    .map(({ code, severity }) => `${severity} ${code}`);
};

describe('a record that works has nothing to be mended', () => {
  test.each([
    ['wepay.com', []],
    ['office.example', []],
    ['microsoft.com', []],
    ['github.com', []],
    ['citrix.com', []],
    ['_spf.salesforce.com', []],
    ['valimail.example', []],
    ['example.com', []],
    ['nothing.example', []],
    ['network.example', []],
    ['redirected.example', []],
    // Networks of IPv4 only, and a wide one of its own.
    ['mailgun.org', ['warning ipv6-missing']],
    ['gmail.com', ['warning wide-network']],
    ['yahoo.com', ['warning ptr-used', 'warning ptr-used', 'warning neutral-all']],
  ])('%s: %j', async (root, expected) => {
    expect(await serious(root)).toEqual(expected);
  });
});

describe('a record that is broken gets the fix that was meant', () => {
  test.each([
    ['anbermedia.com', 'missing-space', 'v=spf1 ip4:72.11.154.128/25 -all'],
    ['checkdmarc.example', 'missing-space', 'v=spf1 ip4:45.154.45.81 ~all'],
    ['coppertone.example', 'missing-colon', 'v=spf1 include:spf.protection.outlook.com'],
    ['kenfor.com', 'unknown-mechanism', 'v=spf1 ip4:120.197.68.19/24 ipv4:113.106.14.0/24 -all'],
    [
      'atos.example',
      'unknown-mechanism',
      'v=spf1 ip4:157.203.42.35 ip4:18.202.114.104 ip4:3.8.227.20 ip:3.10.60.122 a:atos.net -all',
    ],
  ])('%s: %s', async (root, code, fixed) => {
    const [first] = await lintZone(zone, { root });
    expect(first?.code).toBe(code);
    expect(first?.fix && applyFix(first.text ?? '', first.fix)).toBe(fixed);
  });
});

test('a name that two strings share is whole', async () => {
  expect(await serious('cut.example')).toEqual([]);
});
