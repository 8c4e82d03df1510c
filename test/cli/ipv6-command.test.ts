import { expect, test } from 'vitest';
import { runWords } from '../helpers/fake-terminal.ts';
import { findStray } from '../helpers/hostile-text.ts';

test('the published examples hold: twitter.com of 2013 fails by two names, google.com passes', async () => {
  const { code, out } = await runWords(['ipv6', 'twitter.com', 'google.com', '--demo']);
  expect(code).toBe(1);
  const [twitter = '', google = ''] = out.split(/^(?=google\.com)/m);
  expect(twitter).toMatch(/^twitter\.com {2}fail: /);
  expect(twitter).toMatch(
    /^ {2}mx:one\.textdrive\.com: 1 exchange without an IPv6 address: mx\.one\.textdrive\.com$/m,
  );
  expect(twitter).toMatch(/^ {2}include:support\.zendesk\.com leads to .*: _netblocks\.zdsys\.com$/m);
  expect(google).toMatch(/^google\.com {2}pass: /);
  expect((await runWords(['ipv6', 'google.com', '--demo'])).code).toBe(0);
});

test('a host is told what each of its addresses gets, and what one over IPv6 would', async () => {
  const words = [
    'ipv6',
    'google.com',
    '--demo',
    '--host',
    'mail-ob0-x22a.google.com',
    '--host',
    'mx.one.textdrive.com',
  ];
  const { out } = await runWords(words);
  expect(out).toContain('  host mail-ob0-x22a.google.com\n    over IPv6: 2607:f8b0:4003:c01::22a pass\n');
  expect(out).toContain(
    '  host mx.one.textdrive.com\n    over IPv4: 192.0.2.91 softfail\n    over IPv6: it has no address; one that no term names would get softfail\n',
  );
});

test('JSON has the verdict, the reasons and the families of each term', async () => {
  const { out } = await runWords([
    'ipv6',
    'twitter.com',
    '--demo',
    '--json',
    '--host',
    'mx.one.textdrive.com',
  ]);
  const { schemaVersion, domains } = JSON.parse(out);
  expect([schemaVersion, domains.length, domains[0].verdict]).toEqual([1, 1, 'fail']);
  expect(domains[0].reasons[0]).toMatchObject({ kind: 'ip6-error', path: '8', names: [] });
  expect(domains[0].reasons[1]).toMatchObject({
    kind: 'exchange-not-dual',
    path: '8',
    lacks: 'IPv6',
    names: ['mx.one.textdrive.com'],
  });
  expect(domains[0].terms[4]).toMatchObject({ path: '4', term: 'mx', ip4: 'yes', ip6: 'yes' });
  expect(domains[0].hosts[0].clients).toEqual([{ ip: '192.0.2.91', result: 'pass' }]);
});

test.each<[words: string[], code: number]>([
  [['ipv6'], 64],
  [['ipv6', 'a..b', '--demo'], 64],
  [['ipv6', 'google.com', '--demo', '--host', '192.0.2.1'], 64],
  [['ipv6', 'nowhere.example', '--demo'], 6],
])('%j ends with %i', async (words, code) => {
  const { code: ended, out, trouble } = await runWords(words);
  expect(ended).toBe(code);
  expect(findStray(out + trouble)).toBeUndefined();
});
