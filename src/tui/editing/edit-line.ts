/** What was cut out last, for `yank`. `grows`: the next cut is added to it, as no other key came between. */
export type Killed = Readonly<{ text: string; grows: boolean }>;

/** One line of text under edit. `at`: where the caret stands, in UTF-16 units from the start. */
export type EditedLine = Readonly<{ text: string; at: number; killed: Killed }>;

/** What a key does to a line; the names are readline's, and so is what they do. `backward-kill-word` is readline's
 *  `unix-word-rubout`: back to a space. The other words are runs of letters and digits. */
export type EditAction = Readonly<{
  kind:
    | 'backward-char'
    | 'forward-char'
    | 'backward-word'
    | 'forward-word'
    | 'beginning-of-line'
    | 'end-of-line'
    | 'backward-delete-char'
    | 'delete-char'
    | 'unix-line-discard'
    | 'kill-line'
    | 'backward-kill-word'
    | 'kill-word'
    | 'transpose-chars'
    | 'yank';
}>;

/** Finds the characters of a text: where the one behind a place ends, and where the one before it begins. At the
 *  ends of the text each gives the place itself. */
export type CharacterSteps = Readonly<{
  next: (text: string, at: number) => number;
  previous: (text: string, at: number) => number;
}>;

/** Nothing was cut out yet. */
export const nothingKilled: Killed = { text: '', grows: false };

const wordEnd = /[^\p{L}\p{N}\p{M}]*[\p{L}\p{N}\p{M}]*/uy;

const endOfWord = (text: string, at: number): number => {
  // A pattern of one's own for each call: the place that it goes on from is kept in it.
  const pattern = new RegExp(wordEnd);
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
};

const isWordCharacter = (character: string): boolean => /[\p{L}\p{N}\p{M}]/u.test(character);

const startOf = (
  text: string,
  at: number,
  { previous }: CharacterSteps,
  isInside: (character: string) => boolean,
): number => {
  let start = at;
  const skip = (wanted: boolean): void => {
    for (let before = previous(text, start); before < start; before = previous(text, start)) {
      if (isInside(text.slice(before, start)) !== wanted) break;
      start = before;
    }
  };
  skip(false);
  skip(true);
  return start;
};

const transpose = ({ text, at }: EditedLine, { next, previous }: CharacterSteps): string | undefined => {
  const middle = at === text.length ? previous(text, at) : at;
  const start = previous(text, middle);
  if (start === middle) return undefined;
  const end = next(text, middle);
  return text.slice(0, start) + text.slice(middle, end) + text.slice(start, middle) + text.slice(end);
};

/** The line with a text put in at the caret, which stands behind it then. */
export const insertText = ({ text, at, killed }: EditedLine, inserted: string): EditedLine => ({
  text: text.slice(0, at) + inserted + text.slice(at),
  at: at + inserted.length,
  killed: { ...killed, grows: false },
});

/** The line after an action other than typing. */
export const editLine = (line: EditedLine, { kind }: EditAction, steps: CharacterSteps): EditedLine => {
  const { text, at, killed } = line;
  const still = { ...killed, grows: false };
  const move = (to: number): EditedLine => ({ text, at: to, killed: still });
  const remove = (start: number, end: number, kept: Killed): EditedLine => ({
    text: text.slice(0, start) + text.slice(end),
    at: start,
    killed: kept,
  });
  const kill = (start: number, end: number): EditedLine => {
    const cut = text.slice(start, end);
    if (cut === '') return line;
    // What is cut forward is added behind, what is cut backward before: yanked, it reads as it stood.
    const whole = end === at && start < at ? cut + killed.text : killed.text + cut;
    return remove(start, end, { text: killed.grows ? whole : cut, grows: true });
  };
  switch (kind) {
    case 'backward-char':
      return move(steps.previous(text, at));
    case 'forward-char':
      return move(steps.next(text, at));
    case 'backward-word':
      return move(startOf(text, at, steps, isWordCharacter));
    case 'forward-word':
      return move(endOfWord(text, at));
    case 'beginning-of-line':
      return move(0);
    case 'end-of-line':
      return move(text.length);
    case 'backward-delete-char':
      return remove(steps.previous(text, at), at, still);
    case 'delete-char':
      return remove(at, steps.next(text, at), still);
    case 'unix-line-discard':
      return kill(0, at);
    case 'kill-line':
      return kill(at, text.length);
    case 'backward-kill-word':
      return kill(
        startOf(text, at, steps, (character) => !/^\s/.test(character)),
        at,
      );
    case 'kill-word':
      return kill(at, endOfWord(text, at));
    case 'transpose-chars': {
      const swapped = transpose(line, steps);
      if (swapped === undefined) return move(at);
      return { text: swapped, at: steps.next(text, at), killed: still };
    }
    case 'yank':
      return insertText(line, killed.text);
  }
};
