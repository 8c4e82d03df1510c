import { expect, test } from 'vitest';
import { parseZoneFile } from '../../src/dns/parse-zone-file.ts';
import { zoneResolver } from '../../src/dns/zone-resolver.ts';
import { askOwners } from '../../src/exploration/ask-owners.ts';
import { organisationalDomain } from '../../src/lint/organisational-domain.ts';
import { contactOf, zoneCandidates } from '../../src/lint/record-owners.ts';

const resolverOf = (text: string) => {
  const zone = parseZoneFile(text, { file: 'z', origin: '' });
  if (!zone.ok) throw new Error(zone.problems[0]?.message);
  return zoneResolver([zone]);
};

test('the owner of a record is the contact of the zone that it stands in, however far above', async () => {
  const resolver = resolverOf(`
example.co.uk. 60 SOA ns.example.co.uk. host\\.master.example.co.uk. 1 1 1 1 1
_spf.a.b.example.co.uk. 60 TXT "v=spf1 -all"
sendgrid.net. 60 SOA ns.sendgrid.net. dns.sendgrid.net. 1 1 1 1 1
ab.sendgrid.net. 60 TXT "v=spf1 -all"
`);
  const owners = await askOwners(
    ['_spf.a.b.example.co.uk', 'AB.sendgrid.net', 'nowhere.example'],
    resolver,
    organisationalDomain,
  );
  expect([...owners.values()]).toEqual([
    {
      domain: '_spf.a.b.example.co.uk',
      organisation: 'example.co.uk',
      zone: 'example.co.uk',
      contact: 'host.master@example.co.uk',
    },
    {
      domain: 'ab.sendgrid.net',
      organisation: 'sendgrid.net',
      zone: 'sendgrid.net',
      contact: 'dns@sendgrid.net',
      provider: 'SendGrid',
    },
    { domain: 'nowhere.example', organisation: 'nowhere.example' },
  ]);
});

test('a zone is looked for no further up than what can be registered', () => {
  expect(zoneCandidates('a.b.example.com', 'example.com')).toEqual([
    'a.b.example.com',
    'b.example.com',
    'example.com',
  ]);
  expect(zoneCandidates('example.com', 'example.com')).toEqual(['example.com']);
  expect(zoneCandidates(`${'a.'.repeat(100)}example.com`, 'example.com')).toHaveLength(6);
});

test('an RNAME without a local-part is no address', () => {
  expect([contactOf(''), contactOf('root'), contactOf('a\\.b.example.com')]).toEqual([
    undefined,
    undefined,
    'a.b@example.com',
  ]);
});
