// What other evaluators do where RFC 7208 leaves room: the table of test/conformance/interpretations.md, seen; and that
// they read it as `claims` says they do.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interpretationProofs } from '../conformance/interpretation-proofs.ts';
import { interpretations } from '../conformance/interpretations.ts';
import type { CheckRow } from '../helpers/check-table.ts';
import { createTally } from '../helpers/tally.ts';
import type { Client } from './cases.ts';
import { checkReadings } from './check-readings.ts';
import { ourWord, theirWord } from './compare.ts';
import { type Ourselves, startOurselves } from './our-verdict.ts';
import { type Peer, startLibspf2, startPeers } from './peers.ts';

const page = 'test/conformance/interpretations.md';
const insideVariable = 'SPFX_OWN_NAMESPACE';

// libspf2 asks only the servers of resolv.conf, on port 53.
const ownNamespace = `
PATH="$PATH:/usr/sbin:/sbin"
ip link set lo up && mount --bind "$0" /etc/resolv.conf && exec "$@"`;

const runInOwnNamespace = (): void => {
  const folder = mkdtempSync(join(tmpdir(), 'spfx-interpretations-'));
  const resolvConf = join(folder, 'resolv.conf');
  writeFileSync(resolvConf, 'nameserver 127.0.0.1\noptions timeout:2 attempts:1\n');
  const again = [process.execPath, 'test/scripts/run-typescript.mjs', ...process.argv.slice(1)];
  try {
    execFileSync('unshare', ['-rnm', 'sh', '-c', ownNamespace, resolvConf, ...again], {
      stdio: 'inherit',
      env: { ...process.env, [insideVariable]: '1' },
    });
  } catch {
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The client of a row; undefined where others can't be asked that: clocks, limits, a domain beside the sender's. */
const clientOf = ([, , spec]: CheckRow): Client | undefined => {
  if (spec.domain !== undefined || spec.limits !== undefined || spec.elapsedMs !== undefined)
    return undefined;
  return {
    ip: spec.ip ?? '192.0.2.1',
    helo: spec.helo ?? 'mail.example.com',
    sender: spec.sender ?? 'alice@example.com',
    receiver: spec.receiver ?? 'receiver.example.org',
  };
};

const cellText = (word: string): string =>
  word
    .replaceAll('|', '\\|')
    .replace(/(.)\1{20,}/g, '$1…')
    .trim();

type AnyPeer = Peer<string>;

const wordsOf = async (ourselves: Ourselves, peers: readonly AnyPeer[], row: CheckRow): Promise<string[]> => {
  const client = clientOf(row);
  if (client === undefined) return [];
  const differentialCase = { zone: row[1], client };
  const ours = await ourselves.check(differentialCase);
  const cells: string[] = [ours.result];
  for (const peer of peers) {
    const theirs = await peer.check(differentialCase);
    const isSame = ourWord(ours, peer) === theirWord(theirs, peer);
    cells.push(isSame ? '=' : theirs.result === ours.result ? 'another text' : cellText(theirs.result));
  }
  return cells;
};

const makeTable = async (): Promise<string> => {
  const ourselves = await startOurselves();
  const peers: readonly AnyPeer[] = [...(await startPeers()), await startLibspf2()];
  const lines: string[] = [];
  try {
    for (const { rule, section, choice } of interpretations) {
      lines.push(`| **${cellText(choice)}** (${section}) |${' |'.repeat(peers.length + 1)}`);
      for (const row of interpretationProofs[rule]) {
        const cells = await wordsOf(ourselves, peers, row);
        if (cells.length > 0) lines.push(`| ${cellText(row[0])} | ${cells.join(' | ')} |`);
      }
    }
  } finally {
    await Promise.all([...peers, ourselves].map(({ close }) => close()));
  }
  const names = ['spfx', ...peers.map(({ name }) => name)];
  return [`| case | ${names.join(' | ')} |`, `|${'---|'.repeat(names.length + 1)}`, ...lines].join('\n');
};

const preface = `# Where RFC 7208 leaves room

Each choice of spfx (\`interpretations.ts\` says why), the checks that would end otherwise without it
(\`interpretation-proofs.ts\`), and what four other evaluators say of them: pyspf 2.0.14, Mail::SPF 2.9.0, mailauth
4.13, libspf2 1.2.10, asked over DNS by \`test/differential/run-interpretations.ts\`, which writes this page with
\`--write\` and fails when it does not hold. \`=\` is the result of spfx. Choices without a check below can't be put to
others: they are about clocks, or a domain beside the sender's.
`;

const main = async (): Promise<void> => {
  const tally = createTally();
  const text = `${preface}\n${await makeTable()}\n`;
  if (process.argv.includes('--write')) writeFileSync(page, text);
  await tally.check(`${page} says what was seen`, () => {
    const lines = readFileSync(page, 'utf8').split('\n');
    const changed = text.split('\n').filter((line, index) => line !== lines[index]);
    if (changed.length > 0) throw new Error(`seen now:\n${changed.join('\n')}`);
  });
  await checkReadings(tally);
  process.exitCode = tally.finish();
};

if (process.env[insideVariable] === undefined) runInOwnNamespace();
else await main();
