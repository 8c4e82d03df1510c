// What has changed since a snapshot, in the explorer.
import { equal, match } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../helpers/run-program.ts';
import { type Explorer, type Test, withExplorer } from './explorer-session.ts';

const zone = (record: string): string => `$ORIGIN shop.test.
$TTL 300
@ SOA ns.shop.test. admin.shop.test. 1 1 1 1 1
@ TXT "${record}"
_spf TXT "v=spf1 ip4:198.51.100.0/24 ~all"
`;

const before = zone('v=spf1 include:_spf.shop.test ip4:192.0.2.0/24 -all');
const after = zone('v=spf1 include:_spf.shop.test ip6:2001:db8::/32 -all');

/** A policy before an edit, recorded, and after it, explored. */
const withEdit = async (
  size: string,
  use: (explorer: Explorer, snapshot: string) => Promise<void>,
): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'spfx-e2e-'));
  const [one, other, snapshot] = [
    join(folder, 'one.zone'),
    join(folder, 'other.zone'),
    join(folder, 'then.json'),
  ];
  try {
    writeFileSync(one, before);
    writeFileSync(other, after);
    const { exitCode } = await runProgram(['tree', 'shop.test', '--zone', one, '--record', snapshot]);
    equal(exitCode, 0);
    await withExplorer(['shop.test', '--ip', '192.0.2.1', '--zone', other], { size }, 'FAIL', (explorer) =>
      use(explorer, snapshot),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** D, at sizes from small to large. */
export const snapshotTests: readonly Test[] = ['80x24', '120x40', '200x50'].flatMap((size): Test[] => [
  [
    `at ${size} D shows what has changed since a snapshot, and ends it`,
    () =>
      withEdit(size, async ({ press, type }, snapshot) => {
        await press('D', '━ Compare with a snapshot');
        await type(snapshot);
        const screen = await press('enter', 'pass → fail');
        match(screen, /since .* UTC: pass → fail; .*1 record changed/);
        match(screen, / ~ +· ip6:2001:db8::\/32/);
        match(await press('g'), /▶ \* ▾ /);
        await press('D', 'compared with the snapshot no longer');
      }),
  ],
  [
    `at ${size} a file that is no snapshot is told in one line`,
    () =>
      withEdit(size, async ({ press, type }, snapshot) => {
        await press('D', '━ Compare with a snapshot');
        await type(snapshot.replace('then.json', 'one.zone'));
        const screen = await press('enter', /one\.zone: /);
        match(screen.split('\n').at(-1) ?? '', /one\.zone: /);
        await press('escape', (text) => !text.includes('Compare with a snapshot'));
      }),
  ],
]);
