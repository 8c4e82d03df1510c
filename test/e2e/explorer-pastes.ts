// What is pasted where no field takes it: the incident that somebody has in hand, explored.
import { match, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { withoutClocks } from '../helpers/still-screen.ts';
import { type Explorer, incidentWords, type Test, type Wanted, withExplorer } from './explorer-session.ts';

const sample = (name: string): string => readFileSync(`test/fixtures/intake/${name}`, 'utf8');

const lines2007 = sample('policyd-spf-2007.txt').trim().split('\n');

const paste = async ({ terminal, type }: Explorer, text: string, wanted: Wanted): Promise<string> => {
  terminal.paste(text);
  return type('', wanted);
};

/** The two lines: what each claims, whose it is, and what its client, HELO name and sender are. */
const cases = [
  ['fail', 'jermaynepaganochristianism.com', '65.254.160.36', 'mail.meckcom.net'],
  ['permerror', 'anbermedia.com', '72.11.154.232', 'mail.anbermedia.com'],
] as const;

const wantsIncident = (screen: string, [result, domain, ip, helo]: (typeof cases)[number]): void => {
  match(screen, new RegExp(`^ spfx  ${domain}`));
  match(screen, new RegExp(`\n . ${result.toUpperCase()}  `));
  match(screen, new RegExp(`read {2}policyd-spf log, line \\d: claims ${result}, and so do we`));
  match(screen, new RegExp(`client ${ip.replaceAll('.', '\\.')} {3}helo ${helo}`));
  match(screen, new RegExp(`from \\S+@${domain} . ${result}`));
};

const tests2007: readonly Test[] = ['80x24', '120x40', '200x50'].flatMap((size) => [
  [
    `at ${size} the two log lines of 2007, pasted on the start screen, give their results again`,
    () =>
      withExplorer(['--demo'], { size }, 'Which domain?', async (explorer) => {
        await paste(explorer, sample('policyd-spf-2007.txt'), 'Found in the text: 2 checks');
        wantsIncident(await explorer.press('enter', 'claims fail, and so do we'), cases[0]);
        await explorer.press('p', 'Found in the text');
        wantsIncident(await explorer.press('j enter', 'claims permerror, and so do we'), cases[1]);
      }),
  ],
  ...cases.map(
    (one, index): Test => [
      `at ${size} the log line of ${one[1]}, pasted over another policy, is explored at once`,
      () =>
        withExplorer(incidentWords.museum, { size }, 'FAIL', async (explorer) => {
          wantsIncident(await paste(explorer, lines2007[index] ?? '', 'and so do we'), one);
        }),
    ],
  ),
]);

const bigLog = `${lines2007.join('\n')}\n`.repeat(25_000);

/** What is pasted by the place, and what it shows. */
export const pastedTests: readonly Test[] = [
  ...tests2007,
  [
    'a paste of 10 MB is read as far as is told, and keys are keys behind it',
    () =>
      withExplorer(incidentWords.museum, {}, 'FAIL', async (explorer) => {
        await paste(
          explorer,
          bigLog,
          `of ${bigLog.length} characters; spfx explore --from-text FILE reads all`,
        );
        match(explorer.screen(), /Found in the text: 2 checks/);
        await explorer.press('escape', (screen) => !screen.includes('Found in the text'));
        await explorer.press('?', '━ Keys');
      }),
  ],
  [
    'a line of 10 MB is no check, which is told in one line',
    () =>
      withExplorer(incidentWords.museum, {}, 'FAIL', async (explorer) => {
        const before = withoutClocks(explorer.screen()).split('\n').slice(1, -1);
        const screen = await paste(
          explorer,
          'x'.repeat(10_000_000),
          'no check found, read 131072 of 10000000',
        );
        ok(withoutClocks(screen).split('\n').slice(1, -1).join() === before.join(), screen);
      }),
  ],
  [
    'a message with several hops: its border first, the others to choose from',
    () =>
      withExplorer(['--demo'], {}, 'Which domain?', async (explorer) => {
        const screen = await paste(explorer, sample('received-border.txt'), 'Found in the text: 4 checks');
        match(screen, /▶ 1 {2}werft\.example {2}198\.51\.100\.33 +softfail/);
        match(screen, /Hop 3 of 4 is the border/);
        await explorer.press('G', /▶ .*hop 4 {2}below the border/);
        await explorer.press('enter', 'its client is nobody');
      }),
  ],
  [
    'a record pasted over a policy is tried there',
    () =>
      withExplorer(incidentWords.broken, {}, 'PERMERROR', async (explorer) => {
        await paste(
          explorer,
          'v=spf1 ip4:72.11.154.128/25 -all\n',
          /What if anbermedia\.com published[\s\S]*/,
        );
        await explorer.press('enter', 'permerror → pass');
      }),
  ],
  [
    'a domain pasted over a policy is explored, and an address is its client',
    () =>
      withExplorer(incidentWords.museum, {}, 'FAIL', async (explorer) => {
        await paste(explorer, 'google.com\n', / spfx {2}google\.com/);
        await paste(explorer, '2001:4860:4000::1', 'PASS');
      }),
  ],
];
