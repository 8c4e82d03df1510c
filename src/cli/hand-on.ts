import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyToClipboard } from '../report/clipboard.ts';
import { darkPalette, type Palette } from '../tui/drawing/palette.ts';
import type { Line } from '../tui/drawing/styled-line.ts';
import { readPastedRecord } from '../tui/editing/pasted-record.ts';
import { svgPicture } from '../tui/pictures/svg-picture.ts';
import { copiedPath, type Environment } from './settings-paths.ts';
import { writePrivateFile } from './write-private-file.ts';

const codeOf = (error: unknown): string =>
  // The file system throws nothing but system errors, which have a code.
  (error as NodeJS.ErrnoException).code ?? 'unknown';

/** Puts a text into the terminal's clipboard by OSC 52, and, where the user has spfx keep files, into one, as no terminal
 *  tells whether it took the text. `what`: its name with its verb, as `the record is`. Gives the sentence that says so; rejects with one that says why not. */
export const copyText = async (
  text: string,
  what: string,
  env: Environment,
  keepsFile: boolean,
  write: (sequence: string) => void,
): Promise<string> => {
  const copy = copyToClipboard(text, {
    ...(env.TMUX === undefined ? {} : { tmux: env.TMUX }),
    ...(env.STY === undefined ? {} : { sty: env.STY }),
    ...(env.TERM === undefined ? {} : { term: env.TERM }),
  });
  if (copy.kind === 'sequence') write(copy.sequence);
  const path = keepsFile ? copiedPath(env, process.platform) : undefined;
  const tooLong = copy.kind === 'too-long' ? `${what} too long for a clipboard (${copy.octets} octets)` : '';
  if (path === undefined) {
    if (tooLong !== '') throw new Error(`${tooLong}; without --no-history it goes into a file`);
    return `${what} copied, if the terminal lets programs do so (OSC 52)`;
  }
  try {
    await writePrivateFile(path, text);
  } catch (error) {
    if (tooLong !== '') throw new Error(`${tooLong}, and ${path} can't be written (${codeOf(error)})`);
    return `${what} copied (OSC 52); ${path} can't be written (${codeOf(error)})`;
  }
  return tooLong === '' ? `${what} copied (OSC 52), and in ${path}` : `${tooLong}: it is in ${path}`;
};

/** A name for a file, of what a domain name may hold. */
const fileName = (name: string, at: Date): string => {
  const safe = name.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 80) || 'screen';
  const time = at.toISOString().replace(/[-:]/g, '').replace(/\..*/, '').replace('T', '-');
  return `spfx-${safe}-${time}.svg`;
};

/** Saves a screen as an SVG in the working directory, never over a file that is there. Gives the sentence that names the
 *  file; rejects with one that says why there is none. */
export const savePicture = async (
  lines: readonly Line[],
  columns: number,
  name: string,
  palette: Palette = darkPalette,
): Promise<string> => {
  const file = fileName(name, new Date());
  try {
    await writeFile(file, svgPicture(lines, columns, palette), { flag: 'wx' });
  } catch (error) {
    throw new Error(`${file} can't be written (${codeOf(error)})`, { cause: error });
  }
  return `the screen is saved: ${file}`;
};

const help = `
# Edit the record above, then save and leave. Lines that begin with # are left out; others are joined by spaces.
# Nothing is published: spfx shows what would come of it.
`;

/** The text of a record after its user edited it in a program of theirs, latin1; undefined where they left it as it
 *  was. `run` runs that program on a file, and gives its exit code. */
export const editText = async (
  text: string,
  run: (path: string) => Promise<number>,
): Promise<string | undefined> => {
  const folder = await mkdtemp(join(tmpdir(), 'spfx-'));
  const path = join(folder, 'record.txt');
  try {
    await writeFile(path, `${text}\n${help}`, { encoding: 'latin1', mode: 0o600 });
    const code = await run(path);
    if (code !== 0) throw new Error(`the editor ended with exit code ${code}; the record is as it was`);
    const edited = await readEdited(path);
    return edited === text ? undefined : edited;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** No record is longer (RFC 1035 §3.2.1), with the lines of help. */
const mostOctets = 200_000;

const readEdited = async (path: string): Promise<string> => {
  const file = await open(path);
  const { size } = await file.stat().finally(() => file.close());
  if (size > mostOctets) throw new Error(`the edited file has ${size} octets; a record has 65,535 at most`);
  const lines = (await readFile(path, 'latin1')).split(/\r?\n/).filter((line) => !line.startsWith('#'));
  const text = lines.join('\n').trim();
  // Octets beyond ASCII are the record's own already.
  return /^[\x00-\x7f]*$/.test(text) ? readPastedRecord(text).octets : text.replace(/\s*\n\s*/g, ' ');
};
