import type { TextLine } from './text-lines.ts';

/** Which of the lines have to bear a mark before it counts as one: all but a few that are cut. */
const share = 0.8;

const isFilled = ({ text }: TextLine): boolean => text.trim() !== '';

const cutFront = (line: TextLine, pattern: RegExp): TextLine => {
  const front = pattern.exec(line.text)?.[0] ?? '';
  return front === '' ? line : { ...line, text: line.text.slice(front.length) };
};

/** `>`, as mail quotes; `|` as tables and screens do. A space behind it is an indentation like others: of a folded
 *  header it is the fold. */
const quotePattern = /^ {0,3}[>|]/;

/** A number and what divides it from the line: `12:` of grep, a tab of cat, a bar, dots or spaces of editors; `[12]`;
 *  `mail.log:12:` of grep in several files. */
const numberPattern =
  /^(?:[ \t]{0,12}(\d{1,9})(?:[ \t]{0,4}[:|\u2502).]|\t| |$)|[ \t]{0,12}\[(\d{1,9})\]|[\w./-]{1,100}:(\d{1,9})[:-])/;

/** Such a mark where it can be nothing else: on one line, a code of a reply or a time of day looks like a number too. */
const sureNumberPattern =
  /^(?:[ \t]{0,12}\d{1,9}(?: ?[:|\u2502]|\t)(?!\d)|\[\d{1,9}\] |[\w./-]{1,100}:\d{1,9}:(?!\d))/;

/** Whether the numbers in front of the lines count upwards: by one where nothing but a space divides them from the line,
 *  for replies start with numbers too. */
const countUp = (lines: readonly TextLine[]): boolean => {
  const numbers: number[] = [];
  for (const { text } of lines) {
    const [, bare, bracketed, ofFile] = numberPattern.exec(text) ?? [];
    const number = bare ?? bracketed ?? ofFile;
    if (number !== undefined) numbers.push(Number(number));
  }
  if (numbers.length < lines.length * share) return false;
  if (lines.length === 1) return sureNumberPattern.test(lines[0]?.text ?? '');
  const isSpaced = lines.some(({ text }) => /^[ \t]{0,12}\d{1,9} {1,4}[^ :|\u2502).]/.test(text));
  const steps = numbers.slice(1).map((number, index) => number - (numbers[index] ?? 0));
  return steps.every((step) => (isSpaced ? step === 1 : step > 0));
};

const isQuoted = (lines: readonly TextLine[]): boolean =>
  lines.filter(({ text }) => quotePattern.test(text)).length >= lines.length * share;

/** The white space that all lines start with, if there is any. */
const indentOf = (lines: readonly TextLine[]): string => {
  let indent = /^[ \t]{0,64}/.exec(lines[0]?.text ?? '')?.[0] ?? '';
  for (const { text } of lines)
    while (indent !== '' && !text.startsWith(indent)) indent = indent.slice(0, -1);
  return indent;
};

/** The lines without what a paste puts in front of all of them: quote marks, line numbers, an indentation, in any order
 *  and several times over. */
export const withoutPasteMarks = (lines: readonly TextLine[]): readonly TextLine[] => {
  let current = lines;
  for (let round = 0; round < 8; round++) {
    const filled = current.filter(isFilled);
    if (filled.length === 0) return current;
    const indent = indentOf(filled);
    if (indent !== '')
      current = current.map((line) =>
        line.text.startsWith(indent) ? { ...line, text: line.text.slice(indent.length) } : line,
      );
    else if (isQuoted(filled)) current = current.map((line) => cutFront(line, quotePattern));
    else if (countUp(filled)) current = current.map((line) => cutFront(line, numberPattern));
    else return current;
  }
  return current;
};
