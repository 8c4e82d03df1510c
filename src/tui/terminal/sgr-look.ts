/** How a cell looks: the codes that are on, in a fixed order, each as SGR (ECMA-48 §8.3.117) writes it: `1`, `32`,
 *  `38;5;208`. Empty for the terminal's own look. */
export type Look = readonly string[];

/** The terminal's own look. */
export const ownLook: Look = [];

const endings: Readonly<Record<string, string>> = {
  '1': '22',
  '2': '22',
  '3': '23',
  '4': '24',
  '7': '27',
  '8': '28',
  '9': '29',
};

const isEnding = (code: string): boolean => /^(?:2[2-4789]|[34]9)$/.test(code);

/** The code that ends this one; undefined for what is no code of a look. */
const endOf = (code: string): string | undefined => {
  if (/^(?:3|9)[0-7]$|^38;/.test(code)) return '39';
  if (/^(?:4|10)[0-7]$|^48;/.test(code)) return '49';
  return endings[code];
};

const isColour = (code: string): boolean => ['39', '49'].includes(endOf(code) ?? '');

/** One code at the front of a parameter list; the colours beyond the 16 are several parameters long. */
const firstCode = /^([34]8;(?:5;\d+|2;\d+;\d+;\d+)|\d*)(?:;|$)/;

const withCode = (look: Look, code: string): Look | undefined => {
  if (code === '' || code === '0') return ownLook;
  if (isEnding(code)) return look.filter((on) => endOf(on) !== code);
  const end = endOf(code);
  if (end === undefined) return undefined;
  const others = look.filter((on) => on !== code && !(isColour(code) && endOf(on) === end));
  return [...others, code].sort();
};

/** The look after an SGR sequence with these parameters; undefined where one of them is unknown here. */
export const applySgr = (look: Look, parameters: string): Look | undefined => {
  let rest = parameters;
  let next: Look | undefined = look;
  do {
    const [whole, code] = firstCode.exec(rest) ?? [];
    if (whole === undefined || code === undefined) return undefined;
    next = withCode(next, code);
    rest = rest.slice(whole.length);
  } while (rest !== '' && next !== undefined);
  return next;
};

/** Whether a blank in that look differs from an empty cell: underlines, inverse video and backgrounds do. */
export const showsOnBlanks = (look: Look): boolean =>
  look.some((code) => ['4', '7', '9'].includes(code) || endOf(code) === '49');

/** Whether two looks are the same. */
export const isSameLook = (one: Look, other: Look): boolean =>
  one === other || (one.length === other.length && one.every((code, index) => code === other[index]));

/** The shortest SGR sequence that leads from one look to another; empty where they are the same. */
export const changeLook = (from: Look, to: Look): string => {
  if (isSameLook(from, to)) return '';
  if (to.length === 0) return '\x1b[m';
  const lost = from.filter((code) => !to.includes(code));
  // A colour is ended by the next one; bold and dim share an ending, so what stays is begun again.
  const ended = new Set(
    lost
      .filter((code) => !(isColour(code) && to.some((other) => endOf(other) === endOf(code))))
      .map((code) => endOf(code)),
  );
  const begun = to.filter((code) => !from.includes(code) || ended.has(endOf(code)));
  const [step, anew] = [[...ended, ...begun].join(';'), ['0', ...to].join(';')];
  return `\x1b[${step.length <= anew.length ? step : anew}m`;
};
