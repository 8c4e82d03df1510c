import { describe, expect, it, test } from 'vitest';
import type { MemoryZone } from '../../helpers/memory-zone.ts';
import type { ScreenDriver } from '../../helpers/screen-driver.ts';
import { exploreZone, focusedPane, footerOf, treeOf } from '../../helpers/zone-screen.ts';

const zone: MemoryZone = {
  'example.com': 'v=spf1 a:Mail.example include:one.example include:two.example ip4:203.0.113.0/24 ~all',
  'one.example': 'v=spf1 ip4:192.0.2.0/24 include:two.example ?all',
  'two.example': 'v=spf1 ip4:198.51.100.0/24 a:mail.two.example -all',
  'mail.example': { A: ['203.0.113.77'] },
  'mail.two.example': { A: ['198.51.100.9'] },
};

const explore = (ip = '') => exploreZone(zone, 'example.com', [{ ip }]);

const cursorRow = (screen: ScreenDriver): string | undefined =>
  treeOf(screen)
    .find((row) => row.startsWith('>'))
    ?.slice(1);

const search = async (screen: ScreenDriver, text: string): Promise<void> => {
  await screen.press('/', ...text, 'enter');
};

const foundNote = (screen: ScreenDriver): string | undefined =>
  /[^━─]* found, \d+\/\d+/.exec(screen.text())?.[0].trim();

