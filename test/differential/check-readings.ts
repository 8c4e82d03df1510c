import { judgeByReading } from '../../src/claims/reading.ts';
import { readings } from '../../src/claims/reading-table.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { completeRequest } from '../../src/spf/check-request.ts';
import { ipOf } from '../helpers/check-table.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { Tally } from '../helpers/tally.ts';
import type { Client } from './cases.ts';
import { type Peer, startLibspf2, startPeers, startPyspfMode } from './peers.ts';
import { type Prover, type ReadingProof, readingProofs } from './reading-proofs.ts';

const clientOf = (proof: ReadingProof): Client => ({
  ip: '192.0.2.1',
  helo: 'mail.a.example',
  sender: 'alice@a.example',
  receiver: 'receiver.example.org',
  ...proof.client,
});

/** Checks that what is said of other programs' ways to read the RFC is so: each gives, to a case in which it matters, what
 *  spfx gives under that reading and not by itself. */
export const checkReadings = async (tally: Tally): Promise<void> => {
  const peers: readonly Peer<Prover>[] = [
    ...(await startPeers()),
    await startLibspf2(),
    await startPyspfMode('harsh'),
    await startPyspfMode('guess'),
  ];
  try {
    for (const reading of readings)
      for (const proof of readingProofs[reading.name]) {
        const client = clientOf(proof);
        const { domain = '', sender, helo } = completeRequest({ sender: client.sender, helo: client.helo });
        const request = {
          domain,
          sender,
          helo,
          ip: ipOf(client.ip),
          receiver: client.receiver,
          timeSeconds: 1_000_000_000,
        };
        await tally.check(`${reading.name}, ${proof.what}: spfx`, async () => {
          const resolver = memoryResolver(proof.zone);
          const plain = await checkHost(request, resolver);
          const reread = await judgeByReading(reading, request, resolver);
          if (plain.result !== proof.ours || reread !== proof.theirs || !reading.canMatter(plain))
            throw new Error(`by itself ${plain.result}, under the reading ${reread}`);
        });
        for (const name of proof.provers)
          await tally.check(`${reading.name}, ${proof.what}: ${name}`, async () => {
            const peer = peers.find((each) => each.name === name);
            if (peer === undefined) throw new Error(`${name} was not started`);
            const { result, text } = await peer.check({ zone: proof.zone, client });
            if (result !== proof.theirs) throw new Error(`gives ${result}: ${text}`);
          });
      }
  } finally {
    await Promise.all(peers.map(({ close }) => close()));
  }
  // A program is named as seen only where one of that name was asked.
  for (const { name, programs, isSeen } of readings.filter((reading) => reading.isSeen))
    await tally.check(`${name}: each program that is named was asked`, () => {
      const asked = new Set(
        readingProofs[name].flatMap(({ provers }) => provers.map((prover) => prover.split(' ')[0])),
      );
      const lost = programs.filter((program) => !asked.has(program.split(' ')[0]));
      if (lost.length > 0 || !isSeen) throw new Error(`nobody asked ${lost.join(', ')}`);
    });
};
