// Ink reads every row of every frame into cells anew, though all but a few rows are those of the frame before. This
// esbuild plugin has it keep what it read from one frame to the next. It changes nothing of what is drawn (the
// end-to-end test compares the cells with an unpatched build), and it stops the build where Ink is no longer what it
// was written for.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const outputEdits = [
  ['    caches = new OutputCaches();\n', '    caches = sharedCaches.forFrame();\n'],
  ['    widths = new Map();\n', '    widths = new FrameMap();\n'],
  ['    blockWidths = new Map();\n', '    blockWidths = new FrameMap();\n'],
  ['    styledChars = new Map();\n', '    styledChars = new FrameMap();\n'],
  [
    'class OutputCaches {\n',
    `// Keeps what this frame or the one before it used, and forgets the rest: a row in cells takes much memory.
class FrameMap {
    fresh = new Map();
    stale = new Map();
    get(key) {
        let value = this.fresh.get(key);
        if (value === undefined) {
            value = this.stale.get(key);
            if (value !== undefined)
                this.fresh.set(key, value);
        }
        return value;
    }
    set(key, value) {
        this.fresh.set(key, value);
    }
    nextFrame() {
        this.stale = this.fresh;
        this.fresh = new Map();
    }
}
class OutputCaches {
`,
  ],
  [
    'export default class Output {\n',
    `const sharedCaches = {
    caches: new OutputCaches(),
    forFrame() {
        for (const map of [this.caches.widths, this.caches.blockWidths, this.caches.styledChars])
            map.nextFrame();
        return this.caches;
    },
};
export default class Output {
`,
  ],
];

// The width of a text is measured for the layout and kept; here it was measured once more for every row and frame.
const textEdits = [
  ["import widestLine from 'widest-line';\n", "import measureText from './measure-text.js';\n"],
  ['const currentWidth = widestLine(text);', 'const currentWidth = measureText(text).width;'],
];

const edits = new Map([
  ['output.js', outputEdits],
  ['render-node-to-output.js', textEdits],
]);

export const shareInkCaches = {
  name: 'share-ink-caches',
  setup: (build) => {
    const open = new Set(edits.keys());
    build.onLoad({ filter: /[\\/]ink[\\/]build[\\/](?:output|render-node-to-output)\.js$/ }, ({ path }) => {
      const name = basename(path);
      const contents = (edits.get(name) ?? []).reduce(
        (text, [before, after]) => {
          if (text.split(before).length !== 2)
            throw new Error(`${path} is not the file that the patch was written for`);
          return text.replace(before, () => after);
        },
        readFileSync(path, 'utf8'),
      );
      open.delete(name);
      return { contents, loader: 'js' };
    });
    build.onEnd(() => ({
      errors: [...open].map((name) => ({
        text: `Ink has no build/${name} any more: the patch found nothing`,
      })),
    }));
  },
};
