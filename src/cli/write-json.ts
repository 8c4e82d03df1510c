import { toAsciiJson } from '../report/escape-text.ts';

/** From so many characters on, what is ready is written. */
const leastCharacters = 64 * 1024;

/** Containers down to this depth are taken apart: records, terms and answers stand higher. */
const mostDepth = 4;

function* pieces(value: unknown, indent: string, depth: number): Generator<string> {
  const isContainer = typeof value === 'object' && value !== null;
  const members: (readonly [start: string, member: unknown])[] = !isContainer
    ? []
    : Array.isArray(value)
      ? value.map((member: unknown) => ['', member])
      : Object.entries(value).map(([key, member]) => [`${toAsciiJson(key)}: `, member]);
  if (members.length === 0 || depth === mostDepth) {
    // Strings in JSON hold no line breaks.
    yield toAsciiJson(value).replaceAll('\n', `\n${indent}`);
    return;
  }
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  for (const [index, [start, member]] of members.entries()) {
    yield `${index === 0 ? open : ','}\n${indent}  ${start}`;
    yield* pieces(member, `${indent}  `, depth + 1);
  }
  yield `\n${indent}${close}`;
}

/** Writes the text of `toAsciiJson` and a line break in pieces: for a large policy, the whole of it would be in memory
 *  several times. */
export const writeJson = async (value: unknown, write: (text: string) => Promise<void>): Promise<void> => {
  let text = '';
  for (const piece of pieces(value, '', 0)) {
    text += piece;
    if (text.length < leastCharacters) continue;
    await write(text);
    text = '';
  }
  await write(`${text}\n`);
};

/** JSON in one line of pure ASCII. */
export const toJsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(/[\x7f-\uffff]/g, (character) => toAsciiJson(character).slice(1, -1));
