// Several clients, host names as clients, both identities, and the domains that were looked at before.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFolder } from './explorer-leaving.ts';
import { incidentWords, type Test, wantsRestored, withExplorer } from './explorer-session.ts';

const { museum } = incidentWords;

const clientsFile = `- label: web
  ip: 192.0.2.1
  expect: pass
- label: six
  ip: 2001:db8::1
  helo: mail.small.example
  sender: a@small.example
  expect: pass
- label: stranger
  ip: 203.0.113.250
  expect: pass
`;

const clientTests = (source: readonly string[]): readonly Test[] => [
  [
    '--clients FILE shows each verdict, and what is not as expected; ] goes from one to the next',
    () =>
      withFolder(async (folder) => {
        const path = join(folder, 'clients.yml');
        writeFileSync(path, clientsFile);
        await withExplorer(
          ['small.example', '--clients', path, ...source],
          {},
          '3 clients',
          async ({ press, screen }) => {
            match(screen(), /3 clients, 1 not as expected {2}▶|3 clients, 1 not as expected ▶/);
            match(screen(), /▶ web ✓ pass +six ✓ pass +stranger ✗ fail, expected pass/);
            await press(']', /▶ six ✓ pass/);
            await press(']', /▶ stranger ✗ fail/);
            ok(/\bFAIL\b/.test(screen()), screen());
            // An edit marks what it changes.
            await press('w', 'published ━');
          },
        );
      }),
  ],
  [
    'an edit tells for each client what it was before',
    () =>
      withFolder(async (folder) => {
        const path = join(folder, 'clients.json');
        writeFileSync(
          path,
          JSON.stringify([
            { label: 'web', ip: '192.0.2.1' },
            { label: 'six', ip: '2001:db8::1' },
          ]),
        );
        await withExplorer(
          ['small.example', '--clients', path, ...source],
          {},
          '2 clients',
          async ({ press }) => {
            // The cursor stands on what decides: ip4:192.0.2.1.
            await press('x', /web ✗ fail \(was pass\) +six ✓ pass/);
            await press('X', /web ✓ pass +six ✓ pass/);
          },
        );
      }),
  ],
  [
    'the form keeps several clients: Ctrl-O adds one, Ctrl-X removes it',
    () =>
      withExplorer(['small.example', '--ip', '192.0.2.1', ...source], {}, 'PASS', async ({ press, type }) => {
        await press('s', '━ Simulate');
        await press('ctrl+o', 'client 2 of 2');
        await type('203.0.113.250', /192\.0\.2\.1 ✓ pass +▶ 203\.0\.113\.250 ✗ fail/);
        await press('enter', (text) => !text.includes('━ Simulate'));
        await press('s', 'client 2 of 2');
        await press('ctrl+x', (text) => !/client \d of/.test(text));
        await press('enter', (text) => !text.includes('2 clients') && text.includes('PASS'));
      }),
  ],
  [
    'Esc in the form gives back the clients from before',
    () =>
      withExplorer(
        ['small.example', '--ip', '192.0.2.1', ...source],
        {},
        'PASS',
        async ({ press, type, screen }) => {
          const before = screen();
          await press('s', '━ Simulate');
          await press('ctrl+u');
          await type('203.0.113.250', /\bFAIL\b/);
          await press('escape', /\bPASS\b/);
          deepEqual(screen().split('\n')[1], before.split('\n')[1]);
        },
      ),
  ],
  ...(['--ip', 'the form'] as const).map(
    (way): Test => [
      `a host name as client, by ${way}, is all its addresses`,
      () =>
        withExplorer(
          way === '--ip' ? ['gate.example', '--ip', 'gate.example', ...source] : ['gate.example', ...source],
          {},
          way === '--ip' ? '2 clients' : 'POLICY',
          async ({ press, type, screen }) => {
            if (way === 'the form') {
              await press('s', '━ Simulate');
              await type('gate.example', 'Enter asks for the addresses of gate.example');
              await press('enter', '2 clients');
            }
            match(screen(), /192\.0\.2\.1 ✓ pass/);
            match(screen(), /2001:db8:ffff::1 (?:✓ pass|✗ fail)/);
          },
        ),
    ],
  ),
  [
    'both identities stand side by side; i shows the other one, and comes back',
    () =>
      withExplorer(museum, {}, 'FAIL', async ({ press, screen }) => {
        match(screen(), /helo dsl-77\.elsewhere\.example - none +from anna-tours@\S+ ✗ fail/);
        const helo = await press('i', '(HELO identity)');
        match(helo, /NONE {2}dsl-77\.elsewhere\.example publishes no SPF record/);
        await press('i', /\bFAIL\b/);
        ok(!screen().includes('(HELO identity)'), screen());
      }),
  ],
];

