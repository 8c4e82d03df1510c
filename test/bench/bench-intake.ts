import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMeasured } from '../helpers/measured-run.ts';
import { seededRandom } from '../helpers/seeded-random.ts';
import type { Row } from './statistics.ts';

const gigabyte = 1e9;

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

/** What nothing can be faster than that looks at every line: Node reads them, and counts their characters. */
const countLines = `let rest = '', count = 0;
require('node:fs').createReadStream(process.argv[1], 'utf8').on('data', (text) => {
  const lines = (rest + text).split('\\n');
  rest = lines.pop();
  for (const line of lines) count += line.length;
}).on('end', () => console.log(count));`;

const secondsOfCounting = (path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const startMs = performance.now();
    const child = spawn(process.execPath, ['-e', countLines, path], { stdio: 'ignore' });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0
        ? resolve((performance.now() - startMs) / 1000)
        : reject(new Error('the lines were not counted')),
    );
  });

const writeLog = (path: string, log: Buffer): void => {
  const file = openSync(path, 'w');
  for (let written = 0; written < gigabyte; written += log.length) writeSync(file, log);
  closeSync(file);
};

/** How fast the built program reads a gigabyte of a mail log, beside reading its lines and doing nothing, and how much
 *  memory it takes. */
export const measureIntake = async (program: string): Promise<Row[]> => {
  const logs: readonly (readonly [name: string, log: Buffer])[] = [
    ['Postfix', makeLog(16e6, () => mailLines(false))],
    ['Postfix with a policy server', makeLog(16e6, () => mailLines(true))],
    ['a policy server alone', makeLog(64e6, () => [policyLine('Nov 22 07:44:40 mx1', address(), host())])],
  ];
  const rows: Row[] = [];
  for (const [name, log] of logs) {
    const folder = mkdtempSync(join(tmpdir(), 'spfx-bench-'));
    const path = join(folder, 'mail.log');
    try {
      writeLog(path, log);
      const bareS = await secondsOfCounting(path);
      const startMs = performance.now();
      const { peakMiB, exitCode } = await runMeasured(['intake', path], { timeoutMs: 600_000, program });
      const seconds = (performance.now() - startMs) / 1000;
      if (exitCode !== 0) throw new Error(`spfx intake ended with exit code ${exitCode}`);
      const rate = (gigabyte / 1e6 / seconds).toFixed(0);
      rows.push([
        `intake, 1 GB of the log of ${name}`,
        `${rate} MB/s, ${(seconds / bareS).toFixed(1)} x reading its lines; ${peakMiB.toFixed(0)} MiB`,
        '60 MB/s, 150 MiB',
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return rows;
};
