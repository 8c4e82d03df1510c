import type { FormName, Statement } from './candidate.ts';

/** What a form makes of a line: statements, or why it is nearly one of its lines and is none. */
export type LineReading =
  | Readonly<{ kind: 'found'; statement: Statement; key?: string | undefined; isPartial?: boolean }>
  | Readonly<{ kind: 'miss'; sentence: string }>;

/** A form that is one line. `marks` are texts of which such a line has at least one: a line without any is passed over
 *  unread, which is what makes a long log cheap. `read` gives undefined for a line of another form. The time that it
 *  takes grows with the line. */
export type LineForm = Readonly<{
  name: FormName;
  marks: readonly string[];
  read: (line: string) => LineReading | undefined;
}>;

/** A statement that was found. */
export const found = (statement: Statement): LineReading => ({ kind: 'found', statement });

/** A near miss: what the text lacks to be of this form. */
export const missed = (sentence: string): LineReading => ({ kind: 'miss', sentence });
