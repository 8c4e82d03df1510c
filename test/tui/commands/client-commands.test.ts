import { describe, expect, it } from 'vitest';
import type { ClientTexts } from '../../../src/tui/state/client-form.ts';
import { memoryResolver } from '../../helpers/memory-resolver.ts';
import type { MemoryZone } from '../../helpers/memory-zone.ts';
import { driveScreen, type ScreenDriver } from '../../helpers/screen-driver.ts';
import { clientWith, exploreZone, footerOf } from '../../helpers/zone-screen.ts';

const zone: MemoryZone = {
  'example.com': 'v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ?ip4:198.51.100.1 ~all',
  'mail.example': { TXT: ['v=spf1 ip4:192.0.2.7 -all'], A: ['192.0.2.7'], AAAA: ['2001:db8::7'] },
  'old.example': { A: ['203.0.113.9', '203.0.113.10'] },
  'one.example': { A: ['192.0.2.99'] },
  'bare.example': {},
  'slow.example': { A: 'timeout', AAAA: ['2001:db8::1'] },
};

const explore = (...clients: readonly Partial<ClientTexts>[]) => exploreZone(zone, 'example.com', clients);

const clientsRow = (screen: ScreenDriver): string | undefined =>
  screen
    .rows()
    .find((row) => /^ \d+ clients?[ ,]/.test(row))
    ?.trim()
    .replace(/ {2,}/g, '  ')
    .replace('  ▶', ' ▶');

const clientRow = (screen: ScreenDriver): string | undefined =>
  screen
    .rows()
    .find((row) => row.startsWith(' client '))
    ?.replace(/ {4,}.*/, '')
    .trim();

const three = [{ label: 'web', ip: '192.0.2.1' }, { ip: '203.0.113.9' }, { label: 'six', ip: '2001:db8::1' }];

describe('several clients', () => {
  it('stand side by side with their results', async () => {
    expect(clientsRow(await explore(...three))).toBe(
      '3 clients ▶ web ✓ pass  203.0.113.9 ~ softfail  six ✓ pass',
    );
  });

  it('are no line of their own where there is one, unless it expects something', async () => {
    expect(clientsRow(await explore({ ip: '192.0.2.1' }))).toBeUndefined();
    expect(clientsRow(await explore({ ip: '192.0.2.1', expected: 'fail' }))).toBe(
      '1 client, 1 not as expected ▶ 192.0.2.1 ✓ pass, expected fail',
    );
  });

  const rows: readonly (readonly [string, readonly string[], RegExp, RegExp])[] = [
    ['] goes to the next', [']'], /▶ 203/, /^client 203\.0\.113\.9 /],
    ['] ] ] goes round', [']', ']', ']'], /▶ web/, /^client 192\.0\.2\.1 /],
    ['[ goes back, round', ['['], /▶ six/, /^client 2001:db8::1 /],
    ['] [ is where it was', [']', '['], /▶ web/, /^client 192\.0\.2\.1 /],
  ];
  it.each(rows)('%s', async (_, keys, line, client) => {
    const screen = await explore(...three);
    await screen.press(...keys);
    expect(clientsRow(screen)).toMatch(line);
    expect(clientRow(screen)).toMatch(client);
    expect(clientsRow(screen)).toContain('203.0.113.9 ~ softfail');
  });

  it('say how to have more than one', async () => {
    const screen = await explore({ ip: '192.0.2.1' });
    for (const key of [']', '[']) {
      await screen.press(key);
      expect(footerOf(screen)).toBe('there is one client only; Ctrl-O in its form (s) adds another');
    }
  });

  it('mark what is not as expected, and count it', async () => {
    const screen = await explore(
      { label: 'web', ip: '192.0.2.1', expected: 'pass' },
      { label: 'old', ip: '203.0.113.9', expected: 'fail' },
      { ip: '198.51.100.1', expected: 'pass' },
    );
    expect(clientsRow(screen)).toBe(
      '3 clients, 2 not as expected ▶ web ✓ pass  old ~ softfail, expected fail  198.51.100.1 ? neutral, expected pass',
    );
  });

  it('mark what an edit changed, of all of them', async () => {
    const screen = await explore(...three);
    await screen.press('g', 'w', 'ctrl+u');
    await screen.type('v=spf1 ip4:192.0.2.0/24 -all');
    expect(clientsRow(screen)).toBe(
      '3 clients ▶ web ✓ pass  203.0.113.9 ✗ fail (was softfail)  six ✗ fail (was pass)',
    );
    await screen.press('enter');
    await screen.press(']');
    expect(clientsRow(screen)).toContain('▶ 203.0.113.9 ✗ fail (was softfail)');
    await screen.press('X');
    expect(clientsRow(screen)).toBe('3 clients  web ✓ pass ▶ 203.0.113.9 ~ softfail  six ✓ pass');
  });

  it('mark it too after another client was looked at in one go', async () => {
    const screen = await explore(...three);
    await screen.press('G', 'x');
    await screen.press(']', '[');
    expect(clientsRow(screen)).toBe(
      '3 clients ▶ web ✓ pass  203.0.113.9 ? neutral (was softfail)  six ✓ pass',
    );
    expect(screen.text()).toMatch(/edited: +pass +lookups 0 /);
  });

  it('leave the one that is looked at in sight, however many there are', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ ip: `192.0.2.${index}` }));
    const screen = await exploreZone(zone, 'example.com', many, { columns: 70, rows: 30 });
    for (let index = 0; index < 60; index++) {
      expect(clientsRow(screen)).toContain(`▶ 192.0.2.${index} `);
      await screen.press(']');
    }
  });
});

