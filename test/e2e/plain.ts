// The plain dialogue of the built program, in a terminal and by a pipe, on the embedded incidents.
import { equal, match, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { findUnsafe } from '../helpers/hostile-text.ts';
import { openTerminal, type PseudoTerminal } from '../helpers/pseudo-terminal.ts';
import { programPath } from '../helpers/run-program.ts';
import { createTally } from '../helpers/tally.ts';

const incident = ['explore', 'anbermedia.com', '--ip', '72.11.154.232', '--demo'];

const open = (args: readonly string[], env: Readonly<Record<string, string>> = {}): PseudoTerminal =>
  openTerminal([process.execPath, programPath, ...args], { columns: 100, rows: 40, env });

/** No cursor is moved, no screen changed, no colour set: nothing but text and line ends. */
const checkPlain = (terminal: PseudoTerminal): void => {
  equal(findUnsafe(terminal.output().replaceAll('\r', '')), undefined);
};

const talk = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> => {
  const terminal = open(args, env);
  await terminal.waitFor(/The policy:[\s\S]*\n>/);
  terminal.send('next\r');
  await terminal.waitFor('This is the last row.');
  terminal.send('client 192.0.2.1 helo x\r');
  await terminal.waitFor('As before.');
  terminal.send('q\r');
  const { exitCode, isCooked } = await terminal.exited;
  equal(exitCode, 4);
  ok(isCooked);
  checkPlain(terminal);
  await terminal.close();
};

/** What the program prints for an input that is no terminal. */
const pipe = (
  args: readonly string[],
  input: string,
): Promise<Readonly<{ code: number | null; out: string }>> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [programPath, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out }));
    child.stdin.end(input);
  });

const main = async (): Promise<number> => {
  const tally = createTally();
  await tally.check('--plain talks in lines', () => talk([...incident, '--plain'], {}));
  await tally.check('INK_SCREEN_READER does too', () => talk(incident, { INK_SCREEN_READER: 'true' }));
  await tally.check('so does a dumb terminal', () => talk([...incident, '--plain'], { TERM: 'dumb' }));
  await tally.check('an incident starts with its story', async () => {
    const terminal = open(['demo', 'missing-space', '--plain']);
    await terminal.waitFor(/^A space is missing before -all\n[\s\S]*The policy:[\s\S]*\n>/);
    terminal.send('q\r');
    equal((await terminal.exited).exitCode, 4);
    await terminal.close();
  });
  await tally.check('Ctrl-D leaves', async () => {
    const terminal = open([...incident, '--plain']);
    await terminal.waitFor(/The policy:[\s\S]*\n>/);
    terminal.send('\x04');
    equal((await terminal.exited).exitCode, 4);
    await terminal.close();
  });
  await tally.check('Ctrl-C leaves', async () => {
    const terminal = open([...incident, '--plain']);
    await terminal.waitFor(/The policy:[\s\S]*\n>/);
    terminal.send('\x03');
    equal((await terminal.exited).exitCode, 130);
    await terminal.close();
  });
  await tally.check('a closed terminal leaves nothing running', async () => {
    const terminal = open([...incident, '--plain']);
    await terminal.waitFor(/The policy:[\s\S]*\n>/);
    const pid = terminal.pid();
    terminal.hangUp();
    await terminal.close();
    for (let round = 0; round < 100; round++) {
      try {
        process.kill(pid, 0);
      } catch {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('it still runs');
  });
  await tally.check('a pipe is answered to its end', async () => {
    const { code, out } = await pipe([...incident, '--plain'], 'where\ndetail\nclient 192.0.2.1');
    equal(code, 4);
    match(
      out,
      /Row 2 of 2, level 1\.\n[\s\S]*SYNTAX ERROR[\s\S]*It would give 192\.0\.2\.1 fail by -all\.\n$/,
    );
    equal(findUnsafe(out), undefined);
  });
  await tally.check('an input without a line end does not make it grow', async () => {
    const { code } = await pipe([...incident, '--plain'], 'x'.repeat(20_000_000));
    equal(code, 4);
  });
  return tally.finish();
};

process.exitCode = await main();
