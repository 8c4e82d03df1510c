import { describe, expect, it, test } from 'vitest';
import type { MemoryZone } from '../../helpers/memory-zone.ts';
import type { ScreenDriver } from '../../helpers/screen-driver.ts';
import { exploreZone, footerOf, treeOf } from '../../helpers/zone-screen.ts';

const zone: MemoryZone = {
  'example.com': 'v=spf1 a mx include:one.example include:none.example ~all',
  'one.example': 'v=spf1 ip4:192.0.2.0/24 include:two.example ?all',
  'two.example': 'v=spf1 ip4:198.51.100.0/24 -all',
  'none.example': { TXT: ['other text'] },
  'many.example': { TXT: ['v=spf1 a -all', 'v=spf1 mx -all'] },
  'empty.example': { TXT: [] },
  'slip.example': 'v=spf1 ip4:192.0.2.0/24-all',
};

const explore = (domain = 'example.com', ip = '') => exploreZone(zone, domain, [{ ip }]);

/** The root's own terms. */
const rootTerms = (screen: ScreenDriver): string =>
  treeOf(screen)
    .slice(1)
    .filter((row) => !/^>?\./.test(row))
    .join(' ');

const whatIfRow = (screen: ScreenDriver): string | undefined =>
  screen
    .rows()
    .find((row) => row.includes(' what if '))
    ?.trim();

const published = 'a mx include:one.example include:none.example ~all';

describe('x', () => {
  const rows: readonly (readonly [string, readonly string[], string])[] = [
    ['takes a term out', ['j', 'x'], '>(a) mx include:one.example include:none.example ~all'],
    ['puts it back', ['j', 'x', 'x'], '>a mx include:one.example include:none.example ~all'],
    ['takes the last term out', ['G', 'x'], 'a mx include:one.example include:none.example >(~all)'],
    ['takes an include out', ['3j', 'x'], 'a mx >(include:one.example) include:none.example ~all'],
    [
      'takes two out that stand together',
      ['j', 'x', 'j', 'x'],
      '(a) >(mx) include:one.example include:none.example ~all',
    ],
    [
      'puts the second of two back first',
      ['j', 'x', 'j', 'x', 'x', 'k', 'x'],
      '>a mx include:one.example include:none.example ~all',
    ],
    ['on the domain’s own row takes nothing out', ['x'], published],
    ['in an included record leaves the root as it is', ['4j', 'x'], published],
  ];
  it.each(rows)('%s', async (_, keys, expected) => {
    const screen = await explore();
    for (const key of keys) await screen.press(...(/^\d/.test(key) ? [...key] : [key]));
    expect(rootTerms(screen)).toBe(expected);
  });

  it('works on the term under the cursor of an included record', async () => {
    const screen = await explore();
    await screen.press('4', 'j', 'x');
    expect(treeOf(screen)).toContain('>.(ip4:192.0.2.0/24)');
    expect(whatIfRow(screen)).toContain('what if one.example edited');
    await screen.press('x');
    expect(treeOf(screen)).toContain('>.ip4:192.0.2.0/24');
    expect(whatIfRow(screen)).toBeUndefined();
  });

  it('says why it does nothing on the domain’s own row', async () => {
    const screen = await explore();
    await screen.press('x');
    expect(footerOf(screen)).toBe('x takes a term out of its record; this is no term');
    expect(whatIfRow(screen)).toBeUndefined();
  });

  it('twice in one go takes the term out and puts it back', async () => {
    const screen = await explore();
    await screen.press('j', 'x', 'x');
    expect(rootTerms(screen)).toBe(`>${published}`);
    expect(whatIfRow(screen)).toBeUndefined();
  });

  it('in one go with moves takes out the terms that the cursor came to', async () => {
    const screen = await explore();
    await screen.press('j', 'x', 'j', 'x');
    expect(rootTerms(screen)).toBe('(a) >(mx) include:one.example include:none.example ~all');
  });

  it('shows what it changes, before and after', async () => {
    const screen = await explore('example.com', '192.0.2.7');
    await screen.press('1', 'g', '3', 'j');
    await screen.press('x');
    expect(whatIfRow(screen)).toMatch(/edited: +pass → permerror +lookups 5 → 3 +voids 2 +problems \d+/);
    expect(screen.rows()[1]).toContain('PERMERROR');
  });

  it('shows of what stays the same one value', async () => {
    const screen = await explore('example.com', '192.0.2.7');
    await screen.press('G', 'x');
    expect(whatIfRow(screen)).toMatch(/edited: +pass +lookups 5 +voids 2 +problems \d+/);
  });
});

