import {
  type CharacterSteps,
  type EditAction,
  editLine,
  insertText,
  type Killed,
  nothingKilled,
} from './edit-line.ts';
import { readPastedRecord } from './pasted-record.ts';
import { rowAt, wrapRecord } from './record-rows.ts';

/** An SPF record under edit: one line, shown wrapped. `text`: latin1, one character an octet, as in `parseRecord`;
 *  what is typed beyond ASCII is there as its UTF-8. `caret`: the octet that it stands before. `goalColumn`: where
 *  steps between rows want to be. `note`: what was done to the text of the last insertion, a sentence without its full
 *  stop. */
export type TextArea = Readonly<{
  text: string;
  caret: number;
  killed: Killed;
  goalColumn?: number;
  note?: string;
}>;

/** What a key does to a record; the names are readline's. `width`: of the rows that it is shown in, in columns. */
export type AreaAction =
  | Readonly<{ kind: 'insert'; text: string }>
  | Readonly<{ kind: 'previous-row' | 'next-row'; width: number }>
  | EditAction;

/** More than a TXT record can hold in any number of strings (RFC 1035 §3.2.1: 65,535 octets with their lengths). */
const mostOctets = 65_535;

/** The record with the caret at its end. `text`: latin1, one character an octet. */
export const areaWith = (text: string): TextArea => ({
  text: text.slice(0, mostOctets),
  caret: Math.min(text.length, mostOctets),
  killed: nothingKilled,
});

// Each octet is a character here, as it is shown as one: a letter or an escape.
const steps: CharacterSteps = {
  next: (text, at) => Math.min(text.length, at + 1),
  previous: (_, at) => Math.max(0, at - 1),
};

const insert = (area: TextArea, octets: string, notes: readonly string[]): TextArea => {
  const kept = octets.slice(0, mostOctets - area.text.length);
  const dropped = octets.length - kept.length;
  const { text, at, killed } = insertText({ ...area, at: area.caret }, kept);
  const all = [...notes, ...(dropped === 0 ? [] : [`${dropped} octets had no room and were left out`])];
  return { text, caret: at, killed, ...(all.length === 0 ? {} : { note: all.join('; ') }) };
};

const moveRow = (area: TextArea, step: 1 | -1, width: number): TextArea => {
  const rows = wrapRecord(area.text, width);
  const index = rowAt(rows, area.caret);
  const row = rows[index];
  const target = rows[index + step];
  if (row === undefined || target === undefined) return area;
  const goalColumn = area.goalColumn ?? row.columnOf(area.caret);
  const { text, killed } = area;
  return { text, caret: target.octetAt(goalColumn), killed: { ...killed, grows: false }, goalColumn };
};

/** The record after an action. */
export const reduceArea = (area: TextArea, action: AreaAction): TextArea => {
  switch (action.kind) {
    case 'insert': {
      const { octets, notes } = readPastedRecord(action.text);
      return insert(area, octets, notes);
    }
    case 'yank':
      return insert(area, area.killed.text, []);
    case 'previous-row':
      return moveRow(area, -1, action.width);
    case 'next-row':
      return moveRow(area, 1, action.width);
    default: {
      const { text, at, killed } = editLine({ ...area, at: area.caret }, action, steps);
      return { text, caret: at, killed };
    }
  }
};
