// Reads every sample of folders in the format of test/fixtures/intake and compares what is found in it:
//   node test/scripts/run-typescript.mjs test/conformance/run-intake.ts [FOLDER...]
import { join } from 'node:path';
import { findDifferences, readSamples, readSampleText } from './intake-samples.ts';

const main = (): number => {
  const words = process.argv.slice(2);
  const folders = words.length > 0 ? words : [join(process.cwd(), 'test/fixtures/intake')];
  let [passed, failed] = [0, 0];
  for (const folder of folders)
    for (const sample of readSamples(folder)) {
      const differences = findDifferences(readSampleText(folder, sample), sample.expect);
      if (differences.length === 0) passed++;
      else {
        failed++;
        console.log([`FAILED ${sample.id}`, ...differences.map((each) => `  ${each}`)].join('\n'));
      }
    }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
};

process.exitCode = main();
