// What an administrator comes for, in key presses. Where DNS is asked, it is a server on the loopback address.
import { match, ok } from 'node:assert/strict';
import { cursorLine, incidentWords, type Test, withExplorer } from './explorer-session.ts';

/** How many presses each question may take, and took; printed at the end. */
type Count = Readonly<{ question: string; presses: number; most: number }>;

const counts: Count[] = [];

const wantsAtMost = (question: string, presses: number, most: number): void => {
  counts.push({ question, presses, most });
  ok(presses <= most, `${question}: ${presses} keys, ${most} are enough`);
};

/** A line for each question, in their order. */
export const describeCounts = (): string[] =>
  counts
    .toSorted((one, other) => (one.question < other.question ? -1 : 1))
    .map(({ question, presses, most }) => `${question}: ${presses} of at most ${most}`);

/** The questions, of a server that holds the zone of the explorer's tests. */
export const acceptanceTests = (source: readonly string[], size: string): readonly Test[] => {
  const large = ['large.example', ...source];
  return [
    [
      `at ${size} (a) a broken record: the fix gives pass`,
      () =>
        withExplorer(incidentWords.broken, { size }, 'PERMERROR', async ({ press, presses, screen }) => {
          ok(/would give 72\.11\.154\.232 pass/.test(screen()), screen());
          const fixed = await press('f', /\bPASS\b/);
          match(fixed, /what if(?: anbermedia\.com edited)?: permerror → pass/);
          wantsAtMost(`(a) at ${size}`, presses(), 1);
        }),
    ],
    [
      `at ${size} (b) 60 terms over 9 includes: which include costs most`,
      () =>
        withExplorer(large, { size }, 'OVER THE LIMIT', async ({ press, presses, screen }) => {
          // Of all rows, the root's is no term.
          match(screen(), /1\/6[0-9] ━┛/);
          await press('m', /▶.*include:mailer\.example +\+3 /);
          wantsAtMost(`(b) at ${size}`, presses(), 3);
        }),
    ],
    [
      `at ${size} (c) is 198.51.100.7 authorised, and by which terms`,
      () =>
        withExplorer(large, { size }, 'OVER THE LIMIT', async ({ press, type, presses }) => {
          await press('s', 'Client IP');
          await type('198.51.100.7', /\bPASS\b/);
          const decided = await press('enter', (text) => !text.includes('Client IP'));
          match(decided, /PASS {2}include:tickets\.example[\s\S]*by ip4:198\.51\.100\.0\/28/);
          // The other include that would let it in stands behind the match.
          await press('G', /include:wiki\.example .*after the match, also/);
          wantsAtMost(`(c) at ${size}, and the address`, presses(), 3);
        }),
    ],
    [
      `at ${size} (d) remove an include and see the lookups fall to 10`,
      () =>
        withExplorer(large, { size }, 'OVER THE LIMIT', async ({ press, presses }) => {
          const screen = await press('m x', /lookups 13 → 10/);
          match(screen, /what if(?: large\.example edited)?: over the limit → policy/);
          match(screen, /include:mailer\.example +taken out/);
          wantsAtMost(`(d) at ${size}`, presses(), 3);
        }),
    ],
    [
      `at ${size} (e) who answered this TXT, how fast, how long it stays cached`,
      () =>
        withExplorer(large, { size }, 'OVER THE LIMIT', async ({ press, presses }) => {
          await press('4', '┏━ 4 DNS');
          const screen = await press('g', /▶ +1 {2}TXT large\.example /);
          const row = cursorLine(screen.slice(screen.indexOf('4 DNS')));
          const [, server = ''] = /--server (\S+)/.exec(source.join(' ')) ?? [];
          match(row, /NOERROR +\d[\d.]* ms +(?:300|29\d) s /);
          ok(row.includes(`udp ${server}`), screen);
          wantsAtMost(`(e) at ${size}`, presses(), 2);
        }),
    ],
    [
      `at ${size} (f) a service too many: what may go, and does it pass then`,
      () =>
        withExplorer(incidentWords.bakery, { size }, 'try fix', async ({ press, presses, screen }) => {
          match(
            screen(),
            /PERMERROR[\s\S]*next +Take out mx: 1 lookup less; other terms do all that it does/,
          );
          const fixed = await press('f', /\bPASS\b/);
          match(fixed, /what if(?: corner-bakery\.example edited)?: permerror → pass/);
          wantsAtMost(`(f) at ${size}`, presses(), 1);
        }),
    ],
  ];
};
