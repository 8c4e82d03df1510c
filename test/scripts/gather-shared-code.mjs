// esbuild puts code that several lazily loaded files need into a chunk for each combination of them: two dozen small
// files, nine of which `check` had to open. This plugin has every lazily loaded file of ours import the command line's
// code as well, so that all of that is needed by all of them and makes one chunk: `check` opens two files. What the
// commands that read a whole policy have in common makes another one in the same way.
import { basename, dirname, extname, resolve } from 'node:path';

/** `shared`: the file whose imports, and theirs, go into the one chunk. `policyReader`: the same for those of the lazily
 *  loaded files that `policyReaders` names. */
export const gatherSharedCode = (shared, policyReader, policyReaders) => ({
  name: 'gather-shared-code',
  setup: (build) => {
    build.onResolve({ filter: /^\./ }, ({ path, importer, kind }) =>
      kind === 'dynamic-import' && !importer.includes('node_modules')
        ? { path: resolve(dirname(importer), path), namespace: 'lazy' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
      contents: [
        `import ${JSON.stringify(shared)};`,
        ...(policyReaders.includes(basename(path)) ? [`import ${JSON.stringify(policyReader)};`] : []),
        `export * from ${JSON.stringify(path)};\n`,
      ].join('\n'),
      loader: extname(path).slice(1),
      resolveDir: dirname(path),
    }));
  },
});