describe('undo, redo and reset', () => {
  const three = ['j', 'x', 'j', 'x', 'j', 'x'];
  const all = '(a) (mx) >(include:one.example) include:none.example ~all';
  const rows: readonly (readonly [string, readonly string[], RegExp | string])[] = [
    ['all three edits', [], all],
    ['u takes the last back', ['u'], '(a) (mx) >include:one.example include:none.example ~all'],
    ['2u takes two back', ['2', 'u'], '(a) mx >include:one.example include:none.example ~all'],
    ['9u takes back all there are', ['9', 'u'], 'a mx >include:one.example include:none.example ~all'],
    ['u and ctrl+r', ['u', 'ctrl+r'], all],
    ['3u and 2 ctrl+r', ['3', 'u', '2', 'ctrl+r'], '(a) (mx) >include:one.example include:none.example ~all'],
    ['u u u and 9 ctrl+r', ['u', 'u', 'u', '9', 'ctrl+r'], all],
    ['X takes all back', ['X'], 'a mx >include:one.example include:none.example ~all'],
    ['X is a step that u takes back', ['X', 'u'], all],
    [
      'u X: what was taken back is gone',
      ['u', 'X', 'ctrl+r'],
      'a mx >include:one.example include:none.example ~all',
    ],
  ];
  it.each(rows)('%s', async (_, keys, expected) => {
    const screen = await explore();
    for (const key of [...three, ...keys]) await screen.press(key);
    expect(rootTerms(screen)).toBe(expected);
  });

  it.each([
    ['u', 'nothing was edited'],
    ['ctrl+r', 'nothing was taken back'],
    ['X', 'nothing is edited'],
  ])('%s says that there is nothing to do', async (key, said) => {
    const screen = await explore();
    await screen.press(key);
    expect(footerOf(screen)).toBe(said);
  });

  it('count the same in one go as one by one', async () => {
    const screen = await explore();
    await screen.press(...three.slice(0, 2));
    await screen.press(...three.slice(2, 4));
    await screen.press(...three.slice(4), 'u', 'u', 'ctrl+r');
    expect(rootTerms(screen)).toBe('(a) (mx) >include:one.example include:none.example ~all');
  });
});