describe('a search', () => {
  const rows: readonly (readonly [string, string, readonly string[]])[] = [
    ['lower case finds both', 'mail', ['a:Mail.example', '..a:mail.two.example', '.a:mail.two.example']],
    ['an upper-case letter finds only itself', 'Mail', ['a:Mail.example']],
    ['a part of a term', 'include:t', ['.include:two.example', 'include:two.example']],
    [
      'an address finds the networks that hold it, the names that have it, and what leads there',
      '198.51.100.9',
      [
        'include:one.example',
        '.include:two.example',
        '..ip4:198.51.100.0/24',
        '..a:mail.two.example',
        'include:two.example',
        '.ip4:198.51.100.0/24',
        '.a:mail.two.example',
      ],
    ],
    ['an address behind a name', '203.0.113.77', ['a:Mail.example', 'ip4:203.0.113.0/24']],
    ['a network finds what overlaps it', '192.0.2.128/25', ['.ip4:192.0.2.0/24']],
    ['spaces around it do not count', ' ~all ', ['~all']],
    ['the root is found by its name', 'example.com', ['v=spf1']],
  ];
  it.each(rows)('%s', async (_, text, expected) => {
    const screen = await explore();
    await search(screen, text);
    const met: (string | undefined)[] = [cursorRow(screen)];
    for (let step = 1; step < expected.length; step++) {
      await screen.press('n');
      met.push(cursorRow(screen));
    }
    expect(met).toEqual(expected);
    expect(foundNote(screen)).toContain(`${expected.length} of ${expected.length} found`);
    await screen.press('n');
    expect(cursorRow(screen)).toBe(expected[0]);
  });

  it.each([
    [['n'], 2],
    [['N'], 3],
    [['n', 'n', 'n'], 1],
    [['2', 'n'], 3],
    [['7', 'n'], 2],
    [['2', 'N'], 2],
    [['1', '0', '0', 'N'], 3],
    [['n', 'N'], 1],
  ])('%j goes from the first of three to the number %i', async (keys, place) => {
    const screen = await explore();
    await search(screen, 'mail');
    expect(foundNote(screen)).toContain('1 of 3 found');
    await screen.press(...keys);
    expect(foundNote(screen)).toContain(`${place} of 3 found`);
  });

  it('goes on from where the cursor is, behind or before it', async () => {
    const screen = await explore();
    await search(screen, 'mail');
    await screen.press('escape', 'G', 'N');
    expect(cursorRow(screen)).toBe('.a:mail.two.example');
    await screen.press('G', 'n');
    expect(cursorRow(screen)).toBe('a:Mail.example');
    await screen.press('2', 'j', 'n');
    expect(cursorRow(screen)).toBe('..a:mail.two.example');
  });

  it('opens only what leads to the hit of what is typed, and none to those on the way there', async () => {
    const screen = await explore();
    await screen.press('j', 'c', 'g');
    const closed = treeOf(screen);
    await screen.press('/', 'm', 'a', 'i', 'l', '.', 't');
    expect(cursorRow(screen)).toBe('..a:mail.two.example');
    await screen.press('z', 'z', 'z');
    expect(treeOf(screen)).toEqual(closed);
    await screen.press('ctrl+u', ...'203.0.113.1');
    expect(treeOf(screen).map((row) => row.replace('>', ''))).toEqual(
      closed.map((row) => row.replace('>', '')),
    );
    expect(cursorRow(screen)).toBe('ip4:203.0.113.0/24');
  });

  it('begins at the cursor, where the client put it too', async () => {
    const screen = await explore('198.51.100.1');
    expect(cursorRow(screen)).toBe('..ip4:198.51.100.0/24');
    await screen.press('/', ...'mail.');
    expect(cursorRow(screen)).toBe('..a:mail.two.example');
  });

  it('reveals what lies in closed branches', async () => {
    const screen = await explore();
    await screen.press('j', 'c', 'g', ' ');
    expect(treeOf(screen)).toEqual(['>v=spf1']);
    await search(screen, 'mail.two');
    expect(cursorRow(screen)).toBe('..a:mail.two.example');
  });

  it('goes back on Esc to the place and the folds from before', async () => {
    const screen = await explore();
    await screen.press('2', 'j', ' ');
    const before = screen.text();
    await screen.press('/', ...'mail.two');
    expect(cursorRow(screen)).toBe('..a:mail.two.example');
    expect(footerOf(screen)).toContain('2 found');
    await screen.press('escape');
    expect(screen.text()).toBe(before);
  });

  it('shows all terms where the filter hides what was found, and Esc brings the filter back', async () => {
    const screen = await explore();
    await screen.press('v', 'v');
    const before = screen.text();
    await screen.press('/', ...'ip4');
    expect(cursorRow(screen)).toBe('.ip4:192.0.2.0/24');
    await screen.press('escape');
    expect(screen.text()).toBe(before);
    await search(screen, 'include');
    expect(screen.text()).toContain('what costs lookups');
    await screen.press('escape', 'v', 'v');
    await search(screen, 'ip4');
    await screen.press('n');
    expect(cursorRow(screen)).toBe('..ip4:198.51.100.0/24');
    await screen.press('v', 'v', 'n', 'n');
    expect(cursorRow(screen)).toBe('.ip4:198.51.100.0/24');
  });

  it('says that nothing is found, and n says so too', async () => {
    const screen = await explore();
    await screen.press('/', ...'nowhere');
    expect(footerOf(screen)).toContain('0 found');
    await screen.press('enter');
    expect(footerOf(screen)).toBe('nothing in the tree matches "nowhere"');
    await screen.press('n');
    expect(footerOf(screen)).toBe('"nowhere" is nowhere in the tree');
  });

  it('says that nothing was searched yet', async () => {
    const screen = await explore();
    for (const key of ['n', 'N']) {
      await screen.press(key);
      expect(footerOf(screen)).toBe('nothing was searched yet: / searches');
    }
  });

  it('of nothing ends the search that was on', async () => {
    const screen = await explore();
    await search(screen, 'mail');
    await search(screen, '');
    expect(foundNote(screen)).toBeUndefined();
  });

  it('says a hostile text only escaped', async () => {
    const screen = await explore();
    await screen.press('/');
    screen.controller.paste('\u202e\u{e0041}');
    await screen.press('enter');
    expect(footerOf(screen)).toMatch(/^nothing in the tree matches "[\x20-\x7e]+"$/);
  });
});

test('a tree of 2^45 paths is searched and filtered at once', async () => {
  const bomb: Record<string, string> = { 'n45.example': 'v=spf1 ip4:192.0.2.1 exists:needle.example -all' };
  for (let level = 0; level < 45; level++)
    bomb[`n${level}.example`] = `v=spf1 ${`include:n${level + 1}.example `.repeat(2)}-all`;
  const screen = await exploreZone(
    { 'example.com': 'v=spf1 include:n0.example -all', ...bomb },
    'example.com',
  );
  await search(screen, 'needle');
  expect(screen.text()).toMatch(/1 of 10000 or more found/);
  expect(cursorRow(screen)).toMatch(/^\.{5,}exists/);
  await screen.press('N');
  expect(screen.text()).toMatch(/10000 of 10000 or more found/);
  for (let filter = 0; filter < 4; filter++) {
    await screen.press('v');
    expect(screen.rows()).toHaveLength(40);
  }
  await screen.press('m', 'm');
  expect(screen.rows()).toHaveLength(40);
});