describe('the form', () => {
  it('adds a client with Ctrl-O, with the HELO and sender of the one before', async () => {
    const screen = await explore({ ip: '192.0.2.1', helo: 'h.example', sender: 'a@example.com' });
    await screen.press('s', 'ctrl+o');
    expect(screen.text()).toContain('client 2 of 2');
    await screen.type('203.0.113.9');
    expect(screen.rows()[1]).toContain('SOFTFAIL');
    await screen.press('enter');
    expect(clientsRow(screen)).toBe('2 clients  192.0.2.1 ✓ pass ▶ 203.0.113.9 ~ softfail');
    expect(clientRow(screen)).toContain('helo h.example');
  });

  it('adds none where there is no address yet, or none that can be read', async () => {
    for (const typed of ['', '300.1.2.3']) {
      const screen = await explore({});
      await screen.press('s', ...typed, 'ctrl+o');
      expect(screen.text()).not.toContain('client 2');
    }
  });

  it('forgets a client that was added and left empty', async () => {
    const screen = await explore({ ip: '192.0.2.1' });
    await screen.press('s', 'ctrl+o');
    await screen.press('enter');
    expect(clientsRow(screen)).toBeUndefined();
    expect(clientRow(screen)).toMatch(/^client 192\.0\.2\.1 /);
  });

  it('takes back on Esc what was added, removed and chosen', async () => {
    const screen = await explore(...three);
    const before = [clientsRow(screen), clientRow(screen)];
    for (const keys of [['ctrl+o', ...'192.0.2.9'], ['ctrl+x'], ['ctrl+n'], ['ctrl+u', ...'192.0.2.8']]) {
      await screen.press('s');
      await screen.press(...keys);
      expect([clientsRow(screen), clientRow(screen)]).not.toEqual(before);
      await screen.press('escape');
      expect([clientsRow(screen), clientRow(screen)]).toEqual(before);
    }
  });

  it('removes the client with Ctrl-X; after the last one there is none', async () => {
    const screen = await explore(...three);
    await screen.press('s', 'ctrl+n', 'ctrl+x');
    expect(screen.text()).toContain('client 2 of 2');
    expect(clientsRow(screen)).toBe('2 clients  web ✓ pass ▶ six ✓ pass');
    await screen.press('ctrl+x');
    expect(clientsRow(screen)).toBeUndefined();
    expect(clientRow(screen)).toMatch(/^client 192\.0\.2\.1 /);
    await screen.press('ctrl+x', 'enter');
    expect(clientRow(screen)).toBe('client none named; s simulates one');
  });

  it('goes from client to client with Ctrl-N and Ctrl-P', async () => {
    const screen = await explore(...three);
    await screen.press('s', 'ctrl+n');
    expect(screen.text()).toMatch(/Client IP +203\.0\.113\.9/);
    await screen.press('ctrl+p', 'ctrl+p');
    expect(screen.text()).toMatch(/Client IP +2001:db8::1/);
    expect(screen.text()).toMatch(/Label +six/);
  });

  it('takes a label and an expected result', async () => {
    const screen = await explore({ ip: '192.0.2.1' });
    await screen.press('s', 'tab', 'tab', 'tab', ...'gate', 'tab', ...'fail');
    await screen.press('enter');
    expect(clientsRow(screen)).toBe('1 client, 1 not as expected ▶ gate ✓ pass, expected fail');
  });

  it('says which results there are, and stays open', async () => {
    const screen = await explore({ ip: '192.0.2.1' });
    await screen.press('s', 'shift+tab', ...'maybe');
    expect(screen.text()).toContain('expect: pass, fail, softfail, neutral, none, permerror or temperror');
    await screen.press('enter');
    expect(screen.text()).toContain('━ Simulate ');
  });

  it('does not run past the client that is looked at where it is emptied', async () => {
    const screen = await explore({ ip: '192.0.2.1' });
    await screen.press('s', 'ctrl+u', 'enter');
    expect(clientRow(screen)).toBe('client none named; s simulates one');
    expect(screen.rows()[1]).toContain('POLICY');
  });
});

