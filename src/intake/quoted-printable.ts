import type { TextLine } from './text-lines.ts';

/** Whether lines are quoted-printable (RFC 2045 §6.7): every `=` starts an octet or ends a line, and one at least is
 *  what nobody writes otherwise. */
const isQuotedPrintable = (lines: readonly TextLine[]): boolean => {
  let isSure = false;
  for (const [index, { text }] of lines.entries()) {
    for (let at = text.indexOf('='); at !== -1; at = text.indexOf('=', at + 1)) {
      const isSoftBreak = at === text.length - 1;
      if (!isSoftBreak && !/^=[\dA-F]{2}$/.test(text.slice(at, at + 3))) return false;
      isSure ||= text.startsWith('=3D', at) || (isSoftBreak && index < lines.length - 1);
    }
  }
  return isSure;
};

const decoder = new TextDecoder();

const decodeOctets = (text: string): string => {
  if (!text.includes('=')) return text;
  return text.replace(/(?:=[\dA-F]{2})+/g, (run) =>
    decoder.decode(Uint8Array.from(run.slice(1).split('='), (digits) => Number.parseInt(digits, 16))),
  );
};

const decodeParagraph = (lines: readonly TextLine[]): readonly TextLine[] => {
  if (!isQuotedPrintable(lines)) return lines;
  const whole: TextLine[] = [];
  // The pieces of a line that soft breaks divide, joined once.
  let pieces: string[] = [];
  let first: TextLine | undefined;
  for (const line of lines) {
    first ??= line;
    const isSoft = line.text.endsWith('=');
    pieces.push(isSoft ? line.text.slice(0, -1) : line.text);
    if (isSoft && line !== lines.at(-1)) continue;
    for (const text of decodeOctets(pieces.join('')).split(/\r?\n/))
      whole.push({ text, number: first.number, start: first.start, end: line.end });
    pieces = [];
    first = undefined;
  }
  return whole;
};

/** The lines with each paragraph that is quoted-printable decoded. Lines that soft breaks divide are one, with the
 *  number of the first. */
export const decodeQuotedPrintable = (lines: readonly TextLine[]): readonly TextLine[] => {
  if (!lines.some(({ text }) => text.includes('=3D') || text.endsWith('='))) return lines;
  const decoded: TextLine[] = [];
  let paragraph: TextLine[] = [];
  const flush = (): void => {
    for (const line of decodeParagraph(paragraph)) decoded.push(line);
    paragraph = [];
  };
  for (const line of lines) {
    if (line.text.trim() !== '') paragraph.push(line);
    else {
      flush();
      decoded.push(line);
    }
  }
  flush();
  return decoded;
};
