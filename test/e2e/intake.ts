// Logs, mails and reports given to the built program, as files and by pipes, in a terminal and without: what is found,
// checked again and explored, and what becomes of texts that are hostile.
import { equal, match, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { incidents } from '../../src/demo/incidents.ts';
import { findUnsafe } from '../helpers/hostile-text.ts';
import { runMeasured } from '../helpers/measured-run.ts';
import { type PolicydLine, policydLines } from '../helpers/policyd-lines.ts';
import { openTerminal, type PseudoTerminal } from '../helpers/pseudo-terminal.ts';
import { type ProgramRun, programPath, runProgram } from '../helpers/run-program.ts';
import { waitUntilStill } from '../helpers/still-screen.ts';
import { createTally, type Tally } from '../helpers/tally.ts';
import { zipFiles } from '../helpers/zip-files.ts';

const fixtures = join(process.cwd(), 'test/fixtures/intake');

/** A run whose standard input is these octets. */
const pipe = (args: readonly string[], input: string | Uint8Array): Promise<ProgramRun> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [programPath, ...args], {
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        texts[name] += text;
      });
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, ...texts }));
    // Whoever has seen enough of a bomb goes away.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });

/** A line of a log for each embedded incident, with its first client and the result that the incident is known for. */
const incidentLines: readonly PolicydLine[] = incidents.map(
  ({ domain, clients: [{ ip, helo, sender }] }) => ({
    ip,
    helo,
    sender: sender ?? `postmaster@${domain}`,
  }),
);

const checkIntake = async (tally: Tally, folder: string): Promise<void> => {
  const log = policydLines(incidentLines);
  const [file, packed] = [join(folder, 'mail.log'), join(folder, 'mail.log.1.gz')];
  writeFileSync(file, log);
  writeFileSync(packed, gzipSync(log));
  await tally.check('a pipe, a file and standard input by no name say the same', async () => {
    const named = await runProgram(['intake', file]);
    equal(named.exitCode, 0);
    const nameless = named.stdout
      .replaceAll(/ mail\.log:/g, ' stdin:')
      // A name can be typed again.
      .replace(/\nNext: spfx check --from-text .*mail\.log checks them again.*\n$/, '');
    for (const words of [['intake', '-'], ['intake']]) {
      const piped = await pipe(words, log);
      equal(piped.stdout.replaceAll(/ +/g, ' '), nameless.replaceAll(/ +/g, ' '));
      equal(piped.stderr, '');
    }
    const unpacked = await pipe(['intake', '-'], gzipSync(log));
    equal(unpacked.stdout.replaceAll(/ +/g, ' '), nameless.replaceAll(/ +/g, ' '));
  });
  await tally.check('several files, one of them packed, are one list', async () => {
    const { stdout } = await runProgram(['intake', file, packed]);
    match(stdout, new RegExp(`of ${2 * incidents.length} mails`));
  });
  await tally.check('what a mail program wrote of a bounce, and a packed report, are found', async () => {
    for (const name of ['bounce-godaddy.txt', 'dmarc-multi.xml']) {
      const { exitCode, stdout } = await runProgram(['intake', join(fixtures, name), '--json']);
      equal(exitCode, 0);
      for (const line of stdout.trimEnd().split('\n')) equal(JSON.parse(line).schemaVersion, 1);
    }
  });
  await tally.check('a mail names its border, and another hop is chosen', async () => {
    const mail = join(fixtures, 'received-border.txt');
    match((await runProgram(['intake', mail])).stdout, /hop 3 is the border/);
    match(
      (await runProgram(['check', '--from-text', mail, '--hop', '4', '--demo'])).stdout,
      /Client 172\.25\.0\.13,/,
    );
  });
  await tally.check('a reader that goes away leaves no noise', async () => {
    const child = spawn('sh', [
      '-c',
      `"$0" "$1" intake --json "$2" | head -1`,
      process.execPath,
      programPath,
      file,
    ]);
    let [out, trouble] = ['', ''];
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      trouble += text;
    });
    await new Promise((resolve) => child.on('close', resolve));
    equal(trouble, '');
    equal(JSON.parse(out).kind, 'candidate');
  });
};