describe('the filter', () => {
  const all = [
    'a:Mail.example',
    'include:one.example',
    '.ip4:192.0.2.0/24',
    '.include:two.example',
    '..ip4:198.51.100.0/24',
    '..a:mail.two.example',
    '..-all',
    '.?all',
    'include:two.example',
    '.ip4:198.51.100.0/24',
    '.a:mail.two.example',
    '.-all',
    'ip4:203.0.113.0/24',
    '~all',
  ];
  const lookups = all.filter((row) => /a:|include:/.test(row));
  const rows: readonly (readonly [string, string, number, readonly string[], string])[] = [
    ['shows all', '', 0, all, '1 Record'],
    ['of the check hides nothing without a client', '', 1, all, 'this check only'],
    ['of lookups keeps what leads to them', '', 2, lookups, 'what costs lookups'],
    ['comes back to all', '', 4, all, '1 Record'],
    [
      'of the check keeps what it went through',
      '192.0.2.7',
      1,
      ['a:Mail.example', 'include:one.example', '.ip4:192.0.2.0/24'],
      'this check only',
    ],
  ];
  it.each(rows)('%s', async (_, ip, times, expected, title) => {
    const screen = await explore(ip);
    for (let press = 0; press < times; press++) await screen.press('v');
    expect(
      treeOf(screen)
        .slice(1)
        .map((row) => row.replace('>', '')),
    ).toEqual(expected);
    expect(screen.text()).toContain(title);
  });

  it('of the check keeps the terms that broke a record on its way', async () => {
    const screen = await exploreZone(
      {
        'example.com': 'v=spf1 ip4:192.0.2.0/24 include:one.example include:two.example -all',
        'one.example': 'v=spf1 ip4:198.51.100.1 ip4:203.0.113.0/33 mx -all',
        'two.example': 'v=spf1 ip4:203.0.113.0/33 -all',
      },
      'example.com',
      [{ ip: '198.51.100.1' }],
    );
    await screen.press('v');
    expect(treeOf(screen).map((row) => row.replace('>', ''))).toEqual([
      'v=spf1',
      'ip4:192.0.2.0/24',
      'include:one.example',
      '.ip4:203.0.113.0/33',
    ]);
  });

  it('of problems keeps what leads to them, and no more', async () => {
    const screen = await exploreZone(
      {
        'example.com': 'v=spf1 ip4:8.8.8.8 ip6:2a00:1450::1 include:one.example -all',
        'one.example': 'v=spf1 ip4:9.9.9.9 include:two.example',
        'two.example': 'v=spf1 ip4:8.8.4.4 ip4:9.9.9.9/33 -all',
      },
      'example.com',
    );
    await screen.press('v', 'v', 'v');
    expect(treeOf(screen)).toEqual([
      '>v=spf1',
      'include:one.example',
      '.include:two.example',
      '..ip4:9.9.9.9/33',
    ]);
  });

  it('is cycled by f where no fix is offered, and ended by Esc', async () => {
    const screen = await explore();
    await screen.press('f', 'f');
    expect(screen.text()).toContain('what costs lookups');
    await screen.press('escape');
    expect(screen.text()).not.toContain('what costs lookups');
  });

  it('leaves the cursor on its term, or on the nearest above', async () => {
    const screen = await explore();
    await screen.press('3', 'j');
    expect(cursorRow(screen)).toBe('.ip4:192.0.2.0/24');
    await screen.press('v', 'v');
    expect(cursorRow(screen)).toBe('include:one.example');
    await screen.press('escape');
    expect(cursorRow(screen)).toBe('.ip4:192.0.2.0/24');
  });
});

