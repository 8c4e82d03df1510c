import { homedir } from 'node:os';
import { comparePolicies } from '../comparison/compare-policies.ts';
import { describeComparison } from '../comparison/describe-comparison.ts';
import { createAnswerCache } from '../dns/answer-cache.ts';
import { escapeText } from '../report/escape-text.ts';
import type { OpenedSnapshot } from '../tui/commands/snapshot-commands.ts';
import { replayedSource } from './run-with-snapshot.ts';
import { readSnapshotFile } from './snapshot-file.ts';

/** Reads a snapshot to compare with. `path`: as a person types it, `~/` being their home. Rejects with a UsageError or a
 *  DataError whose message is one line. */
export const openSnapshot = async (path: string): Promise<OpenedSnapshot> => {
  const real = path.replace(/^~(?=\/)/, () => homedir());
  const snapshot = await readSnapshotFile(real, escapeText(path));
  const { resolver, label } = replayedSource(snapshot);
  return {
    label,
    takenAt: `${new Date(snapshot.takenAtMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    resolver: createAnswerCache(resolver).live,
    compare: (before, after) => {
      const comparison = comparePolicies(before, after);
      // What the sides are called, and whether they differ, the screen says itself.
      return { comparison, lines: describeComparison(comparison, [label, 'now']).slice(3, -1) };
    },
  };
};
