// A terminal answers questions (its colours, its version) by control strings: OSC, DCS, SOS, PM, APC (ECMA-48 §5.6).
// The digits and semicolons in them are no keys.
const openings = /\x1b[\]PX^_](?=[^\x00-\x1f])/;
const ending = /[\x00-\x1f\x9c]/;

/** No terminal answers at such length; what goes on longer is somebody typing. */
const mostCharacters = 4096;

/** A filter that takes control strings out of what the keyboard sends, also where they come in pieces. A control
 *  character ends a string that has no proper end, so that Ctrl-C, Esc and Enter always come through; an opening
 *  with nothing behind it is Alt and a key. */
export const createControlStringFilter = (): ((chunk: string) => string) => {
  let dropped = 0;
  let isInside = false;

  const skip = (text: string): string => {
    const end = ending.exec(text)?.index ?? text.length;
    dropped += end;
    if (end === text.length) {
      isInside = dropped <= mostCharacters;
      return '';
    }
    isInside = false;
    const terminator = text.startsWith('\x1b\\', end) ? 2 : /[\x07\x9c]/.test(text[end] ?? '') ? 1 : 0;
    return text.slice(end + terminator);
  };

  return (chunk) => {
    let rest = isInside ? skip(chunk) : chunk;
    let kept = '';
    for (let match = openings.exec(rest); match !== null; match = openings.exec(rest)) {
      kept += rest.slice(0, match.index);
      dropped = 0;
      rest = skip(rest.slice(match.index + 2));
    }
    return kept + rest;
  };
};
