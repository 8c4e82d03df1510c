// spfx against other evaluators: the same random cases for each, over DNS on loopback.
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { escapeText } from '../../src/report/escape-text.ts';
import { createTally, type Tally } from '../helpers/tally.ts';
import { type Client, type DifferentialCase, differentialCases } from './cases.ts';
import { type Disagreement, findDisagreement, ourWord, theirWord } from './compare.ts';
import { explain, type KnownDisagreement, knownDisagreements } from './known-disagreements.ts';
import { type Ourselves, startOurselves } from './our-verdict.ts';
import { type Peer, startPeers } from './peers.ts';

// With --one-may-differ a case fails only where two of the peers differ from us and nothing known explains it: a habit
// of one that no table has yet is printed and wants a row, and is no fault of ours.
const usage = 'usage: run-differential [--runs N] [--seed S] [--one-may-differ]';

const plainClient: Client = {
  ip: '192.0.2.1',
  helo: 'a.example',
  sender: '',
  receiver: 'receiver.example.org',
};

const describe = ({ peer, differentialCase, ours, theirs }: Disagreement): string =>
  [
    `${peer} says ${theirs.result} (${escapeText(JSON.stringify(theirs.text))}), we say ${ours.result} (${ours.cause.kind})`,
    `  client ${escapeText(JSON.stringify(differentialCase.client))}`,
    ...Object.entries(differentialCase.zone).map(
      ([name, data]) => `  ${escapeText(JSON.stringify(name))} ${escapeText(JSON.stringify(data))}`,
    ),
    ...theirs.asked.map((question) => `  asked ${escapeText(JSON.stringify(question))}`),
  ].join('\n');

/** What the table says still holds: each example shows its habit. */
const checkExamples = async (tally: Tally, ourselves: Ourselves, peers: readonly Peer[]): Promise<void> => {
  for (const peer of peers)
    for (const { habit, example } of knownDisagreements[peer.name])
      await tally.check(`${peer.name}: ${habit}`, async () => {
        const differentialCase = { zone: example.zone, client: { ...plainClient, ...example.client } };
        const ours = ourWord(await ourselves.check(differentialCase), peer);
        const theirs = theirWord(await peer.check(differentialCase), peer);
        const said = `we say ${ours.trim()}, they ${theirs.trim()}`;
        const wanted = `we say ${example.ours}, they ${example.theirs}`;
        if (said !== wanted) throw new Error(`${said}; the table has: ${wanted}`);
      });
};

/** Cases in lots, so that memory does not grow with their number. */
function* randomCases(runs: number, seed: number): Generator<DifferentialCase> {
  const lot = 100;
  for (let done = 0; done < runs; done += lot)
    yield* fc.sample(differentialCases, { numRuns: Math.min(lot, runs - done), seed: seed + done });
}

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { runs: { type: 'string' }, seed: { type: 'string' }, 'one-may-differ': { type: 'boolean' } },
  });
  const runs = Number(values.runs ?? 1000);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
  if (!Number.isSafeInteger(runs) || !Number.isSafeInteger(seed) || runs < 0) {
    console.error(usage);
    return 64;
  }
  const tally = createTally();
  const ourselves = await startOurselves();
  const peers = await startPeers();
  const habits = new Map<KnownDisagreement, number>();
  let agreed = 0;
  try {
    await checkExamples(tally, ourselves, peers);
    for (const differentialCase of randomCases(runs, seed)) {
      const unexplained: string[] = [];
      for (const peer of peers) {
        const disagreement = await findDisagreement(ourselves, peer, differentialCase);
        const known = disagreement === undefined ? undefined : explain(disagreement);
        if (disagreement === undefined) agreed++;
        else if (known === undefined) unexplained.push(describe(disagreement));
        else habits.set(known, (habits.get(known) ?? 0) + 1);
      }
      const mayDiffer = values['one-may-differ'] === true ? 1 : 0;
      await tally.check(`a random case (seed ${seed}, ${runs} runs)`, () => {
        if (unexplained.length > mayDiffer)
          throw new Error(`nothing known explains it\n${unexplained.join('\n')}`);
        for (const text of unexplained) console.log(`wants a row (seed ${seed}, ${runs} runs)\n  ${text}`);
      });
    }
  } finally {
    await Promise.all([...peers, ourselves].map(({ close }) => close()));
  }
  console.log(`${runs} cases, seed ${seed}; ${agreed} of ${runs * peers.length} verdicts are the same`);
  for (const { name } of peers)
    for (const known of knownDisagreements[name])
      console.log(
        `${String(habits.get(known) ?? 0).padStart(6)}  ${name}: ${known.habit} (${known.blame}, ${known.section})`,
      );
  return tally.finish();
};

process.exitCode = await main();
