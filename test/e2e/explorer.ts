// The explorer of the built program as its user has it: keys, pastes and sizes in a terminal, files, editors, tmux.
//   explorer.ts [WORDS]   only the tests whose names hold the words
import { createTally } from '../helpers/tally.ts';
import { acceptanceTests, describeCounts } from './explorer-acceptance.ts';
import { clientAndRecentTests } from './explorer-clients.ts';
import { fieldKeyTests } from './explorer-field-keys.ts';
import { handOnTests } from './explorer-hand-on.ts';
import { inputTests } from './explorer-input.ts';
import { keyTests } from './explorer-keys.ts';
import { leavingAndEditorTests } from './explorer-leaving.ts';
import { pastedTests } from './explorer-pastes.ts';
import { resizeTests } from './explorer-resize.ts';
import { screenTests } from './explorer-screens.ts';
import type { Test } from './explorer-session.ts';
import { settingsTests } from './explorer-settings.ts';
import { snapshotTests } from './explorer-snapshots.ts';
import { startExplorerServer } from './explorer-zone.ts';

const main = async (): Promise<number> => {
  const tally = createTally();
  const { server, source } = await startExplorerServer();
  const wanted = process.argv[2] ?? '';
  const all: readonly Test[] = [
    ...['80x24', '120x40', '200x50'].flatMap((size) => acceptanceTests(source, size)),
    ...keyTests,
    ...fieldKeyTests,
    ...leavingAndEditorTests,
    ...handOnTests,
    ...settingsTests(source),
    ...inputTests(source),
    ...pastedTests,
    ...snapshotTests,
    ...clientAndRecentTests(source),
    ...resizeTests,
    ...screenTests(source),
  ];
  const queue = all.filter(([name]) => new RegExp(wanted).test(name));
  const work = async (): Promise<void> => {
    for (let test = queue.shift(); test !== undefined; test = queue.shift()) await tally.check(...test);
  };
  // Two at a time: each is a program that mostly waits.
  await Promise.all([work(), work()]);
  await server.close();
  for (const line of describeCounts()) console.log(line);
  return tally.finish();
};

process.exitCode = await main();
