// The built program on servers that lie: the verdict, the exit code, and what a reader finds about the lie.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { formatServerAddress } from '../../src/dns/server-address.ts';
import { type LyingServer, startLyingServer } from '../helpers/lying-server.ts';
import { type LieRow, liedAbout } from '../helpers/lying-server-row.ts';
import { lieRows } from '../helpers/lying-server-rows.ts';
import { type ProgramRun, runProgram } from '../helpers/run-program.ts';
import { createTally } from '../helpers/tally.ts';

const exitCodes = { pass: 0, fail: 1, softfail: 2, neutral: 3, permerror: 4, temperror: 5, none: 6 } as const;

/** A run that must not wait ends long before; one that must has its own time, and as much again. */
const mostMs = 15_000;
const control = /[\0-\x09\x0b-\x1f\x7f-\x9f]/;

type CheckJson = Readonly<{
  result: string;
  answers: readonly Readonly<{
    question: Readonly<{ name: string }>;
    outcome: string;
    attempts: readonly unknown[];
    problems: readonly string[];
  }>[];
}>;

const run = async (
  row: LieRow,
  ...command: readonly string[]
): Promise<ProgramRun & Readonly<{ server: LyingServer }>> => {
  const server = await startLyingServer(row.lies);
  const startMs = performance.now();
  try {
    const ended = await runProgram([
      ...command,
      liedAbout.domain,
      ...['--ip', liedAbout.ip, '--helo', 'mail.example.com', '--ascii', '--no-color'],
      ...['--server', formatServerAddress(server.address)],
      // The program starts while the clock of its first question runs already.
      ...['--dns-timeout', String(row.patienceMs ?? mostMs), '--dns-retries', String(row.retries ?? 0)],
    ]);
    equal(ended.stderr, '');
    equal(ended.exitCode, exitCodes[row.result as keyof typeof exitCodes]);
    ok(performance.now() - startMs < mostMs, `${command[0]} took ${performance.now() - startMs} ms`);
    return { ...ended, server };
  } finally {
    await server.close();
  }
};

/** As one would read them: lines that are folded are one. */
const joined = (text: string): string => text.replace(/\s+/g, ' ');

const tally = createTally();
for (const row of Object.values(lieRows).flat()) {
  const json = tally.check(`${row.what}, in JSON`, async () => {
    const { stdout, server } = await run(row, 'check', '--json');
    const { result, answers } = JSON.parse(stdout) as CheckJson;
    const [first] = answers;
    equal(result, row.result);
    equal(first?.outcome, row.outcome);
    ok(/^[\x20-\x7e\n]*$/.test(stdout), 'JSON that is not ASCII');
    const { udp, tcp } = server.queries();
    deepEqual([udp <= row.udp, tcp <= (row.tcp ?? 0)], [true, true], `${udp} over UDP, ${tcp} over TCP`);
    equal(first.attempts.length, udp + tcp);
  });
  const text = tally.check(`${row.what}, in text`, async () => {
    const { stdout } = await run(row, 'explore');
    equal(control.test(stdout), false, 'a control character');
    const words = joined(stdout);
    for (const piece of row.seen)
      ok(words.includes(joined(piece)), `no word of ${JSON.stringify(piece)} in\n${stdout.slice(0, 4000)}`);
  });
  await Promise.all([json, text]);
}
process.exitCode = tally.finish();
