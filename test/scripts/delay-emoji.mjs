// string-width has its table of emoji read as it is loaded, which takes as long as drawing a frame. This esbuild plugin
// has it read for the first text that is not plain; it stops the build where the package is no longer what it was
// written for.
import { readFileSync } from 'node:fs';

const before = 'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;\n';
const after = `let emoji;
const rgiEmojiRegex = { test: text => (emoji ??= /^\\p{RGI_Emoji}$/v).test(text) };
`;

export const delayEmoji = {
  name: 'delay-emoji',
  setup: (build) => {
    let isFound = false;
    build.onLoad({ filter: /[\\/]node_modules[\\/]string-width[\\/]index\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (text.split(before).length !== 2)
        throw new Error(`${path} is not the file that the patch was written for`);
      isFound = true;
      return { contents: text.replace(before, () => after), loader: 'js' };
    });
    build.onEnd(() => ({
      errors: isFound ? [] : [{ text: 'string-width is not there any more: the patch found nothing' }],
    }));
  },
};
