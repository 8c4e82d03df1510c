import { allCodes, explainCode, summariseCode } from '../lint/explain-code.ts';
import { escapeText } from '../report/escape-text.ts';
import { type CommandArguments, formatLines } from './command-input.ts';
import { nearestWord } from './nearest-word.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { wrapText } from './wrap-text.ts';

/** Where the sentences of the list begin, and how wide they are. */
const summaryColumn = 28;
const summaryWidth = 72;

const summaryLines = (code: string): string[] =>
  wrapText(summariseCode(code) ?? '', summaryWidth).map(
    (line, index) => `${(index === 0 ? code : '').padEnd(summaryColumn)}${line}`,
  );

/** `spfx explain`: the page of a code, or all codes with a sentence each. Gives the exit code. */
export const explainCommand = async (args: CommandArguments, terminal: Terminal): Promise<number> => {
  const { argument } = args;
  if (argument === undefined) {
    await terminal.write(formatLines(allCodes().flatMap(summaryLines), args, terminal));
    return 0;
  }
  const page = explainCode(argument);
  if (page === undefined) {
    const nearest = nearestWord(argument, allCodes());
    const hint = nearest === undefined ? '"spfx explain" lists all codes' : `did you mean "${nearest}"?`;
    throw new UsageError(`no problem has the code "${escapeText(argument)}"; ${hint}`);
  }
  const lines = [
    argument,
    '',
    ...wrapText(page.meaning),
    '',
    'Example:',
    ...wrapText(page.example).map((line) => `  ${line}`),
    '',
    'To mend it:',
    ...wrapText(page.mending).map((line) => `  ${line}`),
    ...(page.change === undefined
      ? []
      : ['', 'What the fix changes:', ...wrapText(page.change).map((line) => `  ${line}`)]),
  ];
  await terminal.write(formatLines(lines.map(escapeText), args, terminal));
  return 0;
};
