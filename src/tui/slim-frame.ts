/** The codes that each SGR code of `theme.ts` is ended by (ECMA-48 §8.3.117). */
const endings: Readonly<Record<string, string>> = { '1': '22', '2': '22', '7': '27' };

const endOf = (code: string): string | undefined =>
  endings[code] ?? (/^(?:3|9)[0-7]$/.test(code) ? '39' : undefined);

/** From so many blanks on, stepping over them is shorter than writing them. */
const leastBlanks = 6;

/** The rest of a row behind an erase to its end: without style changes that nothing is written in, and with a step in
 *  place of blanks, which the erase has left there already. Undefined where it holds anything but text and the codes
 *  of the theme. */
const slimRow = (row: string): string | undefined => {
  let slim = '';
  let wanted: readonly string[] = [];
  let written: readonly string[] = [];
  const write = (text: string): void => {
    const isSame = wanted.length === written.length && wanted.every((code, index) => code === written[index]);
    if (!isSame) {
      // Every code is ended by its own; bold and dim share one, so what goes on is begun again.
      const ended = new Set(written.map((code) => endOf(code)));
      slim += [...[...ended].map((code) => `\x1b[${code}m`), ...wanted.map((code) => `\x1b[${code}m`)].join(
        '',
      );
      written = wanted;
    }
    slim += text;
  };
  for (const [token] of row.matchAll(/\x1b\[[0-9;]*m| +|[^\x1b ]+|\x1b/g)) {
    if (token === '\x1b') return undefined;
    const code = /^\x1b\[(\d+)m$/.exec(token)?.[1];
    if (code === undefined) {
      if (token.startsWith('\x1b')) return undefined;
      const isStep = token.length >= leastBlanks && token.startsWith(' ') && !wanted.includes('7');
      if (isStep) slim += `\x1b[${token.length}C`;
      else write(token);
    } else if (endOf(code) !== undefined) wanted = [...wanted, code];
    else if (['22', '27', '39'].includes(code)) wanted = wanted.filter((open) => endOf(open) !== code);
    else return undefined;
  }
  const ended = new Set(written.map((code) => endOf(code)));
  return slim + [...ended].map((code) => `\x1b[${code}m`).join('');
};

/** What Ink writes for a frame in fewer octets, for slow lines: the screen comes out the same. Only the rest of a row
 *  behind an erase to the end of the row (`ESC [ K`) is touched. */
export const slimFrame = (output: string): string =>
  output.replace(/\x1b\[K([^\r\n]*)(?=\r?\n)/g, (whole, row: string) => {
    const slim = slimRow(row);
    return slim === undefined ? whole : `\x1b[K${slim}`;
  });
