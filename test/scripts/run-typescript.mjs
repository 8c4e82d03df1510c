// Runs a TypeScript file of the project on any supported Node: node test/scripts/run-typescript.mjs FILE [ARG...]
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [file] = process.argv.slice(2);
const root = join(import.meta.dirname, '../..');
// Inside the project, so that packages resolve from the bundle as from the source.
const folder = mkdtempSync(join(root, 'node_modules/.spfx-script-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
// Nobody's own settings have a part in what runs, and nothing is kept for them.
process.env.XDG_CONFIG_HOME = join(folder, 'config');
process.env.XDG_STATE_HOME = join(folder, 'state');
await build({
  entryPoints: [file],
  outfile: join(folder, 'script.mjs'),
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  loader: { '.zone': 'text' },
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.argv.splice(1, 2, file);
await import(pathToFileURL(join(folder, 'script.mjs')).href);
