// esbuild puts code that several lazily loaded files need into a chunk for each combination of them: dozens of small
// files, thirty of which the screen had to open before it drew anything. Here the lazily loaded files are ranked, and
// what a file has in common with the last of them, the screen, goes into one chunk for each rank: every file imports the
// chunks of its rank and of those below it, so that all of what is in them is needed by the same files. `check` opens two
// files, the screen one for each rank.
import { basename, dirname, extname, resolve } from 'node:path';
import { build } from 'esbuild';

/** The files that a file needs before it can run, by the inputs that esbuild tells of. */
const neededBy = (inputs, file) => {
  const needed = new Set();
  const visit = (path) => {
    if (needed.has(path)) return;
    needed.add(path);
    for (const { path: imported, kind, external } of inputs[path]?.imports ?? [])
      if (kind !== 'dynamic-import' && !external) visit(imported);
  };
  visit(file);
  return needed;
};

const isOwn = (path) => !path.includes('node_modules');

const importsOf = (paths) => paths.map((path) => `import ${JSON.stringify(path)};`);

/** `options`: of the build, without this plugin. `shared`: the file whose imports, and theirs, all files need. `ranks`: the
 *  names of the lazily loaded files of each rank, the lowest first, the last of which is the screen alone; files that no
 *  rank names need nothing but what all do. */
export const gatherSharedCode = async (options, { shared, ranks }) => {
  const root = options.absWorkingDir;
  const {
    metafile: { inputs },
  } = await build({ ...options, write: false, metafile: true });
  const lazy = new Map(
    Object.entries(inputs)
      .filter(([path]) => isOwn(path))
      .flatMap(([, { imports }]) => imports)
      .filter(({ kind, external }) => kind === 'dynamic-import' && !external)
      .map(({ path }) => [basename(path), path]),
  );
  const neededByLazy = (name) => {
    if (!lazy.has(name)) throw new Error(`${name} is not loaded lazily`);
    return neededBy(inputs, lazy.get(name));
  };
  const gathered = neededBy(inputs, shared);
  const [screen] = ranks.at(-1).map(neededByLazy);
  const chunks = [[shared]];
  for (const names of ranks.slice(0, -1)) {
    const chunk = new Set();
    // Packages come with the files of ours that import them.
    for (const path of names.flatMap((name) => [...neededByLazy(name)]))
      if (isOwn(path) && screen.has(path) && !gathered.has(path)) chunk.add(path);
    for (const path of chunk) gathered.add(path);
    chunks.push([...chunk]);
  }
  const rankOf = (path) => ranks.findIndex((names) => names.includes(basename(path))) + 1;
  return {
    name: 'gather-shared-code',
    setup: (build) => {
      build.onResolve({ filter: /^\./ }, ({ path, importer, kind }) =>
        kind === 'dynamic-import' && isOwn(importer)
          ? { path: resolve(dirname(importer), path), namespace: 'lazy' }
          : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
        contents: [
          ...importsOf(
            chunks
              .slice(0, rankOf(path) + 1)
              .flat()
              .map((file) => resolve(root, file)),
          ),
          `export * from ${JSON.stringify(path)};\n`,
        ].join('\n'),
        loader: extname(path).slice(1),
        resolveDir: dirname(path),
      }));
    },
  };
};
