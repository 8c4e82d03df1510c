import { applySgr, changeLook, type Look, ownLook, showsOnBlanks } from './sgr-look.ts';

const token = /\x1b\[([0-9;?]*)([@-~])|[^\x1b]+|\x1b/g;

/** Cursor movements: they neither write nor erase. */
const isMove = (final: string): boolean => /^[A-H]$/.test(final);

const isErasure = (final: string): boolean => /^[KX]$/.test(final);

const isBlank = (text: string): boolean => /^[ \r\n]*$/.test(text);

/** Steps to the start of the next row (a line feed, or CNL, ECMA-48 §8.3.12) taken at once. */
const joinSteps = (output: string): string =>
  output.replace(/\n?(?:\x1b\[E)+/g, (steps) => {
    const count = steps.startsWith('\n') ? (steps.length - 1) / 3 + 1 : steps.length / 3;
    return count === 1 ? steps : `\x1b[${count}E`;
  });

/** What Ink writes in fewer octets: looks change only before something is seen of the change, and several steps to
 *  the next row are one. The screen comes out the same, but for the looks of blanks that nobody sees. It begins and
 *  ends in the terminal's own look. What holds other sequences than those of a frame is left as it is. */
export const slimFrame = (output: string): string => {
  let slim = '';
  let wanted: Look = ownLook;
  let written: Look = ownLook;
  const settle = (): void => {
    slim += changeLook(written, wanted);
    written = wanted;
  };
  for (const [whole, parameters = '', final] of output.matchAll(token)) {
    if (final === 'm') {
      const next = applySgr(wanted, parameters);
      if (next === undefined) return output;
      wanted = next;
      continue;
    }
    if (whole === '\x1b') return output;
    const isUnseen = final === undefined ? isBlank(whole) : isErasure(final);
    const isSame = isUnseen && !showsOnBlanks(written) && !showsOnBlanks(wanted);
    if (!isSame && !isMove(final ?? '')) settle();
    slim += whole;
  }
  settle();
  return joinSteps(slim);
};
