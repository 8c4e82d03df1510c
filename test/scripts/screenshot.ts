// Takes a picture of a screen of the built program:
//   node test/scripts/run-typescript.mjs test/scripts/screenshot.ts OUT.png COLSxROWS 'KEYS' -- ARGS...
// OUT may end in .png, .svg or .txt. KEYS: `jj<Enter>`, names in angle brackets; `<wait:TEXT>` waits for a text.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTerminal } from '../helpers/pseudo-terminal.ts';
import { drawScreen, renderPng } from '../helpers/screen-picture.ts';
import { isFindingOut } from '../helpers/still-screen.ts';

const names: Readonly<Record<string, string>> = {
  enter: '\r',
  tab: '\t',
  backtab: '\x1b[Z',
  esc: '\x1b',
  space: ' ',
  backspace: '\x7f',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
  lt: '<',
};

/** How long nothing must be drawn before a screen counts as done. */
const quietMs = 150;

const main = async (): Promise<number> => {
  const words = process.argv.slice(2);
  const split = words.indexOf('--');
  const [file, size = '', keys = ''] = split < 0 ? words : words.slice(0, split);
  const [, columns, rows] = /^(\d+)x(\d+)$/.exec(size) ?? [];
  if (file === undefined || columns === undefined || rows === undefined) {
    console.error("usage: screenshot.ts OUT.png COLSxROWS 'KEYS' -- ARGS...");
    return 64;
  }
  const args = split < 0 ? [] : words.slice(split + 1);
  const program = join(process.cwd(), 'dist/main.js');
  const terminal = openTerminal([process.execPath, program, ...args], {
    columns: Number(columns),
    rows: Number(rows),
  });
  await terminal.waitFor((screen) => screen.trim() !== '');
  await terminal.waitForQuiet(quietMs);
  for (const [, name, text] of keys.matchAll(/<([^>]+)>|([^<])/g)) {
    const wanted = /^wait:(.*)$/.exec(name ?? '')?.[1];
    if (wanted !== undefined) {
      await terminal.waitFor(wanted);
      continue;
    }
    const [, control] = /^ctrl-([a-z])$/i.exec(name ?? '') ?? [];
    const key =
      text ??
      (control === undefined
        ? names[name?.toLowerCase() ?? '']
        : String.fromCharCode(control.toUpperCase().charCodeAt(0) - 64));
    if (key === undefined) throw new Error(`no key is called <${name}>`);
    terminal.send(key);
    await terminal.waitForQuiet(quietMs);
  }
  await terminal.waitFor((screen) => !isFindingOut(screen));
  await terminal.waitForQuiet(quietMs);
  if (file.endsWith('.txt')) writeFileSync(file, `${terminal.screen()}\n`);
  else {
    const svg = drawScreen(terminal.cells(), `spfx ${args.join(' ')}`);
    writeFileSync(file, file.endsWith('.svg') ? svg : renderPng(svg, 2));
  }
  await terminal.close();
  return 0;
};

process.exitCode = await main();
