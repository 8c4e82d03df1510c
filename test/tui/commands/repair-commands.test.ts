import { describe, expect, it } from 'vitest';
import type { ClientTexts } from '../../../src/tui/state/client-form.ts';
import type { MemoryZone } from '../../helpers/memory-zone.ts';
import { demoResolver, driveScreen, type ScreenDriver } from '../../helpers/screen-driver.ts';
import { exploreZone, footerOf } from '../../helpers/zone-screen.ts';

const zone = {
  'example.com': 'v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.7 include=b.example a:missing.example -all',
  'b.example': 'v=spf1 ip4:198.51.100.1 -all',
};

/** Lets a proof come to its end: it asks what the walk of one family has not. */
const proven = async (screen: ScreenDriver): Promise<void> => {
  for (let turn = 0; turn < 50 && footerOf(screen).includes('proving'); turn++) await screen.settle();
};

describe('F', () => {
  it('makes every fix that changes no good verdict, in one step that u takes back', async () => {
    const screen = driveScreen(await demoResolver());
    screen.controller.explore('anbermedia.com', { ip: '72.11.154.232', helo: '', sender: '' });
    await screen.settle();
    await screen.press('F');
    await proven(screen);
    expect(footerOf(screen)).toBe('1 fix done, as what-ifs');
    expect(screen.rows()[1]).toContain('PASS');
    await screen.press('u');
    expect(screen.rows()[1]).toContain('PERMERROR');
  });

  it('leaves alone what would change a verdict', async () => {
    const screen = await exploreZone(zone, 'example.com', [{ ip: '192.0.2.1' }]);
    await screen.press('F');
    await proven(screen);
    // The include that was meant would let b.example's server pass.
    expect(screen.text()).toContain('include=b.example');
    expect(footerOf(screen)).toMatch(/fix(?:es)? done|nothing here has a safe fix/);
  });

  it('does nothing where the records are edited meanwhile', async () => {
    const screen = await exploreZone(zone, 'example.com', [{ ip: '192.0.2.1' }]);
    screen.controller.press('F');
    screen.controller.press('j');
    screen.controller.press('x');
    await screen.settle();
    await proven(screen);
    await screen.press('u');
    expect(screen.text()).not.toContain('what if');
  });
});

describe('f in the problems', () => {
  const repair = async (...motions: readonly string[]): Promise<ScreenDriver> => {
    const screen = await exploreZone(zone, 'example.com', [{ ip: '192.0.2.1' }]);
    await screen.press('shift+tab', 'shift+tab', ...motions, 'f');
    await proven(screen);
    return screen;
  };

  it('makes the fix of the chosen one', async () => {
    const screen = await repair('g');
    expect(screen.text()).toContain('include:b.example');
    expect(footerOf(screen)).toContain('done, as a what-if');
  });

  it('says where there is none', async () => {
    const screen = await repair('G', 'k');
    expect(footerOf(screen)).toBe('private-network has no mechanical fix: w edits the record');
  });
});

describe('f where the answer is that there are too many lookups', () => {
  const ten = Array.from({ length: 10 }, (_, index) => index);
  const includes = ten.map((index) => `include:p${index}.example`).join(' ');
  const provided: MemoryZone = Object.fromEntries(
    ten.map((index) => [`p${index}.example`, `v=spf1 ip4:8.8.${index}.0/24 ~all`]),
  );
  const zoneWith = (record: string): MemoryZone => ({
    ...provided,
    'example.com': { TXT: [record], A: ['8.8.4.1'] },
  });
  const needless = zoneWith(`v=spf1 a ${includes} -all`);

  it.each<[who: string, clients: readonly Partial<ClientTexts>[], after: string]>([
    ['a client', [{ ip: '192.0.2.1' }], 'permerror → fail'],
    ['nobody', [{}], 'over the limit → policy'],
  ])('takes out what is needless, for %s', async (_, clients, after) => {
    const screen = await exploreZone(needless, 'example.com', clients);
    expect(screen.text()).toContain('next  Take out a: 1 lookup less; other terms do all that it does.');
    expect(footerOf(screen)).toContain('f try fix');
    await screen.press('f');
    await proven(screen);
    expect(footerOf(screen)).toContain('done, as a what-if');
    expect(screen.text()).toContain(after);
  });

  it.each<[why: string, zone: MemoryZone, clients: readonly Partial<ClientTexts>[]]>([
    ['somebody would miss it', zoneWith(`v=spf1 a:lone.example ${includes} -all`), [{ ip: '192.0.2.1' }]],
    [
      'a term hangs on the client',
      zoneWith(`v=spf1 a ${includes} exists:%{i}.example -all`),
      [{ ip: '192.0.2.1' }],
    ],
    ['the answer is another', needless, [{ ip: '8.8.4.1' }]],
  ])('cycles the filter where %s', async (_, zone, clients) => {
    const screen = await exploreZone({ ...zone, 'lone.example': { A: ['9.9.9.9'] } }, 'example.com', clients);
    expect(footerOf(screen)).not.toContain('f try fix');
    await screen.press('f');
    await proven(screen);
    expect(screen.text()).not.toContain('what if');
    expect(screen.text()).toContain('this check only');
  });
});
