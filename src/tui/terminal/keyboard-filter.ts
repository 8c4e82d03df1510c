import { createControlStringFilter } from './control-string-filter.ts';
import { createEscapeJoiner, type EscapeJoinerDeps } from './escape-joiner.ts';
import { type MouseEvent, splitMouse } from './mouse.ts';

/** What the filter needs from outside. `onMouse` gets what the mouse does; without it, its reports are dropped.
 *  `onCutPaste`: so many characters of the paste that comes next were left out. */
export type KeyboardFilterDeps = EscapeJoinerDeps &
  Readonly<{ onMouse?: (event: MouseEvent) => void; onCutPaste?: (dropped: number) => void }>;

const pasteStart = '\x1b[200~';
const pasteEnd = '\x1b[201~';

/** So many characters of a paste are handed on: whoever gathers its pieces looks at all of them with each. */
export const mostOfPaste = 1_048_576;

/** Makes keys alone of what a terminal sends: its escape sequences whole, its answers to questions taken out, and the
 *  reports of its mouse handed on. What looks like one within a paste stays text: nobody clicks there. */
export const createKeyboardFilter = ({
  later,
  release,
  onMouse = () => {},
  onCutPaste = () => {},
}: KeyboardFilterDeps): ((chunk: string) => string) => {
  const withoutControlStrings = createControlStringFilter();
  let isPaste = false;
  let pasted = 0;

  /** A piece of a paste, its end included, as far as there is room for it. */
  const cutPaste = (part: string, isEnd: boolean): string => {
    const text = isEnd ? part.slice(0, -pasteEnd.length) : part;
    const kept = text.slice(0, Math.max(0, mostOfPaste - pasted));
    pasted += text.length;
    if (!isEnd) return kept;
    if (pasted > mostOfPaste) onCutPaste(pasted - mostOfPaste);
    pasted = 0;
    return kept + pasteEnd;
  };

  const sift = (joined: string): string => {
    let rest = withoutControlStrings(joined);
    let keys = '';
    while (rest !== '') {
      const mark = isPaste ? pasteEnd : pasteStart;
      const at = rest.indexOf(mark);
      const end = at === -1 ? rest.length : at + mark.length;
      const part = rest.slice(0, end);
      rest = rest.slice(end);
      if (isPaste) keys += cutPaste(part, at !== -1);
      else {
        const split = splitMouse(part);
        keys += split.keys;
        for (const event of split.events) onMouse(event);
      }
      if (at !== -1) isPaste = !isPaste;
    }
    return keys;
  };

  const join = createEscapeJoiner({
    later,
    release: (keys) => {
      const sifted = sift(keys);
      if (sifted !== '') release(sifted);
    },
  });
  return (chunk) => sift(join(chunk));
};
