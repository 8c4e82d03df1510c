// Ink reads every row of every frame into cells anew, though all but a few rows are those of the frame before. This
// esbuild plugin has it keep what it read from one frame to the next. It changes nothing of what is drawn (the
// end-to-end test compares the cells with an unpatched build), and it stops the build where Ink is no longer what it
// was written for.
import { readFileSync } from 'node:fs';

const edits = [
  ['    caches = new OutputCaches();\n', '    caches = sharedCaches.forFrame();\n'],
  [
    'export default class Output {\n',
    `// Rows that no longer occur must not pile up: past so many texts, the caches begin anew.
const mostTexts = 4000;
const sharedCaches = {
    current: new OutputCaches(),
    forFrame() {
        const { widths, blockWidths, styledChars } = this.current;
        if (widths.size + blockWidths.size + styledChars.size > mostTexts)
            this.current = new OutputCaches();
        return this.current;
    },
};
export default class Output {
`,
  ],
];

export const shareInkCaches = {
  name: 'share-ink-caches',
  setup: (build) => {
    let isDone = false;
    build.onLoad({ filter: /[\\/]ink[\\/]build[\\/]output\.js$/ }, ({ path }) => {
      const contents = edits.reduce((text, [before, after]) => {
        if (text.split(before).length !== 2) throw new Error(`${path} is not the file that the patch was written for`);
        return text.replace(before, () => after);
      }, readFileSync(path, 'utf8'));
      isDone = true;
      return { contents, loader: 'js' };
    });
    build.onEnd(() => (isDone ? undefined : { errors: [{ text: 'Ink has no build/output.js any more: the patch found nothing' }] }));
  },
};
