/** What is wrong with a text that is to be JSON, with its place; quotes nothing of it. */
type JsonProblem = Readonly<{ problem: string }>;

/** Where a text stops being the beginning of some JSON; its own length where it only lacks its end. */
const findFault = (text: string): number => {
  let [good, bad] = [0, text.length];
  // Every beginning of a beginning is one: halving finds the end of the longest.
  while (good < bad) {
    const middle = Math.ceil((good + bad) / 2);
    if (isBeginning(text.slice(0, middle))) good = middle;
    else bad = middle - 1;
  }
  return good;
};

/** Where JSON.parse stopped, if it says so; the text's own length where that only lacks its end. */
const placeIn = (error: unknown, text: string): number | undefined => {
  // JSON.parse throws nothing but SyntaxErrors.
  const { message } = error as SyntaxError;
  if (/^(?:Unexpected end|Unterminated)/.test(message)) return text.length;
  // Only at the end: before it, the message may quote the text.
  const position = /at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(message)?.[1];
  return position === undefined ? undefined : Math.min(Number(position), text.length);
};

/** Whether a text is JSON, or would be if it went on. */
const isBeginning = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    return placeIn(error, text) === text.length;
  }
};

const describePlace = (text: string, offset: number): string => {
  const before = text.slice(0, offset);
  return `line ${before.split('\n').length}, column ${offset - before.lastIndexOf('\n')}`;
};

/** Where brackets stand deeper within one another than they may, or undefined where they nowhere do. */
const findDepth = (text: string, most: number): number | undefined => {
  let depth = 0;
  let isString = false;
  // No regular expression: a string may be as long as the text.
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '"') isString = !isString;
    else if (isString) index += character === '\\' ? 1 : 0;
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > most) return index;
  }
  return undefined;
};

/** The value of a JSON text, or what is wrong with it and where. `mostDepth`: how deep its lists and objects may stand
 *  within one another. */
export const parseJsonText = (
  text: string,
  mostDepth: number,
): Readonly<{ value: unknown }> | JsonProblem => {
  const deep = findDepth(text, mostDepth);
  if (deep !== undefined) return { problem: `it is nested too deeply at ${describePlace(text, deep)}` };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const offset = placeIn(error, text) ?? findFault(text);
    const place = describePlace(text, offset);
    return {
      problem:
        offset === text.length ? `it ends in the middle, at ${place}` : `it is no JSON from ${place} on`,
    };
  }
};
