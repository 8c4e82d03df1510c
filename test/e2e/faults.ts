// The built program while things break around it: DNS, the terminal, its streams, the disk. Nothing is lost, nothing
// hangs, nothing ends in a stack trace; the exit code is right, and the terminal is left as it was found.
import { spawnSync } from 'node:child_process';
import { createTally } from '../helpers/tally.ts';
import { checkDnsFaults } from './faults-of-dns.ts';
import { checkResolvConf } from './faults-of-resolv-conf.ts';
import { checkStreamFaults } from './faults-of-streams.ts';
import { checkTerminalFaults } from './faults-of-terminals.ts';

const inside = '--in-a-namespace';

/** A network without any way out, a port 53 and a mount table of our own: no privilege is wanted on most systems. */
const unshare = ['--map-root-user', '--net', '--mount'];

const main = async (): Promise<number> => {
  const hasNamespace = process.argv.includes(inside);
  if (!hasNamespace && spawnSync('unshare', [...unshare, 'true']).status === 0) {
    const script = 'ip link set lo up && exec "$@"';
    const self = [process.execPath, 'test/scripts/run-typescript.mjs', 'test/e2e/faults.ts', inside];
    return (
      spawnSync('unshare', [...unshare, 'sh', '-c', script, 'sh', ...self], { stdio: 'inherit' }).status ?? 1
    );
  }
  const tally = createTally();
  await checkStreamFaults(tally, hasNamespace);
  await checkDnsFaults(tally, hasNamespace);
  await checkTerminalFaults(tally);
  if (hasNamespace) await checkResolvConf(tally);
  else
    await tally.check('a network and a resolv.conf of our own', () => {
      throw new Error('unshare gives no namespace here');
    });
  return tally.finish();
};

process.exitCode = await main();
