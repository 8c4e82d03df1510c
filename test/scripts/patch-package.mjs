// Changes lines in the files of a package as they are bundled, and stops the build where the package is no longer what
// the changes were written for.
import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';

/** An esbuild plugin. `folder`: of the package; `edits`: by the path of a file in it, with slashes, the texts that stand
 *  in it once and what takes their places. */
export const patchPackage = (folder, edits) => ({
  name: `patch-${relative('node_modules', folder)}`,
  setup: (build) => {
    const root = `${build.initialOptions.absWorkingDir}${sep}${folder}${sep}`;
    const open = new Set(edits.keys());
    build.onLoad({ filter: /[\\/]node_modules[\\/]/ }, ({ path }) => {
      const name = path.startsWith(root) ? path.slice(root.length).replaceAll(sep, '/') : '';
      const own = edits.get(name);
      if (own === undefined) return undefined;
      const contents = own.reduce(
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
        text: `${folder} has no ${name} any more: the patch found nothing`,
      })),
    }));
  },
});
