import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordAnswers } from '../../../src/dns/snapshot.ts';
import { formatSnapshot } from '../../../src/dns/snapshot-text.ts';
import { walkPolicy } from '../../../src/policy/walk-policy.ts';
import { memoryResolver } from '../../helpers/memory-resolver.ts';
import type { MemoryZone } from '../../helpers/memory-zone.ts';
import type { ScreenDriver } from '../../helpers/screen-driver.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { exploreZone, footerOf } from '../../helpers/zone-screen.ts';

const then: MemoryZone = {
  'shop.test':
    'v=spf1 ip4:192.0.2.0/24 include:a.shop.test include:old.test include:deep.test a:out.shop.test -all',
  'a.shop.test': 'v=spf1 ip4:198.51.100.0/24 ip4:198.51.101.0/24 ~all',
  'old.test': 'v=spf1 ip4:203.0.113.0/24 ~all',
  'deep.test': 'v=spf1 include:deeper.test ~all',
  'deeper.test': 'v=spf1 ip4:192.0.2.7 ~all',
  'out.shop.test': { A: ['192.0.2.99'] },
};

const now: MemoryZone = {
  ...then,
  'shop.test':
    'v=spf1 ip4:192.0.2.0/24 include:a.shop.test include:deep.test ip6:2001:db8::/32 a:out.shop.test -all',
  'a.shop.test': 'v=spf1 ip4:198.51.101.0/24 ~all',
  'deeper.test': 'v=spf1 ip4:192.0.2.8 ~all',
  'out.shop.test': { A: ['192.0.2.100'] },
};

const takeSnapshot = async (zone: MemoryZone, domain: string): Promise<string> => {
  const { resolver, answers } = recordAnswers(memoryResolver(zone));
  await walkPolicy(domain, resolver, { now: () => 0 });
  const takenAtMs = Date.UTC(2026, 0, 2, 3, 4);
  const text = formatSnapshot({ takenAtMs, source: 'test', domain, answers: answers() });
  return join(await temporaryFolder({ 'then.json': text ?? '' }), 'then.json');
};

/** Until the file is read and all is compared. */
const settled = async (screen: ScreenDriver, isDone: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 200 && !isDone(); turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    await screen.settle();
  }
};

const compareWith = async (screen: ScreenDriver, path: string): Promise<ScreenDriver> => {
  await screen.press('D');
  await screen.type(path);
  await screen.press('enter');
  await settled(screen, () => /since 2026/.test(screen.text()) || !/reading/.test(footerOf(screen)));
  return screen;
};

const compared = async (ip = '198.51.100.7'): Promise<ScreenDriver> =>
  compareWith(
    await exploreZone(now, 'shop.test', [{ ip }], { columns: 120, rows: 60 }),
    await takeSnapshot(then, 'shop.test'),
  );

/** The signs of the tree's rows, each with the row's text. */
const signsOf = (screen: ScreenDriver): string[] =>
  screen.rows().flatMap(
    (row) =>
      row
        .match(/^[┃│][▶ ] ([-+~* ]) +(?:[▾▸] )? *[^ ] (?:v=spf1 {2})?(\S+)/)
        ?.slice(1)
        .join(' ') ?? [],
  );