describe('w', () => {
  it('opens the record of the row under the cursor, as it is edited', async () => {
    const screen = await explore();
    await screen.press('j', 'x');
    await screen.press('w');
    expect(screen.text()).toContain('What if example.com published');
    expect(screen.text()).toMatch(/┃ v=spf1 mx include:one\.example include:none\.example ~all +┃/);
  });

  it('has what was edited just before, in one go', async () => {
    const screen = await explore();
    await screen.press('j', 'x', 'w');
    expect(screen.text()).toMatch(/┃ v=spf1 mx include:one\.example include:none\.example ~all +┃/);
  });

  it('opens the included record on a row of it', async () => {
    const screen = await explore();
    await screen.press('4', 'j', 'w');
    expect(screen.text()).toContain('What if one.example published');
  });

  it('checks while it is typed; Enter keeps, u takes back', async () => {
    const screen = await explore('example.com', '203.0.113.9');
    expect(screen.rows()[1]).toContain('PERMERROR');
    await screen.press('w', 'ctrl+u');
    await screen.type('v=spf1 ip4:203.0.113.9 -all');
    expect(screen.rows()[1]).toContain('PASS');
    expect(screen.text()).toContain('Enter keeps it as a what-if; nothing is published');
    expect(screen.text()).toContain('27 octets in 1 string');
    await screen.press('enter');
    expect(screen.text()).not.toContain('What if example.com published');
    expect(screen.rows()[1]).toContain('PASS');
    expect(whatIfRow(screen)).toContain('permerror → pass');
    await screen.press('u');
    expect(screen.rows()[1]).toContain('PERMERROR');
    expect(rootTerms(screen)).toContain('a mx include:one.example');
  });

  it('is taken back by Esc, with no step left to undo', async () => {
    const screen = await explore('example.com', '203.0.113.9');
    const before = screen.text();
    await screen.press('w', 'ctrl+u');
    await screen.type('v=spf1 ip4:203.0.113.9 -all');
    expect(screen.rows()[1]).toContain('PASS');
    await screen.press('escape');
    expect(screen.text()).toBe(before);
    await screen.press('u');
    expect(footerOf(screen)).toBe('nothing was edited');
  });

  it('takes back by Esc only what was typed since it was opened', async () => {
    const screen = await explore();
    await screen.press('j', 'x');
    await screen.press('w', 'ctrl+u');
    await screen.type('v=spf1 -all');
    await screen.press('escape');
    expect(rootTerms(screen)).toBe('>(a) mx include:one.example include:none.example ~all');
  });

  it('left as it was is no edit', async () => {
    const screen = await explore();
    await screen.press('w');
    await screen.press('enter');
    expect(whatIfRow(screen)).toBeUndefined();
    await screen.press('u');
    expect(footerOf(screen)).toBe('nothing was edited');
  });

  it('left as it was after an edit adds no step', async () => {
    const screen = await explore();
    await screen.press('j', 'x');
    await screen.press('w');
    await screen.press('enter');
    await screen.press('u');
    expect(rootTerms(screen)).toBe(`>${published}`);
  });

  it('says what is wrong, and where', async () => {
    const screen = await explore();
    await screen.press('w', 'ctrl+u');
    await screen.type('v=spf1 ip4:192.0.2.300 -all');
    expect(screen.rows()[1]).toContain('BROKEN');
    expect(screen.text()).toMatch(/┃ .*\(column 12\) +┃/);
    expect(screen.text()).toMatch(/┃ {12}▲+ +┃/);
  });

  it('typed away is no record', async () => {
    const screen = await explore('two.example', '203.0.113.9');
    await screen.press('w', 'ctrl+u');
    expect(screen.text()).toContain('no record: the domain would publish none');
    expect(screen.rows()[1]).toContain('NONE');
    await screen.type('v=sp');
    expect(screen.text()).toContain('an SPF record begins with v=spf1 and a space');
  });

  it.each([
    ['has no TXT record at all', 'empty.example'],
    ['has other TXT records', 'none.example'],
    ['does not exist', 'absent.example'],
    ['has several SPF records', 'many.example'],
  ])('makes a record for a domain that %s', async (_, domain) => {
    const screen = await explore(domain, '203.0.113.9');
    await screen.press('w');
    expect(screen.text()).toMatch(/┃ v=spf1 +┃/);
    await screen.type('ip4:203.0.113.0/24 -all');
    await screen.press('enter');
    expect(screen.rows()[1]).toContain('PASS');
    expect(treeOf(screen)).toEqual(['v=spf1', '>ip4:203.0.113.0/24', '-all']);
    await screen.press('X');
    expect(screen.rows()[1]).toMatch(/NONE|PERMERROR/);
  });

  it('has nothing to edit for a domain that cannot be checked', async () => {
    for (const key of ['w', 'E', 'x']) {
      const screen = await exploreZone({}, 'localhost', [{}], undefined, () => 'v=spf1 -all');
      await screen.press(key);
      expect(whatIfRow(screen), key).toBeUndefined();
      expect(footerOf(screen), key).toMatch(/there is no record to edit here|this is no term/);
    }
  });
});

describe('W', () => {
  it('opens the record that the term leads to', async () => {
    const screen = await explore();
    await screen.press('3', 'j', 'W');
    expect(screen.text()).toContain('What if one.example published');
  });

  it('makes one for an include whose domain has none', async () => {
    const screen = await explore('example.com', '203.0.113.9');
    await screen.press('/', ...'none', 'enter');
    await screen.press('W');
    expect(screen.text()).toContain('What if none.example published');
    await screen.type('ip4:203.0.113.9 -all');
    await screen.press('enter');
    expect(screen.rows()[1]).toContain('PASS');
    expect(treeOf(screen)).toContain('.ip4:203.0.113.9');
  });

  it.each([[['j']], [[]], [['G']]])('says on a term that leads nowhere what w does: %j', async (keys) => {
    const screen = await explore();
    await screen.press(...keys, 'W');
    expect(footerOf(screen)).toBe('this term leads to no record; w edits the one that it stands in');
  });
});

