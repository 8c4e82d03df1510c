import type { NearMiss } from './intake.ts';
import { readAddress } from './read-address.ts';
import { placeOfLines, type TextLine } from './text-lines.ts';

/** What a line without any form may still hold, the nearest first. */
const hints: readonly (readonly [isSeen: (text: string) => boolean, sentence: string])[] = [
  [
    (text) => /\bv=spf1\b/i.test(text),
    'It holds an SPF record, and says nothing of a mail: explore the domain that it belongs to.',
  ],
  [
    (text) => /\bspf\b/i.test(text),
    'It names SPF, but in no form that is known: neither a result nor a client can be told from it.',
  ],
  [
    (text) =>
      text
        .slice(0, 4096)
        .split(/[\s,;=<>()[\]]+/)
        .some((word) => readAddress(word) !== undefined),
    'It holds an IP address, but nothing that says whose it is.',
  ],
  [
    (text) => /[^\s@<>]@[^\s@<>]{1,255}\.[^\s@<>]/.test(text.slice(0, 4096)),
    'It holds an address of mail, but no client.',
  ],
];

/** Lines that are asked for hints, at most. */
const mostLines = 2000;

/** What comes nearest to a form in a text in which none was found; undefined where nothing does. */
export const findNearMiss = (
  lines: readonly TextLine[],
  misses: readonly NearMiss[],
): NearMiss | undefined => {
  const [miss] = misses;
  if (miss !== undefined) return miss;
  const asked = lines.slice(0, mostLines);
  for (const [isSeen, sentence] of hints) {
    const line = asked.find(({ text }) => isSeen(text));
    if (line !== undefined) return { form: undefined, place: placeOfLines([line]), sentence };
  }
  return undefined;
};
