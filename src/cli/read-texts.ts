import { setFlagsFromString } from 'node:v8';
import type { Intake } from '../intake/intake.ts';
import { escapeText } from '../report/escape-text.ts';
import { type CommandArguments, formatLines } from './command-input.ts';
import { dataExitCode, usageExitCode } from './exit-codes.ts';
import { readText, type TextPiece } from './read-text.ts';
import { describeReadFailure } from './read-yaml-file.ts';
import { createProgress } from './show-progress.ts';
import type { Terminal } from './terminal.ts';
import { DataError, UsageError } from './usage-error.ts';

/** How the reading of several texts ended. `problemCode`: the exit code for the first that could not be read, or not to
 *  its end; what was wrong has been told. */
export type TextsRead = Readonly<{ found: number; problemCode: number | undefined }>;

/** What a text is called in sentences: its path, or what `-` stands for. Safe to print. */
export const nameOfText = (path: string): string => (path === '-' ? 'standard input' : escapeText(path));

/** The sentence of a problem of one file, and its exit code; undefined for a fault of our own. */
const problemOf = (error: unknown): Readonly<{ sentence: string; code: number }> | undefined => {
  if (error instanceof DataError) return { sentence: error.message, code: dataExitCode };
  if (error instanceof UsageError) return { sentence: error.message, code: usageExitCode };
  return error instanceof Error && 'code' in error && 'syscall' in error
    ? { sentence: describeReadFailure(error, 'a text'), code: usageExitCode }
    : undefined;
};

/** What is said where nothing was found: what comes nearest, and what would have been known. */
const describeNothing = (
  paths: readonly string[],
  { lookedFor, nearMiss }: Pick<Intake, 'lookedFor' | 'nearMiss'>,
): string => {
  const name = paths.length === 1 ? nameOfText(paths[0] ?? '') : `${paths.length} files`;
  const { place, sentence } = nearMiss ?? {};
  const line = place === undefined || place.end === 0 ? '' : `line ${place.line}: `;
  const part = place?.part === undefined ? '' : `in ${escapeText(place.part)}, `;
  return [
    `${name}: nothing in it speaks of an SPF check`,
    ...(sentence === undefined ? [] : [`  nearest: ${part}${line}${escapeText(sentence)}`]),
    `  looked for: ${lookedFor.join(', ')}`,
  ].join('\n');
};

const megabytes = (octets: number): string => `${Math.floor(octets / 1e6)} MB`;

const describeProgress = (path: string, { octets, totalOctets }: TextPiece, found: number): string => {
  const total = totalOctets === undefined ? '' : ` of ${megabytes(totalOctets)}`;
  return `${nameOfText(path)}: ${megabytes(octets)}${total} read, ${found} found`;
};

/** Reads texts one after the other and hands on what they hold. One that can't be read is told, and the next one read.
 *  Throws a DataError where nothing was found though all could be read. */
export const readTexts = async (
  args: CommandArguments,
  terminal: Terminal,
  paths: readonly string[],
  take: (piece: TextPiece, path: string) => Promise<void> | void,
): Promise<TextsRead> => {
  // The first checks of a log are kept, and V8 would make all later ones for a long life as well: nearly all of them are
  // garbage at once. Nor is its memory to grow to twice what is needed before it looks.
  setFlagsFromString('--no-allocation-site-pretenuring');
  setFlagsFromString('--heap-growing-percent=20');
  const progress = createProgress(terminal);
  let found = 0;
  let problemCode: number | undefined;
  let nothing: Pick<Intake, 'lookedFor' | 'nearMiss'> | undefined;
  const readOne = async (path: string): Promise<void> => {
    if (path === '-' && process.stdin.isTTY === true && terminal.showsTrouble)
      await terminal.writeTrouble('Paste the text, then press Ctrl-D on a line of its own.\n');
    await readText(
      path,
      () => process.stdin,
      (piece) => {
        found += piece.candidates.length;
        progress.show(() => describeProgress(path, piece, found));
        if (nothing?.nearMiss?.form === undefined) nothing = piece.end ?? nothing;
        return piece.candidates.length > 0 || piece.messages.length > 0 ? take(piece, path) : undefined;
      },
    );
  };
  for (const path of paths)
    try {
      await readOne(path);
    } catch (error) {
      const problem = problemOf(error);
      if (problem === undefined) throw error;
      await progress.clear();
      problemCode ??= problem.code;
      await terminal.writeTrouble(
        formatLines([`spfx: ${nameOfText(path)}: ${problem.sentence}`], args, terminal),
      );
    }
  await progress.clear();
  if (found === 0 && problemCode === undefined && nothing !== undefined)
    throw new DataError(describeNothing(paths, nothing));
  return { found, problemCode };
};