describe('the fix that is offered', () => {
  it('is tried by f, and is an edit like any other', async () => {
    const screen = await explore('slip.example', '192.0.2.7');
    expect(footerOf(screen)).toContain('f try fix');
    await screen.press('f');
    expect(screen.rows()[1]).toContain('PASS');
    expect(whatIfRow(screen)).toContain('permerror → pass');
    expect(footerOf(screen)).not.toContain('try fix');
    await screen.press('u');
    expect(screen.rows()[1]).toContain('PERMERROR');
  });

  it('tried twice in one go is one step', async () => {
    const screen = await explore('slip.example', '192.0.2.7');
    await screen.press('f', 'f', 'u');
    expect(screen.rows()[1]).toContain('PERMERROR');
    await screen.press('u');
    expect(footerOf(screen)).toBe('nothing was edited');
  });
});

describe('E', () => {
  const rows: readonly (readonly [string, () => string | undefined, string])[] = [
    ['a changed text is an edit', () => 'v=spf1 ip4:203.0.113.9 -all', 'PASS'],
    ['a text left as it was is none', () => undefined, 'PERMERROR'],
  ];
  it.each(rows)('%s', async (_, editor, verdict) => {
    const screen = await exploreZone(zone, 'example.com', [{ ip: '203.0.113.9' }], undefined, editor);
    await screen.press('1', 'g', 'E');
    expect(screen.rows()[1]).toContain(verdict);
  });

  it('is given the record of the row under the cursor, with its edits', async () => {
    const given: string[] = [];
    const editor = (text: string): undefined => {
      given.push(text);
    };
    const screen = await exploreZone(zone, 'example.com', [{}], undefined, editor);
    await screen.press('4', 'j', 'x');
    await screen.press('E');
    await screen.press('g', 'E');
    expect(given).toEqual([
      'v=spf1 include:two.example ?all',
      'v=spf1 a mx include:one.example include:none.example ~all',
    ]);
    expect(footerOf(screen)).toBe('the record was left as it was');
  });
});

test('records of several domains are edited side by side', async () => {
  const screen = await explore();
  await screen.press('j', 'x');
  await screen.press('3', 'j', 'x');
  expect(whatIfRow(screen)).toContain('what if example.com, one.example edited');
  expect(treeOf(screen).slice(0, 6)).toEqual([
    'v=spf1',
    '(a)',
    'mx',
    'include:one.example',
    '>.(ip4:192.0.2.0/24)',
    '.include:two.example',
  ]);
  await screen.press('2', 'j', 'x');
  expect(whatIfRow(screen)).toContain('what if 3 records edited');
  await screen.press('X');
  expect(whatIfRow(screen)).toBeUndefined();
});

describe('edits survive', () => {
  it('a look at the other identity and back', async () => {
    const screen = await exploreZone(
      { ...zone, 'mail.example': 'v=spf1 include:one.example -all' },
      'example.com',
      [{ ip: '203.0.113.9', helo: 'mail.example' }],
    );
    await screen.press('1', 'g', '5', 'j');
    await screen.press('/', ...'ip4:192', 'enter');
    await screen.press('x');
    expect(whatIfRow(screen)).toContain('one.example edited');
    await screen.press('i');
    expect(screen.rows()[0]).toContain('mail.example  (HELO identity)');
    expect(whatIfRow(screen)).toContain('one.example edited');
    expect(treeOf(screen)).toContain('.(ip4:192.0.2.0/24)');
    await screen.press('i');
    expect(screen.rows()[0]).toContain('example.com');
    expect(treeOf(screen)).toContain('.(ip4:192.0.2.0/24)');
    expect(whatIfRow(screen)).toMatch(/edited: +permerror +lookups 5/);
  });

  it('another domain', async () => {
    const screen = await explore();
    await screen.press('4', 'j', 'x');
    await screen.press('d', ...'one.example', 'enter');
    expect(screen.rows()[0]).toContain('one.example');
    expect(treeOf(screen)).toContain('(ip4:192.0.2.0/24)');
    await screen.press('u');
    expect(treeOf(screen)).toContain('ip4:192.0.2.0/24');
  });

  it('fresh answers', async () => {
    const screen = await explore();
    await screen.press('j', 'x');
    await screen.press('r');
    expect(rootTerms(screen)).toBe('>(a) mx include:one.example include:none.example ~all');
    expect(whatIfRow(screen)).toMatch(/lookups \d → \d/);
  });
});