const checkChecks = async (tally: Tally, folder: string): Promise<void> => {
  const file = join(folder, 'mail.log');
  await tally.check('every embedded incident read from a log gets what check gives it', async () => {
    const { stdout, stderr } = await runProgram(['check', '--from-text', file, '--demo', '--json']);
    equal(stderr, '');
    const read = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    equal(read.length, new Set(incidentLines.map(({ ip, sender }) => `${ip} ${sender?.split('@')[1]}`)).size);
    for (const { request, result } of read) {
      const { ip, sender, helo } = request;
      const own = await runProgram([
        ...['check', '--ip', ip, '--sender', sender, '--helo', helo, '--demo', '--json'],
      ]);
      equal(JSON.parse(own.stdout).result, result);
    }
  });
  await tally.check('a line of 2007 reproduces its result over the demo data', async () => {
    const line =
      'policyd-spf[9260]: SPF Permanent Error: Invalid IP4 address: ip4:72.11.154.128/25-all:QUEUEID=; identity=mailfrom; client-ip=72.11.154.232; helo=mail.anbermedia.com; envelope-from=sender@anbermedia.com; receiver=rcpt@example.net; \n';
    const { exitCode, stdout } = await pipe(['check', '--from-text', '-', '--demo'], line);
    equal(exitCode, 4);
    match(stdout, /\npermerror\nClaimed by [^\n]*: permerror\. A check gives the same now\.\n/);
    match(stdout, /Fix: v=spf1 ip4:72\.11\.154\.128\/25 -all/);
  });
  await tally.check('a run into a snapshot is replayed to the same', async () => {
    const snapshot = join(folder, 'snapshot.json');
    const words = ['check', '--from-text', file];
    const recorded = await runProgram([...words, '--demo', '--record', snapshot]);
    const replayed = await runProgram([...words, '--replay', snapshot]);
    equal(replayed.stdout, recorded.stdout);
    equal(replayed.exitCode, recorded.exitCode);
  });
};

const size = { columns: 120, rows: 40 };

const openShell = (command: string, ...args: readonly string[]): PseudoTerminal =>
  openTerminal(['sh', '-c', command, process.execPath, programPath, ...args], size);

const checkScreens = async (tally: Tally, folder: string): Promise<void> => {
  const file = join(folder, 'one.log');
  const client = { ip: '72.11.154.232', sender: 'sender@anbermedia.com', helo: 'mail.anbermedia.com' };
  writeFileSync(file, policydLines([client, { ...client, ip: '72.11.154.9' }]));
  for (const [name, command] of [
    ['a file', 'exec "$0" "$1" explore --demo --from-text "$2"'],
    ['standard input', 'exec "$0" "$1" explore --demo --from-text - <"$2"'],
    ['a pipe', 'cat "$2" | "$0" "$1" explore --demo --from-text -'],
  ] as const)
    await tally.check(`${name} opens the explorer with the simulation filled in`, async () => {
      const terminal = openShell(command, file);
      try {
        await terminal.waitFor(
          /PERMERROR[\s\S]*2 checks in the text; these 2 clients are of anbermedia\.com/,
        );
        match(await waitUntilStill(terminal), /2 clients .*72\.11\.154\.232.*72\.11\.154\.9/);
        terminal.send('s');
        await terminal.waitFor(/Client IP +72\.11\.154\.232/);
        match(terminal.screen(), /HELO +mail\.anbermedia\.com[\s\S]*MAIL FROM +sender@anbermedia\.com/);
        terminal.send('\x1b');
        await terminal.waitFor(/s simulate/);
        terminal.send('q');
        const exit = await terminal.exited;
        equal(exit.exitCode, 4);
        ok(exit.isCooked);
        equal(terminal.state().isAlternateScreen, false);
      } finally {
        await terminal.close();
      }
    });
  await tally.check('Ctrl-C leaves the explorer of a pipe', async () => {
    const terminal = openShell('"$0" "$1" explore --demo --from-text - <"$2"', file);
    try {
      await terminal.waitFor('PERMERROR');
      terminal.send('\x03');
      const exit = await terminal.exited;
      equal(exit.exitCode, 130);
      ok(exit.isCooked);
    } finally {
      await terminal.close();
    }
  });
  await tally.check('an explorer of a pipe says why it calls no editor, and goes on', async () => {
    const terminal = openShell('"$0" "$1" explore --demo --from-text - <"$2"', file);
    try {
      await terminal.waitFor('PERMERROR');
      terminal.send('E');
      await terminal.waitFor('the editor needs the keyboard');
      terminal.send('q');
      equal((await terminal.exited).exitCode, 4);
    } finally {
      await terminal.close();
    }
  });
  await tally.check('the dialogue in lines takes its words from the keyboard too', async () => {
    const terminal = openShell('"$0" "$1" explore --plain --demo --from-text - <"$2"', file);
    try {
      await terminal.waitFor(/The policy:[\s\S]*\n>/);
      terminal.send('q\r');
      equal((await terminal.exited).exitCode, 4);
    } finally {
      await terminal.close();
    }
  });
  await tally.check('without a terminal for the keys it says so in a line', async () => {
    const terminal = openShell('exec setsid -w "$0" "$1" explore --demo --from-text - <"$2"', file);
    try {
      equal((await terminal.exited).exitCode, 64);
      match(
        terminal.screen().replaceAll('\n', ''),
        /^spfx: the text comes from standard input, and there is no terminal/,
      );
    } finally {
      await terminal.close();
    }
  });
  await tally.check('what is typed is read as a paste is', async () => {
    const terminal = openShell('"$0" "$1" intake -');
    try {
      await terminal.waitFor('Paste the text, then press Ctrl-D');
      terminal.send(policydLines([client]).replace('\n', '\r'));
      await terminal.waitFor('envelope-from');
      terminal.send('\x04');
      await terminal.waitFor('1 check found.');
      equal((await terminal.exited).exitCode, 0);
    } finally {
      await terminal.close();
    }
  });
};

