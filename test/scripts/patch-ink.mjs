// Ink reads every row of every frame into cells anew, though all but a few rows are those of the frame before, and
// writes a row that changed from the first change to its end. This esbuild plugin has it keep what it drew from one
// frame to the next, take rows for what they are where that is plain, and write the cells that differ (all in
// src/tui/terminal). It changes nothing of what is seen (test/e2e/patched-frames.ts compares the cells with an unpatched build),
// and it stops the build where Ink is no longer what it was written for.
import { join } from 'node:path';
import { patchPackage } from './patch-package.mjs';

const ours = (file) => JSON.stringify(join(import.meta.dirname, '../../src/tui/terminal', file));

const edits = new Map([
  [
    'build/output.js',
    [
      [
        'export default class Output {\n',
        `import { createFrameCache } from ${ours('frame-cache.ts')};
import { plainRow, wholeRows } from ${ours('whole-rows.ts')};
const drawnRows = createFrameCache();
const drawAlone = (text, width) => {
    const output = new Output({ width, height: 1 });
    output.write(0, 0, text, { transformers: [] });
    return output.drawCells().output;
};
export default class Output {
`,
      ],
      [
        '    get() {\n        // Initialize output array',
        `    get() {
        drawnRows.nextFrame();
        const { width, height } = this;
        const rows = wholeRows(this.operations, height, text => drawnRows.get(\`\${width} \${text}\`, () => plainRow(text, width) ?? drawAlone(text, width)));
        return rows === undefined ? this.drawCells() : { output: rows.join('\\n'), height };
    }
    drawCells() {
        // Initialize output array`,
      ],
    ],
  ],
  // Every other row is written backwards: where a row ends in the look that the next one begins with, nothing is said
  // of it.
  [
    'build/log-update.js',
    [
      [
        "import lineUpdate from './line-update.js';\n",
        `import lineUpdate from './line-update.js';\nimport { updateRow } from ${ours('update-row.ts')};\n`,
      ],
      [
        '? lineUpdate(previousLines[i], nextLine, stream.columns)\n',
        '? (updateRow(previousLines[i], nextLine, stream.columns, i % 2 === 1) ?? lineUpdate(previousLines[i], nextLine, stream.columns))\n',
      ],
    ],
  ],
  // What a row is made of is looked at once, not at each frame.
  [
    'build/squash-text-nodes.js',
    [
      [
        "import sanitizeAnsi from './sanitize-ansi.js';\n",
        `import sanitizeAnsi from './sanitize-ansi.js';\nimport { readRow } from ${ours('row-cells.ts')};\n`,
      ],
      [
        "    text = sanitizeAnsi(text.replaceAll('\\r\\n', '\\n'));\n",
        `    if (node.plainText === text || readRow(text) !== undefined) {
        node.plainText = text;
        return text;
    }
    text = sanitizeAnsi(text.replaceAll('\\r\\n', '\\n'));
`,
      ],
    ],
  ],
  [
    'build/measure-text.js',
    [
      [
        "import QuickLRU from 'quick-lru';\n",
        `import QuickLRU from 'quick-lru';\nimport { readRow } from ${ours('row-cells.ts')};\n`,
      ],
      ['const width = widestLine(text);', 'const width = readRow(text)?.text.length ?? widestLine(text);'],
    ],
  ],
  // The width of a text is measured for the layout and kept; here it was measured once more for every row and frame.
  [
    'build/render-node-to-output.js',
    [
      ["import widestLine from 'widest-line';\n", "import measureText from './measure-text.js';\n"],
      ['const currentWidth = widestLine(text);', 'const currentWidth = measureText(text).width;'],
    ],
  ],
]);

/** The plugin. */
export const patchInk = patchPackage('node_modules/ink', edits);

/** For an unpatched build: what Ink writes goes out as it is. */
export const leaveFrames = {
  name: 'leave-frames',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]src[\\/]tui[\\/]terminal[\\/]slim-frame\.ts$/ }, () => ({
      contents: 'export const slimFrame = (output) => output;',
    }));
  },
};