const recentTests = (source: readonly string[]): readonly Test[] => [
  [
    'what was looked at stands on the start screen, first what was last, with its client; Enter looks again',
    () =>
      withFolder(async (folder) => {
        const env = { XDG_STATE_HOME: folder };
        const path = join(folder, 'spfx/recent.json');
        await withExplorer(['large.example', ...source], { env }, 'OVER THE LIMIT', async ({ terminal }) => {
          terminal.send('q');
          await wantsRestored(terminal, 0);
        });
        await withExplorer(
          ['small.example', '--ip', '192.0.2.1', ...source],
          { env },
          'PASS',
          async ({ terminal }) => {
            terminal.send('q');
            await wantsRestored(terminal, 0);
          },
        );
        equal(statSync(path).mode & 0o777, 0o600);
        await withExplorer(source, { env }, 'Which domain?', async ({ press, screen }) => {
          const rows = screen().split('\n');
          const small = rows.findIndex((row) => /small\.example +client 192\.0\.2\.1/.test(row));
          const large = rows.findIndex((row) => row.includes('large.example'));
          ok(small !== -1 && small < large, screen());
          await press('down', /▶ small\.example/);
          await press('enter', /\bPASS\b/);
        });
      }),
  ],
  [
    'incidents are not remembered, nor anything with --no-history',
    () =>
      withFolder(async (folder) => {
        const env = { XDG_STATE_HOME: folder };
        await withExplorer(museum, { env }, 'FAIL', async ({ terminal }) => {
          terminal.send('q');
          await terminal.exited;
        });
        await withExplorer(
          ['small.example', '--no-history', ...source],
          { env },
          'POLICY',
          async ({ terminal }) => {
            terminal.send('q');
            await terminal.exited;
          },
        );
        equal(existsSync(join(folder, 'spfx')), false);
      }),
  ],
  [
    'a list that was spoiled is left as it is, and the start screen works',
    () =>
      withFolder(async (folder) => {
        const env = { XDG_STATE_HOME: folder };
        await withExplorer(['small.example', ...source], { env }, 'POLICY', async ({ terminal }) => {
          terminal.send('q');
          await terminal.exited;
        });
        const path = join(folder, 'spfx/recent.json');
        for (const text of [
          '{',
          '{"version":1,"recent":[{"domain":"\\u001b]0;owned\\u0007","atMs":1}]}',
          'x'.repeat(2e6),
        ]) {
          writeFileSync(path, text);
          await withExplorer(source, { env }, 'Which domain?', async ({ press, type, terminal }) => {
            await type('small.example');
            await press('enter', 'POLICY');
            ok(!/\x1b\]0/.test(terminal.output()));
            terminal.send('q');
            await terminal.exited;
          });
          equal(readFileSync(path, 'utf8'), text);
        }
      }),
  ],
];

/** Clients and recent domains, of a server that holds the zone of the explorer's tests. */
export const clientAndRecentTests = (source: readonly string[]): readonly Test[] => [
  ...clientTests(source),
  ...recentTests(source),
];
