import { type Edits, noEdits } from './edits.ts';

/** The edits of now, those before them, oldest first, and those that were taken back, latest last. */
export type EditHistory = Readonly<{
  past: readonly Edits[];
  present: Edits;
  future: readonly Edits[];
}>;

/** Nothing was ever edited. */
export const noHistory: EditHistory = { past: [], present: noEdits, future: [] };

/** The history after a step; what was taken back before is gone. */
export const pushEdits = ({ past, present }: EditHistory, next: Edits): EditHistory => ({
  past: [...past, present],
  present: next,
  future: [],
});

/** The history with its last step taken back, or as it was where there is none. */
export const undoEdits = (history: EditHistory): EditHistory => {
  const last = history.past.at(-1);
  if (last === undefined) return history;
  return { past: history.past.slice(0, -1), present: last, future: [...history.future, history.present] };
};

/** The history with the step that was taken back last done again, or as it was where there is none. */
export const redoEdits = (history: EditHistory): EditHistory => {
  const next = history.future.at(-1);
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future: history.future.slice(0, -1) };
};
