/** A piece of a text: half-open, in characters. In an SPF record's text one character is one octet. */
export type Span = Readonly<{ start: number; end: number }>;
