/** What the joiner needs from outside. `later` calls back after so many milliseconds, unless the function that it gives
 *  is called before. `release` gets keys that were waited for in vain. */
export type EscapeJoinerDeps = Readonly<{
  later: (callback: () => void, ms: number) => () => void;
  release: (keys: string) => void;
}>;

/** How long an ESC may be a key or the beginning of a sequence. Esc, pressed, comes so much later. */
export const escapeWaitMs = 50;

/** How long a sequence that goes on behind its ESC may take: nobody types one. */
export const sequenceWaitMs = 500;

/** More than any key or mouse report takes; what goes on longer is none. */
const mostCharacters = 64;

// A sequence at the end of what came that may go on (ECMA-48 §5.4): CSI, SS3, the
// beginning of a control string, and an ESC more, for Alt. That of rxvt for a key with Shift ends in $, which elsewhere
// comes before the end.
const open = /\x1b{1,2}(?!\[[235678]\$$)(?:\[(?:\[|[\x30-\x3f]*[\x20-\x2f]*)|O[\d;]*|[\]PX^_])?$/;

/** Where an open sequence begins at the end of a text; its length where there is none. */
const findOpen = (text: string): number => {
  const start = Math.max(0, text.length - mostCharacters);
  const match = open.exec(text.slice(start));
  return match === null ? text.length : start + match.index;
};

/** A filter that joins the escape sequences that come in pieces, as over a slow line: Ink takes an ESC for the key
 *  after 20 ms, and what comes then for text. Whole sequences and all other text pass at once, in their order. An ESC
 *  that stays alone is a key; of a sequence that stays open, the ESC and one character are Alt and a key, and all else is
 *  dropped. */
export const createEscapeJoiner = ({ later, release }: EscapeJoinerDeps): ((chunk: string) => string) => {
  let pending = '';
  let cancel = (): void => {};

  const giveUp = (): void => {
    const keys = pending;
    pending = '';
    if (/^\x1b{1,2}[[O\]PX^_]?$/.test(keys)) release(keys);
  };

  return (chunk) => {
    cancel();
    cancel = () => {};
    const text = pending + chunk;
    const start = findOpen(text);
    pending = text.slice(start);
    if (pending !== '') cancel = later(giveUp, /^\x1b+$/.test(pending) ? escapeWaitMs : sequenceWaitMs);
    return text.slice(0, start);
  };
};
