import { memoryResolver } from '../helpers/memory-resolver.ts';
import { driveScreen } from '../helpers/screen-driver.ts';
import { wideRecordOf } from '../helpers/wide-records.ts';
import { median, percentile, type Row } from './statistics.ts';

const presses = 600;

/** Presses that are not counted: the code is still being compiled. */
const warmUps = 200;

/** What a key costs in our own code alone, from its name to the lines of the frame, without Ink and the terminal: a
 *  row for each tree. */
export const measureKeys = async (): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const domain of ['wide.test', 'mixed.test', 'huge.test']) {
    const names = [domain, ...Array.from({ length: 40 }, (_none, index) => `i${index}.${domain}`)];
    const { controller, settle, press } = driveScreen(
      memoryResolver(Object.fromEntries(names.map((name) => [name, wideRecordOf(name) ?? 'none']))),
    );
    controller.explore(domain, { ip: '', helo: '', sender: '' });
    await settle();
    await press('g', 'j', 'e', 'g');
    const times: number[] = [];
    for (let count = -warmUps; count < presses; count++) {
      const startMs = performance.now();
      controller.press('j');
      controller.draw();
      if (count >= 0) times.push(performance.now() - startMs);
    }
    const shown = /━ (\d+\/\d+) ━/.exec(
      controller
        .draw()
        .lines.map((line) => line.map(({ text }) => text).join(''))
        .join('\n'),
    )?.[1];
    rows.push([
      `a key in our own code, row ${shown ?? '?'} of ${domain}`,
      `p50 ${median(times).toFixed(2)} ms, p99 ${percentile(times, 0.99).toFixed(2)} ms`,
      '(none)',
    ]);
  }
  return rows;
};
