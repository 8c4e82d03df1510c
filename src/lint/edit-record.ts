import type { Fix, TextEdit } from '../spf/diagnostic.ts';
import type { Span } from '../spf/span.ts';

/** A fix of one edit. `label` is an imperative phrase. */
export const replaceText = (label: string, span: Span, text: string): Fix => ({
  label,
  edits: [{ span, text }],
});

/** The edit that takes a term out of its record, with the space before it. */
export const removal = ({ start, end }: Span): TextEdit => ({ span: { start: start - 1, end }, text: '' });
