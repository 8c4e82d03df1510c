// Bundles src/main.ts into dist/: one entry, and chunks that are loaded when a command needs them.
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

rmSync(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outdir: dist,
  chunkNames: 'chunk-[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  jsx: 'automatic',
  loader: { '.zone': 'text' },
  alias: { 'react-devtools-core': './test/scripts/empty-module.mjs' },
  define: {
    SPFX_VERSION: JSON.stringify(version),
    'process.env.NODE_ENV': '"production"',
    'process.env.DEV': '"false"',
  },
  metafile: true,
  logLevel: 'warning',
});
chmodSync(join(dist, 'main.js'), 0o755);

/** The folder of the package that a bundled file belongs to, or undefined for our own. */
const packageFolder = (file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];

const folders = new Set(
  Object.values(metafile.outputs)
    .flatMap((output) => Object.entries(output.inputs))
    .flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [packageFolder(file)] : []))
    .filter((folder) => folder !== undefined),
);
const licences = [...folders].sort().map((folder) => {
  const {
    name,
    version: packageVersion,
    license,
  } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const text = findLicence(join(root, folder));
  return `${name} ${packageVersion} (${license})\n\n${text}`;
});

/** The licence text that a package ships. The build fails where there is none: it could not be passed on. */
function findLicence(folder) {
  for (const name of ['LICENSE', 'license', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'License'])
    try {
      return readFileSync(join(folder, name), 'utf8').trim();
    } catch {}
  throw new Error(`${dirname(folder)}: ${folder} ships no licence text`);
}

writeFileSync(
  join(dist, 'THIRD-PARTY-LICENSES.txt'),
  `Parts of these packages are inside the JavaScript files of this folder.\n\n${licences.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`,
);