describe('m', () => {
  it('goes from the dearest term of the record to the next, round and round', async () => {
    const screen = await explore();
    const met: (string | undefined)[] = [];
    for (let press = 0; press < 4; press++) {
      await screen.press('m');
      met.push(cursorRow(screen));
    }
    expect(met).toEqual([
      'include:one.example',
      'include:two.example',
      'a:Mail.example',
      'include:one.example',
    ]);
  });

  it('stays in the record that the cursor stands in', async () => {
    const screen = await explore();
    await screen.press('3', 'j', 'm');
    expect(cursorRow(screen)).toBe('.include:two.example');
  });

  it('says that nothing costs a lookup', async () => {
    const screen = await exploreZone({ 'example.com': 'v=spf1 -all' }, 'example.com');
    await screen.press('m');
    expect(footerOf(screen)).toBe('no term of this record costs a lookup');
  });
});

describe('a count', () => {
  const all = [
    'v=spf1',
    'a:Mail.example',
    'include:one.example',
    '.ip4:192.0.2.0/24',
    '.include:two.example',
  ];
  const rows: readonly (readonly [string, readonly string[], string | undefined])[] = [
    ['3j', ['3', 'j'], all[3]],
    ['3j in one go with more', ['3', 'j', 'k', '2', 'j'], all[4]],
    ['jjj', ['j', 'j', 'j'], all[3]],
    ['12G is the twelfth row', ['1', '2', 'G'], '.a:mail.two.example'],
    ['1G is the first', ['j', '1', 'G'], all[0]],
    ['99G is the last', ['9', '9', 'G'], '~all'],
    ['10j', ['1', '0', 'j'], '.ip4:198.51.100.0/24'],
    ['G5k', ['G', '5', 'k'], 'include:two.example'],
    ['2J', ['j', '2', 'J'], 'include:two.example'],
    ['9J goes as far as there are siblings', ['j', '9', 'J'], '~all'],
    ['2K', ['G', '2', 'K'], 'include:two.example'],
    ['0 alone does nothing', ['j', '0', 'j'], all[2]],
    ['2 down', ['2', 'down'], all[2]],
    ['1000000j is not counted out', ['1', '0', '0', '0', '0', '0', '0', 'j'], '~all'],
  ];
  it.each(rows)('%s', async (_, keys, expected) => {
    const screen = await explore();
    await screen.press(...keys);
    expect(cursorRow(screen)).toBe(expected);
    expect(focusedPane(screen)).toBe('tree');
    const slow = await explore();
    for (const key of keys) await slow.press(key);
    expect(cursorRow(slow)).toBe(expected);
  });

  it.each([
    [['3'], 'problems'],
    [['4'], 'log'],
    [['2'], 'detail'],
    [['2', '1'], 'tree'],
    [['5'], 'tree'],
    [['4', 'tab'], 'tree'],
    [['3', 'escape'], 'tree'],
    [['1', '2', 'tab'], 'problems'],
    [['2', 'escape', '3', 'j'], 'tree'],
  ] as const)('%j leaves the focus on %s', async (keys, pane) => {
    const screen = await explore();
    await screen.press(...keys);
    expect(focusedPane(screen)).toBe(pane);
  });

  it('counts in the pane that had the focus', async () => {
    const screen = await explore();
    await screen.press('shift+tab', 'g');
    expect(screen.text()).toMatch(/━ 1\/\d+ ━┛/);
    await screen.press('3', 'j');
    expect(focusedPane(screen)).toBe('log');
    expect(screen.text()).toMatch(/━ 4\/\d+ ━┛/);
  });

  it('is told while it is typed, once it is more than numbers of panes', async () => {
    const screen = await explore();
    await screen.press('1');
    expect(footerOf(screen)).not.toContain('times');
    await screen.press('2');
    expect(footerOf(screen)).not.toContain('times');
    await screen.press('5');
    expect(footerOf(screen)).toBe('125 times …');
    await screen.press('escape');
    expect(footerOf(screen)).not.toContain('times');
  });

  it('before a key that does not count is forgotten', async () => {
    const screen = await explore();
    await screen.press('5', 'z', 'z', 'j');
    expect(cursorRow(screen)).toBe(all[1]);
  });
});
