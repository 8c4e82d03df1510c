import { longestLine, type TextLine } from './text-lines.ts';

/** A header field (RFC 5322 §2.2), unfolded. `name` is in lower case. */
export type HeaderField = Readonly<{ name: string; value: string; lines: readonly TextLine[] }>;

const namePattern = /^([A-Za-z][A-Za-z0-9_-]{0,76}):/;

/** Whether a line starts a header field. */
export const startsField = (line: string): boolean => namePattern.test(line);

const isContinuation = (text: string): boolean => /^[ \t]+\S/.test(text);

/** The run of header fields that starts at the line `start`, and the index of the line behind it. */
export const readFields = (
  lines: readonly TextLine[],
  start: number,
): Readonly<{ fields: readonly HeaderField[]; next: number }> => {
  const fields: HeaderField[] = [];
  let index = start;
  for (let first = lines[index]; first !== undefined; first = lines[index]) {
    const name = namePattern.exec(first.text)?.[1];
    if (name === undefined) break;
    const own: TextLine[] = [];
    const parts: string[] = [];
    let length = 0;
    do {
      const line = lines[index];
      if (line === undefined) break;
      own.push(line);
      const part = own.length === 1 ? line.text.slice(name.length + 1) : line.text;
      if (length < longestLine) parts.push(part.trim());
      length += part.length;
      index++;
    } while (isContinuation(lines[index]?.text ?? ''));
    fields.push({ name: name.toLowerCase(), value: parts.join(' ').slice(0, longestLine), lines: own });
  }
  return { fields, next: index };
};

/** What a field is to SPF, or undefined. Authentication-Results goes by many names: of ARC, of Microsoft, and of those
 *  who keep another's under a name of their own. */
export const fieldKind = (
  name: string,
): 'received' | 'received-spf' | 'authentication-results' | 'spam-symbols' | 'smtp-reply' | undefined => {
  if (name === 'received') return 'received';
  if (name === 'received-spf' || name === 'x-received-spf') return 'received-spf';
  if (/(?:^|-)authentication-results(?:-original)?$/.test(name)) return 'authentication-results';
  if (/^x-(?:\w{1,20}-)?spam(?:d-result|-status|-report|-symbols)$/.test(name)) return 'spam-symbols';
  return name === 'diagnostic-code' ? 'smtp-reply' : undefined;
};
