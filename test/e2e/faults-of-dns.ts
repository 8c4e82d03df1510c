import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { ReplySpec } from '../helpers/dns-reply.ts';
import { openTerminal, type PseudoTerminal } from '../helpers/pseudo-terminal.ts';
import { programPath, runProgram } from '../helpers/run-program.ts';
import { runShell } from '../helpers/run-shell.ts';
import type { Tally } from '../helpers/tally.ts';
import { startUdpServer } from '../helpers/udp-server.ts';

const size = { columns: 120, rows: 40 };
const client = ['--ip', '192.0.2.1', '--helo', 'client.example'];

const policies: Readonly<Record<string, string>> = {
  'wide.test': 'v=spf1 include:n1.wide.test ip4:192.0.2.1 -all',
  'n1.wide.test': `v=spf1 ${Array.from({ length: 8 }, (_, index) => `include:m${index}.wide.test`).join(' ')} ?all`,
  'fan.test': `v=spf1 ${Array.from({ length: 60 }, (_, index) => `?include:m${index}.f`).join(' ')} -all`,
};

/** A policy two includes deep that passes the client by its last term but one, and one of 60 includes. */
export const wideAnswer = ({ name, type }: Readonly<{ name: string; type: string }>): ReplySpec =>
  type === 'TXT' ? { answers: [{ type, data: policies[name] ?? 'v=spf1 ?all' }] } : { rcode: 'NXDOMAIN' };

export const wantsNoTrace = (text: string): void => ok(!/\n\s+at .*:\d+|internal error/.test(text), text);

const explore = (...args: readonly string[]): PseudoTerminal =>
  openTerminal([process.execPath, programPath, 'explore', ...args], size);

/** Leaves the screen by `q`; what the shell finds is as it was. */
export const leave = async (terminal: PseudoTerminal, code: number): Promise<void> => {
  terminal.send('q');
  const { exitCode, isCooked } = await terminal.exited;
  const { isAlternateScreen, isCursorVisible, isBracketedPaste } = terminal.state();
  deepEqual(
    { exitCode, isCooked, isAlternateScreen, isCursorVisible, isBracketedPaste },
    {
      exitCode: code,
      isCooked: true,
      isAlternateScreen: false,
      isCursorVisible: true,
      isBracketedPaste: false,
    },
  );
};

const checkReturn = async (tally: Tally): Promise<void> => {
  await tally.check(
    'a server that goes away in the middle shows as trouble; once it is back, r shows all',
    async () => {
      let isDoomed = true;
      const server = await startUdpServer(
        (question) => {
          // What the first record leads to is asked when the server is gone.
          if (question.name === 'n1.wide.test' && isDoomed) void server.fall();
          return wideAnswer(question);
        },
        { latencyMs: 100 },
      );
      const args = [
        'wide.test',
        ...client,
        '--server',
        server.label,
        '--dns-timeout',
        '400',
        '--dns-retries',
        '0',
      ];
      const terminal = explore(...args);
      try {
        await terminal.waitFor('include:n1.wide.test');
        await terminal.waitFor('TEMPERROR');
        const screen = await terminal.waitFor(/timeout|unreachable/);
        wantsNoTrace(screen);
        const gone = await runProgram(['check', ...args]);
        deepEqual([gone.exitCode, gone.stdout.split('\n')[0], gone.stderr], [5, 'temperror', '']);
        isDoomed = false;
        await server.rise();
        terminal.send('r');
        await terminal.waitFor(/\bPASS\b/);
        const back = await runProgram(['check', ...args]);
        deepEqual([back.exitCode, back.stdout.split('\n')[0]], [0, 'pass']);
        await leave(terminal, 0);
      } finally {
        await terminal.close();
        await server.fall();
      }
    },
  );
};

const checkUnreachable = async (tally: Tally, hasNamespace: boolean): Promise<void> => {
  // TEST-NET-1, RFC 5737; 240.0.0.0/4 is for nobody.
  const nowhere = hasNamespace ? ['192.0.2.53', '2001:db8::53'] : ['240.0.0.1'];
  for (const server of nowhere)
    await tally.check(`no route to ${server}: check, tree and explore say so`, async () => {
      const args = ['wide.test', ...client, '--server', server, '--dns-timeout', '500', '--dns-retries', '0'];
      for (const command of ['check', 'tree']) {
        const run = await runProgram([command, ...args]);
        deepEqual([run.exitCode, run.stderr], [5, '']);
        match(run.stdout, /temperror/);
        if (hasNamespace) match(run.stdout, /unreachable/);
        wantsNoTrace(run.stdout);
      }
      const terminal = explore(...args);
      try {
        await terminal.waitFor('TEMPERROR');
        await leave(terminal, 5);
      } finally {
        await terminal.close();
      }
    });
};

const checkFewDescriptors = async (tally: Tally): Promise<void> => {
  const server = await startUdpServer(wideAnswer, { latencyMs: 50 });
  const args = `--server ${server.label} --dns-retries 0`;
  for (const command of [`check wide.test ${client.join(' ')}`, 'tree fan.test', 'tree fan.test --json'])
    await tally.check(
      `too few file descriptors for all questions of ${command}: trouble, no crash`,
      async () => {
        // Node itself wants some twenty.
        const run = await runShell(`ulimit -n 26; spfx ${command} ${args}`);
        wantsNoTrace(run.stdout + run.stderr);
        equal(run.stderr, '');
        ok([0, 5].includes(run.exitCode ?? -1), `exit code ${run.exitCode}`);
        if (command.startsWith('tree')) match(run.stdout, /too many open files/);
      },
    );
  await server.fall();
};

/** What goes wrong between the program and DNS. */
export const checkDnsFaults = async (tally: Tally, hasNamespace: boolean): Promise<void> => {
  await checkReturn(tally);
  await checkUnreachable(tally, hasNamespace);
  await checkFewDescriptors(tally);
};
