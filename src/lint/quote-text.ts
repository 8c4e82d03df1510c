/** Octets from DNS in quotation marks, to stand in a sentence: long ones are cut in the middle. Nothing is escaped. */
export const quote = (octets: string): string =>
  octets.length > 66 ? `"${octets.slice(0, 40)}...${octets.slice(-20)}"` : `"${octets}"`;

/** How many of something: `1 term`, `2 terms`. */
export const countOf = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`;

/** A sentence whose long quotations are cut as `quote` cuts them. */
export const shortenQuoted = (sentence: string): string =>
  sentence.replace(/"([^"]*)"/g, (_whole, octets: string) => quote(octets));
