/** A field for one line of text. `caret` counts graphemes from the start. */
export type TextField = Readonly<{ text: string; caret: number }>;

/** What a key does to a field; the names are readline's. */
export type FieldAction =
  | Readonly<{ kind: 'insert'; text: string }>
  | Readonly<{
      kind:
        | 'backward-char'
        | 'forward-char'
        | 'beginning-of-line'
        | 'end-of-line'
        | 'backward-delete-char'
        | 'delete-char'
        | 'unix-line-discard'
        | 'kill-line'
        | 'backward-kill-word';
    }>;

const segmenter = new Intl.Segmenter();

/** The graphemes of a text: what a person takes for its characters. */
export const splitGraphemes = (text: string): string[] =>
  [...segmenter.segment(text)].map(({ segment }) => segment);

/** A field with the caret at its end. */
export const fieldWith = (text: string): TextField => ({ text, caret: splitGraphemes(text).length });

// A pasted line break would look like Enter, and a control character has no place in a name or address.
const cleanInput = (text: string): string => (text.trim().split(/[\r\n]/)[0] ?? '').replace(/\p{Cc}/gu, '');

/** Far more than any name or address has (RFC 5321 §4.5.3.1: 320); what is beyond would only make typing slow. */
const mostCharacters = 1000;

/** The field after an action. A text of several lines is inserted as its first one, as far as there is room. */
export const reduceField = (field: TextField, action: FieldAction): TextField => {
  const characters = splitGraphemes(field.text);
  const before = characters.slice(0, field.caret);
  const after = characters.slice(field.caret);
  const make = (left: readonly string[], right: readonly string[]): TextField => ({
    text: [...left, ...right].join(''),
    caret: left.length,
  });
  switch (action.kind) {
    case 'insert': {
      const room = Math.max(0, mostCharacters - field.text.length);
      const text = action.text === ' ' ? ' '.slice(0, room) : cleanInput(action.text).slice(0, room);
      return {
        text: before.join('') + text + after.join(''),
        caret: splitGraphemes(before.join('') + text).length,
      };
    }
    case 'backward-char':
      return { ...field, caret: Math.max(0, field.caret - 1) };
    case 'forward-char':
      return { ...field, caret: Math.min(characters.length, field.caret + 1) };
    case 'beginning-of-line':
      return { ...field, caret: 0 };
    case 'end-of-line':
      return { ...field, caret: characters.length };
    case 'backward-delete-char':
      return make(before.slice(0, -1), after);
    case 'delete-char':
      return make(before, after.slice(1));
    case 'unix-line-discard':
      return make([], after);
    case 'kill-line':
      return make(before, []);
    case 'backward-kill-word': {
      const kept = before
        .join('')
        .trimEnd()
        .replace(/(?<!\S)\S+$/, '');
      return make(splitGraphemes(kept), after);
    }
  }
};
