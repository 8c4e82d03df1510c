import type { Span } from './span.ts';

/** Where a rule is written. */
export type Reference = Readonly<{ rfc: number; section: string }>;

/** A reference into RFC 7208. */
export const rfc7208 = (section: string): Reference => ({ rfc: 7208, section });

/** As people write it: `RFC 7208 §5.6`. */
export const formatReference = (reference: Reference): string => `RFC ${reference.rfc} §${reference.section}`;

/** One replacement in a record's text; an empty span inserts. */
export type TextEdit = Readonly<{ span: Span; text: string }>;

/** A mechanical repair: what it does, as an imperative phrase, and the edits, in order, not overlapping. */
export type Fix = Readonly<{ label: string; edits: readonly TextEdit[] }>;

/** A problem with a record. `code` is public and stable. `error`: receivers give permerror or miss an intent. */
export type Diagnostic = Readonly<{
  code: string;
  severity: 'error' | 'warning' | 'notice';
  span: Span;
  /** One sentence without its full stop, to stand after "syntax error:". */
  message: string;
  reference: Reference;
  fix?: Fix;
}>;

/** The text after a fix. */
export const applyFix = (text: string, fix: Fix): string =>
  fix.edits.reduceRight(
    (edited, { span, text: replacement }) =>
      edited.slice(0, span.start) + replacement + edited.slice(span.end),
    text,
  );
