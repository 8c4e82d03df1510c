// What the README promises that spfx never does: write a file but those that it names, and those only when asked; start
// a program but the user's editor on E; talk to anyone but the name server that it was told of; ask anything that it
// does not show.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { runProgram } from '../helpers/run-program.ts';
import { createTally, type Tally } from '../helpers/tally.ts';
import { startZoneServer } from '../helpers/zone-server.ts';
import { checkFiles } from './promises-of-files.ts';

const client = ['--ip', '192.0.2.1', '--helo', 'mail.example.com'];
const incident = ['anbermedia.com', '--ip', '72.11.154.232', '--helo', 'mail.anbermedia.com', '--demo'];

const offlineCommands: readonly (readonly string[])[] = [
  ['--help'],
  ['--version'],
  ['demo'],
  ['demo', 'anbermedia.com'],
  ['check', ...incident],
  ['tree', ...incident],
  ['explore', ...incident],
  ['check', 'anbermedia.com', '--ip', 'none'],
];

// Node's permission model: files may be read; writing, child processes, workers and add-ons are forbidden.
const readOnly = ['--experimental-permission', '--no-warnings', '--allow-fs-read=*'];

// Times differ from run to run.
const withoutTimes = (text: string): string => text.replace(/\d+(\.\d+)? ms/g, 'some ms');

const checkRights = async (tally: Tally): Promise<void> => {
  for (const args of offlineCommands)
    await tally.check(`spfx ${args.join(' ')} writes no file and starts no program`, async () => {
      const free = await runProgram(args);
      const bound = await runProgram(args, { nodeArgs: readOnly });
      equal(bound.exitCode, free.exitCode, bound.stderr);
      equal(withoutTimes(bound.stdout + bound.stderr), withoutTimes(free.stdout + free.stderr));
    });
  await tally.check('a program without these rights can not write', async () => {
    const { exitCode, stderr } = await runProgram(['demo', '--write', 'artifacts/none'], {
      nodeArgs: readOnly,
    });
    ok(exitCode !== 0);
    match(stderr, /permission|ERR_ACCESS_DENIED/i);
  });
};

/** Terms of all kinds, a record too large for UDP, an alias, and a name in trouble. */
const zone: MemoryZone = {
  'example.com': 'v=spf1 a mx ptr exists:%{ir}.list.example include:big.example include:broken.example -all',
  'big.example': `v=spf1 ${Array.from({ length: 90 }, (_none, index) => `ip4:198.51.100.${index}`).join(' ')} a:alias.example`,
  'alias.example': { CNAME: 'host.example' },
  'host.example': { A: ['203.0.113.1'] },
  'broken.example': 'servfail',
  '1.2.0.192.in-addr.arpa': { PTR: ['mail.example.com'] },
};

type Shown = readonly Readonly<{
  question: Readonly<{ name: string; type: string }>;
  aliases?: readonly string[];
  attempts: readonly Readonly<{ transport: string }>[];
}>[];

/** The names that an answer took questions for. */
const questionsOf = ({ question: { name, type }, aliases = [] }: Shown[number]): string[] =>
  [name, ...aliases].map((asked) => `${type} ${asked}`);

const checkQuestions = async (tally: Tally): Promise<void> => {
  const preload = pathToFileURL('test/helpers/sockets-told.mjs').href;
  for (const args of [
    ['check', 'example.com', ...client],
    ['tree', 'example.com'],
  ])
    await tally.check(
      `spfx ${args.join(' ')} asks what it shows, of the one server and nobody else`,
      async () => {
        const server = await startZoneServer(zone);
        try {
          const address = `127.0.0.1:${server.address.port}`;
          const run = await runProgram([...args, '--json', '--server', address], {
            nodeArgs: ['--import', preload],
          });
          deepEqual(run.stderr.trim().split('\n'), [`socket ${address}`]);
          // The fields are those of the README.
          const { answers, askedAhead = [] }: Readonly<{ answers: Shown; askedAhead?: Shown }> = JSON.parse(
            run.stdout,
          );
          const shown = new Set([...answers, ...askedAhead].flatMap(questionsOf));
          const hidden = server.asked.filter(({ type, name }) => !shown.has(`${type} ${name}`));
          deepEqual(hidden, []);
          // A check gives up what it does not need; of that it knows no tries.
          if (args[0] === 'check') return;
          const tries = answers.flatMap(({ attempts }) => attempts.map(({ transport }) => transport));
          deepEqual(tries.toSorted(), server.asked.map(({ transport }) => transport).toSorted());
          ok(tries.includes('tcp'), 'nothing was asked over TCP');
        } finally {
          await server.close();
        }
      },
    );
  await tally.check('the incidents are told without a socket', async () => {
    const { stderr } = await runProgram(['tree', ...incident], { nodeArgs: ['--import', preload] });
    equal(stderr, '');
  });
};

const main = async (): Promise<number> => {
  const tally = createTally();
  await checkRights(tally);
  await checkFiles(tally);
  await checkQuestions(tally);
  return tally.finish();
};

process.exitCode = await main();