describe('a host name for an address', () => {
  it('stands for all its addresses of both families', async () => {
    const screen = await explore({ ip: 'mail.example' });
    expect(clientsRow(screen)).toBe(
      '2 clients ▶ mail.example 192.0.2.7 ✓ pass  mail.example 2001:db8::7 ✓ pass',
    );
    expect(clientRow(screen)).toContain('helo mail.example');
  });

  it('keeps its label, and needs no number for one address', async () => {
    const screen = await explore({ ip: 'one.example', label: 'gate' }, { ip: '203.0.113.9' });
    expect(clientsRow(screen)).toBe('2 clients ▶ gate ✓ pass  203.0.113.9 ~ softfail');
  });

  it('leaves the client in its place that is looked at', async () => {
    const screen = await explore({ ip: '192.0.2.1' }, { ip: 'old.example' }, { ip: '198.51.100.1' });
    expect(clientsRow(screen)).toMatch(
      /^4 clients ▶ 192\.0\.2\.1 ✓ pass {2}old\.example 203\.0\.113\.9 ~ softfail {2}old\.example 203\.0\.113\.10 /,
    );
  });

  it('is found too when the form was open meanwhile and left by Esc', async () => {
    const screen = driveScreen(memoryResolver(zone));
    screen.controller.explore('example.com', clientWith({ ip: 'mail.example' }));
    await screen.press('s');
    await screen.press('escape');
    expect(clientsRow(screen)).toContain('2 clients ▶ mail.example 192.0.2.7 ✓ pass');
  });

  it('may be typed into the form', async () => {
    const screen = await explore({});
    await screen.press('s', ...'mail.example');
    expect(screen.text()).toContain('Enter asks for the addresses of mail.example');
    await screen.press('enter');
    expect(clientsRow(screen)).toContain('2 clients ▶ mail.example 192.0.2.7 ✓ pass');
  });

  it.each([
    ['that has none', 'bare.example', /bare\.example.*(no|none|neither)/],
    ['that does not exist', 'absent.example', /absent\.example/],
  ])('%s is told', async (_, ip, said) => {
    const screen = await explore({ ip });
    expect(footerOf(screen)).toMatch(said);
    expect(clientsRow(screen)).toBeUndefined();
  });

  it('of which DNS tells only one family has that one, and it is told', async () => {
    const screen = await explore({ ip: 'slow.example' });
    expect(clientRow(screen)).toMatch(/^client 2001:db8::1 /);
    expect(footerOf(screen)).toContain('A slow.example');
  });
});

describe('the other identity', () => {
  const client = { ip: '203.0.113.9', helo: 'mail.example', sender: 'a@example.com' };

  it('stands in the line of the client with its result', async () => {
    expect(clientRow(await explore(client))).toBe(
      'client 203.0.113.9   helo mail.example ✗ fail   from a@example.com ~ softfail',
    );
  });

  it('is explored by i, and left by i', async () => {
    const screen = await explore(client);
    await screen.press('i');
    expect(screen.rows()[0]).toContain('mail.example  (HELO identity)');
    expect(screen.rows()[1]).toContain('FAIL');
    expect(clientRow(screen)).toBe(
      'client 203.0.113.9   helo mail.example ✗ fail   from a@example.com ~ softfail',
    );
    await screen.press('i');
    expect(screen.rows()[0]).not.toContain('HELO');
    expect(screen.rows()[1]).toContain('SOFTFAIL');
  });

  it('has the log and the answers of before', async () => {
    const screen = await explore(client);
    const queries = /\d+ quer\w+/.exec(screen.rows()[0] ?? '')?.[0];
    await screen.press('i');
    await screen.press('i');
    expect(screen.rows()[0]).toContain(queries);
  });

  it('has what stood before an edit, there and back in one go too', async () => {
    for (const inOneGo of [false, true]) {
      const screen = await explore(client);
      await screen.press('G', 'x');
      if (inOneGo) await screen.press('i', 'i');
      else for (const key of ['i', 'i']) await screen.press(key);
      expect(screen.rows()[0]).not.toContain('HELO');
      expect(screen.text()).toMatch(/edited: +softfail → neutral/);
    }
  });

  it.each([
    ['no client', {}],
    ['no HELO name', { ip: '192.0.2.1' }],
    ['the domain itself for a HELO name', { ip: '192.0.2.1', helo: 'Example.COM' }],
  ])('is none for %s', async (_, one) => {
    const screen = await explore(one);
    await screen.press('i');
    expect(footerOf(screen)).toBe('the client has no HELO name but the domain itself; s gives it one');
    expect(screen.rows()[0]).not.toContain('HELO');
  });

  it('is left by another domain', async () => {
    const screen = await explore(client);
    await screen.press('i');
    await screen.press('d', ...'one.example', 'enter');
    expect(screen.rows()[0]).toContain('one.example');
    expect(screen.rows()[0]).not.toContain('HELO');
  });
});