/** A log of 40 MB, each line of it another check. */
const longLog = (): string =>
  policydLines(
    Array.from({ length: 220_000 }, (_, index) => ({
      ip: `198.51.${index % 256}.${(index >> 8) % 256}`,
      sender: `user@mx${index % 5000}.a.test`,
      helo: `mx${index % 5000}.a.test`,
      result: index % 100 === 0 ? 'Fail' : 'Pass',
    })),
  );

const checkLongLog = async (tally: Tally, folder: string): Promise<void> => {
  const log = longLog();
  const [plain, packed] = [join(folder, 'long.log'), join(folder, 'long.log.gz')];
  writeFileSync(plain, log);
  writeFileSync(packed, gzipSync(log, { level: 1 }));
  for (const file of [plain, packed])
    await tally.check(
      `${file.endsWith('gz') ? 'a packed' : 'a'} log of 40 MB streams in little memory`,
      async () => {
        const run = await runMeasured(['intake', file], { timeoutMs: 60_000 });
        equal(run.stderr, '');
        equal(run.exitCode, 0);
        match(
          run.stdout,
          /Too many for the memory: \d+ of the checks are shown; \d+ others, of \d+ mails, were let go/,
        );
        ok(run.peakMiB < 150, `${Math.round(run.peakMiB)} MiB`);
      },
    );
  await tally.check('of a long log, all that there is of one domain is found', async () => {
    const run = await runMeasured(['explore', 'mx100.a.test', '--demo', '--from-text', plain], {
      timeoutMs: 60_000,
    });
    // Every 5,000th line is one of it, each of another client.
    match(run.stderr, /^spfx: 44 checks in the text; these 44 clients are of mx100\.a\.test\n$/);
  });
};

const nestedMime = (depth: number): string => {
  const heads = Array.from(
    { length: depth },
    (_, level) => `Content-Type: multipart/mixed; boundary="b${level}"\n\n--b${level}\n`,
  );
  return `MIME-Version: 1.0\nFrom: a@a.test\n${heads.join('')}Content-Type: text/plain\n\nspf\n`;
};

const manyRecords = (count: number): string =>
  '<record><row><source_ip>192.0.2.1</source_ip><count>1</count></row></record>'.repeat(count);

const entityBomb = `<?xml version="1.0"?>
<!DOCTYPE f [<!ENTITY a "aaaaaaaaaa">${Array.from(
  { length: 9 },
  (_, level) => `<!ENTITY ${'bcdefghij'[level]} "${`&${'abcdefghi'[level]};`.repeat(10)}">`,
).join('')}]>
<feedback><record><row><source_ip>&j;</source_ip></row></record></feedback>`;

/** What no text should cost: it is told or passed over, within these bounds. */
const mostMiB = 450;

