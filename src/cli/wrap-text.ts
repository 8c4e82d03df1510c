/** Where lines of prose end at the latest. */
const widest = 78;

/** Prose in lines of at most 78 characters, or `width`, but for words that are longer. */
export const wrapText = (text: string, width = widest): string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
};
