// Bundles src/main.ts: one entry, and chunks that are loaded when a command needs them.
//   node test/scripts/build.mjs [FOLDER] [--unpatched]
// FOLDER (dist) is made anew. --unpatched leaves Ink and what it writes as they are, to compare what both draw.
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { gatherSharedCode } from './gather-shared-code.mjs';
import { leaveFrames, patchInk } from './patch-ink.mjs';
import { leaveTools, startSooner } from './start-sooner.mjs';

const root = join(import.meta.dirname, '../..');
const words = process.argv.slice(2);
const isPatched = !words.includes('--unpatched');
const dist = resolve(root, words.find((word) => !word.startsWith('--')) ?? 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The lazily loaded files that have something in common with the screen, by what they may load of it: what reads texts
 *  and settings, what walks whole policies as well, what judges them, and what draws pictures. */
const ranks = [
  [
    'add-settings.ts',
    'check-clients.ts',
    'check-text.ts',
    'compare-claim.ts',
    'demo-command.ts',
    'explore-text.ts',
    'intake-command.ts',
    'read-pasted-text.ts',
    'run-with-snapshot.ts',
  ],
  ['networks-command.ts', 'tree-command.ts'],
  [
    'ask-owners.ts',
    'completion-command.ts',
    'diff-command.ts',
    'explain-command.ts',
    'ipv6-command.ts',
    'lint-command.ts',
    'open-snapshot.ts',
    'test-command.ts',
  ],
  ['draw-picture.ts', 'run-plain.ts'],
  ['run-screen.ts'],
];

rmSync(dist, { recursive: true, force: true });
const options = {
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
  plugins: isPatched ? [patchInk, ...startSooner] : [leaveFrames, leaveTools],
  alias: { 'node:process': './test/scripts/global-process.mjs' },
  ...(isPatched ? { inject: ['test/scripts/lazy-segmenter.mjs'] } : {}),
  define: {
    ...(isPatched ? { 'Intl.Segmenter': 'LazySegmenter' } : {}),
    SPFX_VERSION: JSON.stringify(version),
    'process.env.NODE_ENV': '"production"',
    // Yoga would read the code inside it through fetch, and loading fetch takes longer than all the rest of it.
    fetch: 'undefined',
  },
  logLevel: 'warning',
};
const { metafile } = await build({
  ...options,
  metafile: true,
  plugins: [
    await gatherSharedCode(options, { shared: 'src/cli/run-command-line.ts', ranks }),
    ...options.plugins,
  ],
});
chmodSync(join(dist, 'main.js'), 0o755);

// Some of Ink's packages are CommonJS and call require for Node's own modules, which an ES module does not have.
const requireBanner = 'const require=process.getBuiltinModule;\n';
for (const file of readdirSync(dist)) {
  const path = join(dist, file);
  const text = readFileSync(path, 'utf8');
  if (text.includes('Dynamic require of')) writeFileSync(path, requireBanner + text);
}

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

/** The licence text of a package: its own file, or ours for one that names its licence and ships no text. The build
 *  fails where there is neither: the package could not be passed on. */
function findLicence(folder) {
  const own = readdirSync(folder).find((name) => /^licen[cs]e(\.|$)/i.test(name));
  if (own !== undefined) return readFileSync(join(folder, own), 'utf8').trim();
  return readFileSync(join(import.meta.dirname, 'licences', `${basename(folder)}.txt`), 'utf8').trim();
}

writeFileSync(
  join(dist, 'THIRD-PARTY-LICENSES.txt'),
  `Parts of these packages are inside the JavaScript files of this folder.\n\n${licences.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`,
);

// The manual page, by the program itself, so that it says what that does. (man(1) finds it by package.json.)
const manual = spawnSync(process.execPath, [join(dist, 'main.js'), 'man'], { encoding: 'utf8' });
if (manual.status !== 0) throw new Error(`the built program writes no manual page: ${manual.stderr}`);
writeFileSync(join(dist, 'spfx.1'), manual.stdout);
