import type { Fix } from '../spf/diagnostic.ts';
import type { Span } from '../spf/span.ts';
import { replaceText } from './edit-record.ts';

/** A TXT record that was meant as SPF and is not selected (RFC 7208 §4.5). `span`: what is in the way. */
export type NearMiss = Readonly<{ kind: 'prefix' | 'version'; span: Span; fix: Fix }>;

// A byte order mark and a no-break space are several octets, in UTF-8.
const prefixPattern = /^(?:[\s"'\\]|\xef\xbb\xbf|\xc2\xa0|\xe2\x80[\x9c\x9d\x8b])+(?=v=spf1(?: |$|["'\\]))/i;

const versionPatterns: readonly RegExp[] = [
  // v=spf10, v=spf1; v=spf1, v=spf1include: v=spf1-all: something stands where the space should.
  /^v=spf1(?:[;,\t]+ *|0 +|0$|(?=[+\-~?a-z"']))/i,
  /^v ?[=:] ?spf1?(?: +|$)/i,
  /^v(?: *= *| +)spf ?1(?: +|$)/i,
  /^spf1 +/i,
];

/** What keeps a text from being an SPF record that was clearly meant as one, or undefined. */
export const findNearMiss = (text: string): NearMiss | undefined => {
  if (/^v=spf1(?: |$)/i.test(text)) return undefined;
  const prefix = prefixPattern.exec(text)?.[0].length;
  if (prefix !== undefined) {
    const span = { start: 0, end: prefix };
    const end = /["'\\]+$|\xe2\x80[\x9c\x9d]$/.exec(text);
    // Quote marks come in pairs.
    const closing = end === null ? [] : [{ span: { start: end.index, end: text.length }, text: '' }];
    const label = 'remove what stands before v=spf1';
    return { kind: 'prefix', span, fix: { label, edits: [{ span, text: '' }, ...closing] } };
  }
  const version = versionPatterns
    .map((pattern) => pattern.exec(text)?.[0].length)
    .find((length) => length !== undefined);
  if (version === undefined) return undefined;
  const span = { start: 0, end: version };
  const isAll = version === text.length;
  return {
    kind: 'version',
    span,
    fix: replaceText('write "v=spf1" and a space', span, isAll ? 'v=spf1' : 'v=spf1 '),
  };
};
