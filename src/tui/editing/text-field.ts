import {
  type CharacterSteps,
  type EditAction,
  editLine,
  insertText,
  type Killed,
  nothingKilled,
} from './edit-line.ts';

/** A field for one line of text. `caret` counts graphemes from the start. `dropped`: how many characters the last
 *  paste had too many; absent where there was room for all. `killed`: for `yank`. */
export type TextField = Readonly<{ text: string; caret: number; dropped?: number; killed?: Killed }>;

/** What a key does to a field; the names are readline's. */
export type FieldAction = Readonly<{ kind: 'insert'; text: string }> | EditAction;

const segmenter = new Intl.Segmenter();

/** How much of a text is cut up at a time: the segmenter takes time in proportion to all of the text it is given for
 *  each grapheme of it. */
const windowLength = 256;

/** The graphemes of a text: what a person takes for its characters. Takes time in proportion to the text. */
export const splitGraphemes = (text: string): string[] => {
  if (/^[\x20-\x7e]*$/.test(text)) return text.split('');
  const graphemes: string[] = [];
  let start = 0;
  for (let length = windowLength; start < text.length; ) {
    const window = text.slice(start, start + length);
    const found = [...segmenter.segment(window)].map(({ segment }) => segment);
    const isLast = start + length >= text.length;
    // The last one may go on behind the window. One that fills it needs a larger window.
    const whole = isLast ? found : found.slice(0, -1);
    length = whole.length === 0 ? 2 * length : windowLength;
    for (const grapheme of whole) {
      graphemes.push(grapheme);
      start += grapheme.length;
    }
  }
  return graphemes;
};

/** A field with the caret at its end. */
export const fieldWith = (text: string): TextField => ({ text, caret: splitGraphemes(text).length });

// A pasted line break would look like Enter, and a control character has no place in a name or address.
const cleanInput = (text: string): string => (text.trim().split(/[\r\n]/)[0] ?? '').replace(/\p{Cc}/gu, '');

/** Far more than any name or address has (RFC 5321 §4.5.3.1: 320); what is beyond would only make typing slow. */
const mostCharacters = 1000;

const steps: CharacterSteps = {
  next: (text, at) => at + (segmenter.segment(text).containing(at)?.segment.length ?? 0),
  previous: (text, at) => (at === 0 ? 0 : (segmenter.segment(text).containing(at - 1)?.index ?? 0)),
};

/** The part of a text that a field of that length has room for; no grapheme is cut through. */
const cutToRoom = (text: string, room: number): string => {
  if (text.length <= room) return text;
  const end = segmenter.segment(text.slice(0, room + 1)).containing(room)?.index ?? 0;
  return text.slice(0, end);
};

/** The field after an action. A text of several lines is inserted as its first one, as far as there is room. */
export const reduceField = (field: TextField, action: FieldAction): TextField => {
  const before = splitGraphemes(field.text).slice(0, field.caret).join('');
  const line = { text: field.text, at: before.length, killed: field.killed ?? nothingKilled };
  const typed =
    action.kind === 'insert'
      ? action.text === ' '
        ? ' '
        : cleanInput(action.text)
      : action.kind === 'yank'
        ? line.killed.text
        : undefined;
  const room = Math.max(0, mostCharacters - field.text.length);
  const inserted = typed === undefined ? '' : cutToRoom(typed, room);
  const edited =
    action.kind === 'insert' || action.kind === 'yank'
      ? insertText(line, inserted)
      : editLine(line, action, steps);
  const dropped = typed === undefined ? 0 : typed.length - inserted.length;
  return {
    text: edited.text,
    caret: splitGraphemes(edited.text.slice(0, edited.at)).length,
    ...(dropped === 0 ? {} : { dropped }),
    ...(edited.killed.text === '' ? {} : { killed: edited.killed }),
  };
};
