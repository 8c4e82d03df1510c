/** A piece of a text: half-open, in characters. In an SPF record's text one character is one octet. */
export type Span = Readonly<{ start: number; end: number }>;

/** The piece of `text` that the span covers. */
export const sliceSpan = (text: string, span: Span): string => text.slice(span.start, span.end);

/** The same span, `by` characters further on. */
export const shiftSpan = (span: Span, by: number): Span => ({ start: span.start + by, end: span.end + by });