const checkBombs = async (tally: Tally, folder: string): Promise<void> => {
  /** [name, octets, exit code, what is said] */
  const bombs: readonly (readonly [string, () => string | Uint8Array, number, RegExp])[] = [
    ['nothing', () => '', 65, /nothing in it speaks/],
    ['prose', () => 'Dear all,\nnothing.\n', 65, /looked for: log lines/],
    ['a line of 10 MB', () => `spf ${'x'.repeat(10_000_000)}`, 65, /nothing in it speaks/],
    [
      'a line of 10 MB between two of a log',
      () => `${policydLines([{}])}spf=${'x('.repeat(5_000_000)}\n${policydLines([{ ip: '192.0.2.9' }])}`,
      0,
      /2 checks found/,
    ],
    ['a bomb of gzip', () => gzipSync(Buffer.alloc(300_000_000)), 65, /more than 250 times its size/],
    ['gzip in gzip', () => gzipSync(gzipSync(Buffer.alloc(1_000_000))), 65, /archive in an archive/],
    [
      'a bomb of zip',
      () => zipFiles([{ name: 'a', octets: Buffer.alloc(100_000_000) }]),
      65,
      /grows to more than/,
    ],
    [
      'a zip that is cut',
      () => zipFiles([{ name: 'a', octets: Buffer.from('a') }]).subarray(0, 50),
      65,
      /broken or cut/,
    ],
    [
      'a zip that becomes a million records',
      () =>
        zipFiles([
          { name: 'a', octets: Buffer.from(`<feedback>${manyRecords(890_000)}`), isStored: true },
        ]).subarray(0),
      65,
      /more than 33554432 octets/,
    ],
    [
      'a zip that becomes half a million records',
      () =>
        zipFiles([{ name: 'a', octets: Buffer.from(`<feedback>${manyRecords(400_000)}`), isStored: true }]),
      0,
      /1 check found, of 400000 mails/,
    ],
    ['entities of XML', () => entityBomb, 65, /DMARC report, but its source_ip is no address/],
    ['elements in elements', () => `<feedback>${'<record>'.repeat(400_000)}`, 65, /DMARC report/],
    ['MIME in MIME', () => nestedMime(30_000), 65, /nothing in it speaks/],
    [
      'random octets',
      () => Buffer.from(Array.from({ length: 6_000_000 }, (_, at) => (at * at * 31) & 255)),
      65,
      /binary/,
    ],
    ['NULs', () => Buffer.alloc(6_000_000), 65, /binary/],
    ['headers of 3 MB', () => 'Received: from a ([192.0.2.1]) by b\n'.repeat(90_000), 0, /checks? found/],
    [
      'a report of 20 MB',
      () =>
        `<feedback>${`<record><row><source_ip>192.0.2.1</source_ip><count>1</count></row></record>`.repeat(300_000)}`,
      0,
      /1 check found, of 300000 mails/,
    ],
  ];
  for (const [name, octets, exitCode, said] of bombs)
    await tally.check(`${name}: bounded, and told`, async () => {
      const file = join(folder, 'bomb');
      writeFileSync(file, octets());
      const run = await runMeasured(['intake', file], { timeoutMs: 20_000 });
      match(run.stdout + run.stderr, said);
      equal(run.exitCode, exitCode);
      ok(run.peakMiB < mostMiB, `${Math.round(run.peakMiB)} MiB`);
      equal(findUnsafe(run.stdout + run.stderr), undefined);
      ok(run.stderr.split('\n').length <= 4, run.stderr);
    });
  await tally.check(
    'control characters come out as visible escapes, from files as from their names',
    async () => {
      const evil = '\x1b]0owned\x07\u202e\x9b2J\x00';
      const file = join(folder, 'x\x1b[2J.log');
      writeFileSync(
        file,
        policydLines([
          { helo: evil, sender: `${evil}@a.test` },
          { helo: evil, sender: `b@${evil}` },
        ]),
      );
      for (const words of [
        ['intake', file],
        ['intake', '--json', file],
        ['check', '--demo', '--from-text', file],
        ['check', '--demo', '--json', '--from-text', file],
        ['explore', '--demo', '--from-text', file],
      ]) {
        const { stdout, stderr, exitCode } = await runProgram(words);
        equal(findUnsafe(stdout + stderr), undefined);
        ok(stdout.length > 0, stderr);
        ok(exitCode !== 70, stderr);
      }
    },
  );
  await tally.check('a directory and a file that is not there are told in a line each', async () => {
    const { exitCode, stderr, stdout } = await runProgram(['intake', folder, join(folder, 'none')]);
    equal(exitCode, 64);
    equal(stdout, '');
    match(stderr, /^spfx: .*: it is a directory; a text is wanted\nspfx: .*: there is no such file\n$/);
  });
};

const main = async (): Promise<number> => {
  const tally = createTally();
  const folder = mkdtempSync(join(tmpdir(), 'spfx-intake-'));
  try {
    await checkIntake(tally, folder);
    await checkChecks(tally, folder);
    await checkScreens(tally, folder);
    await checkLongLog(tally, folder);
    await checkBombs(tally, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return tally.finish();
};

process.exitCode = await main();
