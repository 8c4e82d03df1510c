// How fast a mail log is read: node test/scripts/run-typescript.mjs test/bench/intake-bench.ts [MEGABYTES] [FILE]
// Prints megabytes a second, beside splitting the same octets into lines and doing nothing, and what the built program
// takes for such a log as a file; judges nothing.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createGrouping } from '../../src/intake/group-incidents.ts';
import { createLineReader } from '../../src/intake/line-reader.ts';
import { runMeasured } from '../helpers/measured-run.ts';
import { seededRandom } from '../helpers/seeded-random.ts';

// As the program has it.
setFlagsFromString('--no-allocation-site-pretenuring');
const mostGroups = 10_000;

const megabytes = Number(process.argv[2] ?? 200);
// What a stream of a file gives at once.
const chunkOctets = 65_536;
const random = seededRandom(7208);
const below = random;
const address = (): string => `198.51.${below(256)}.${below(256)}`;
const queueId = (): string => below(0xffffffff).toString(16).toUpperCase().padStart(10, '4');
const host = (): string => `mx${below(5000)}.example.org`;

const policyLine = (time: string, ip: string, name: string): string =>
  `${time} policyd-spf[2555]: : prepend Received-SPF: ${['Pass', 'Pass', 'Pass', 'None', 'Softfail', 'Fail'][below(6)]} (mailfrom) identity=mailfrom; client-ip=${ip}; helo=${name}; envelope-from=a@${name}; receiver=example.net`;

/** What a mail leaves in the log of Postfix, most of it of no interest; now and then a rejection. With a policy server,
 *  a line of it for each mail. */
const mailLines = (hasPolicyServer: boolean): string[] => {
  const [ip, id, name] = [address(), queueId(), host()];
  const time = `Nov 22 ${String(below(24)).padStart(2, '0')}:${String(below(60)).padStart(2, '0')}:00 mx1`;
  const line = (rest: string): string => `${time} postfix/${rest}`;
  const came = [
    line(`smtpd[2536]: connect from ${name}[${ip}]`),
    line(`smtpd[2536]: ${id}: client=${name}[${ip}]`),
    ...(hasPolicyServer ? [policyLine(time, ip, name)] : []),
    line(`cleanup[2540]: ${id}: message-id=<${below(1e9)}.${id}@${name}>`),
    line(`qmgr[901]: ${id}: from=<user${below(999)}@${name}>, size=${below(90_000)}, nrcpt=1 (queue active)`),
    line(
      `lmtp[2551]: ${id}: to=<bob@example.net>, relay=mail.example.net[private/dovecot-lmtp], delay=0.14, delays=0.09/0.01/0.01/0.03, dsn=2.0.0, status=sent (250 2.0.0 <bob@example.net> Saved)`,
    ),
    line(`qmgr[901]: ${id}: removed`),
    line(
      `smtpd[2536]: disconnect from ${name}[${ip}] ehlo=2 starttls=1 mail=1 rcpt=1 data=1 quit=1 commands=7`,
    ),
  ];
  if (below(20) > 0) return came;
  return [
    ...came,
    line(
      `smtpd[2537]: NOQUEUE: reject: RCPT from unknown[${ip}]: 550 5.7.23 <bob@example.net>: Recipient address rejected: Message rejected due to: SPF fail - not authorized. Please see http://www.openspf.net/Why?s=mfrom;id=a@${name};ip=${ip};r=example.net; from=<a@${name}> to=<bob@example.net> proto=ESMTP helo=<${name}>`,
    ),
  ];
};

const makeLog = (octets: number, mail: () => string[]): Buffer => {
  const lines: string[] = [];
  for (let length = 0; length < octets; )
    for (const line of mail()) {
      lines.push(line);
      length += line.length + 1;
    }
  return Buffer.from(`${lines.join('\n')}\n`);
};

/** Seconds of a processor that the work takes on all chunks of a log, the least of three rounds: other work on the
 *  machine adds nothing to them, and threads that collect garbage count. */
const measure = (log: Buffer, work: () => (chunk: Uint8Array) => void): number => {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const push = work();
    const start = process.cpuUsage();
    for (let sent = 0; sent < megabytes * 1e6; )
      for (let at = 0; at < log.length && sent < megabytes * 1e6; at += chunkOctets) {
        const chunk = log.subarray(at, at + chunkOctets);
        push(chunk);
        sent += chunk.length;
      }
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1e6);
  }
  return least;
};

const rate = (seconds: number): string => `${(megabytes / seconds).toFixed(0)} MB/s`;

const compare = (name: string, log: Buffer): void => {
  let found = 0;
  const readS = measure(log, () => {
    const reader = createLineReader();
    const grouping = createGrouping(mostGroups);
    found = 0;
    return (chunk) => {
      for (const candidate of reader.push(chunk)) {
        found++;
        grouping.add(candidate, name);
      }
    };
  });
  let counted = 0;
  const idleS = measure(log, () => (chunk) => {
    const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('utf8');
    for (const line of text.split('\n')) counted += line.length;
  });
  if (counted === 0) throw new Error('The log is empty.');
  const ratio = (readS / idleS).toFixed(1);
  console.log(
    `${name}: ${rate(readS)}, ${found} candidates in ${megabytes} MB; only split into lines ${rate(idleS)}, ${ratio} x as fast`,
  );
};

/** Runs the built program on a file of that many megabytes. */
const runProgramOn = async (name: string, log: Buffer): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'spfx-bench-'));
  try {
    const path = join(folder, 'mail.log');
    const file = openSync(path, 'w');
    for (let written = 0; written < megabytes * 1e6; written += log.length) writeSync(file, log);
    closeSync(file);
    const startMs = performance.now();
    const { peakMiB, exitCode } = await runMeasured(['intake', path], { timeoutMs: 600_000 });
    const seconds = (performance.now() - startMs) / 1000;
    console.log(
      `spfx intake, ${name}: ${rate(seconds)} from start to end, peak memory ${peakMiB.toFixed(0)} MiB, exit code ${exitCode}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const file = process.argv[3];
const logs: readonly (readonly [name: string, log: Buffer])[] =
  file === undefined
    ? [
        ['log of Postfix', makeLog(16e6, () => mailLines(false))],
        ['with a policy server', makeLog(16e6, () => mailLines(true))],
        [
          'of a policy server alone',
          makeLog(64e6, () => [policyLine('Nov 22 07:44:40 mx1', address(), host())]),
        ],
      ]
    : [[file, readFileSync(file)]];
for (const [name, log] of logs) compare(name, log);
for (const [name, log] of logs) await runProgramOn(name, log);