describe('a comparison with a snapshot', () => {
  it('marks what is new, changed, gone, or changed below, without a colour', async () => {
    const screen = await compared();
    await screen.press('g', 'e', 'j', 'e');
    expect(signsOf(screen)).toEqual([
      '* shop.test',
      '  ip4:192.0.2.0/24',
      '* include:a.shop.test',
      '- ip4:198.51.100.0/24',
      '  ip4:198.51.101.0/24',
      '  ~all',
      '- include:old.test',
      '* include:deep.test',
      '* include:deeper.test',
      '~ ip4:192.0.2.8',
      '  ~all',
      '  ~all',
      '+ ip6:2001:db8::/32',
      '~ a:out.shop.test',
      '  -all',
    ]);
    expect(screen.text()).toContain('+ new  ~ changed  - gone  * changed below');
  });

  it('says in the answer what became of the verdict', async () => {
    const screen = await compared();
    expect(screen.text()).toMatch(
      /since 2026-01-02 03:04 UTC: pass → fail; lookups 5 → 4; 4 records changed/,
    );
  });

  it('says where the verdict is the same', async () => {
    expect((await compared('192.0.2.1')).text()).toContain('UTC: pass then as now;');
  });

  it('tells in the detail what was there', async () => {
    const screen = await compared();
    await screen.press('G', 'k');
    expect(screen.text()).toMatch(/CHANGED {2}A out\.shop\.test in the[\s\S]*192\.0\.2\.99/);
    await screen.press('g');
    expect(screen.text()).toContain('Since 2026-01-02 03:04 UTC');
    expect(screen.text()).toMatch(/ {2}removed {2}term 3: include:old\.test/);
  });

  it('ends with the key that began it, and is begun with the same file again', async () => {
    const screen = await compared();
    await screen.press('D');
    expect(screen.text()).not.toMatch(/since 2026|\+ new/);
    expect(footerOf(screen)).toBe('compared with the snapshot no longer');
    await screen.press('D', 'enter');
    await settled(screen, () => /since 2026/.test(screen.text()));
    expect(screen.text()).toContain('pass → fail');
  });

  it('follows another client and what-ifs', async () => {
    const screen = await compared('192.0.2.1');
    await screen.press('s', 'ctrl+u');
    await screen.type('203.0.113.4');
    await screen.press('enter');
    await settled(screen, () => /pass → fail/.test(screen.text()));
    expect(screen.text()).toContain('pass → fail');
    await screen.press('g', 'j', 'x');
    await settled(screen, () => /5 terms/.test(screen.text()));
    expect(screen.text()).toMatch(/5 terms/);
  });

  it('ends with another domain', async () => {
    const screen = await compared();
    await screen.press('d');
    await screen.type('a.shop.test');
    await screen.press('enter');
    expect(screen.text()).not.toMatch(/since 2026|\+ new/);
  });

  it('of what is the same says so', async () => {
    const path = await takeSnapshot(now, 'shop.test');
    const screen = await compareWith(await exploreZone(now, 'shop.test'), path);
    expect(screen.text()).toContain('since 2026-01-02 03:04 UTC: nothing has changed');
  });

  it('leaves a term that is gone alone', async () => {
    const screen = await compared();
    await screen.press('g', 'j', 'J', 'h', 'j', 'x');
    expect(screen.text()).toContain('GONE  The record of shop.test had it');
    expect(footerOf(screen)).toContain("this term is the snapshot's");
  });
});

describe('a file that is no snapshot of the domain', () => {
  const brokenText = '{"format": "spfx-snapshot", "version": 1,\x1b[2J';
  const rows: readonly (readonly [string, () => Promise<string>, RegExp])[] = [
    [
      'is not there',
      async () => join(await temporaryFolder(), 'none.json'),
      /none\.json: .*(?:no such file|not there|does not exist)/,
    ],
    ['is a folder', () => temporaryFolder(), /folder|directory/],
    [
      'is broken',
      async () => join(await temporaryFolder({ 'broken.json': brokenText }), 'broken.json'),
      /broken\.json: /,
    ],
    [
      'is of another domain',
      () => takeSnapshot(then, 'old.test'),
      /snapshot of 2026-01-02 03:04 UTC \(test\) has no answer for shop\.test/,
    ],
  ];
  it.each(rows)('%s: told in one line, with the field still open', async (_, path, wanted) => {
    const screen = await compareWith(await exploreZone(now, 'shop.test'), await path());
    expect(footerOf(screen)).toMatch(wanted);
    expect(screen.text()).toContain('━ Compare with a snapshot');
    expect(screen.text()).not.toMatch(/\x1b/);
    await screen.press('escape');
    expect(screen.text()).not.toContain('Compare with a snapshot');
  });
});
