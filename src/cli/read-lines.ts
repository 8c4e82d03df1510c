/** A line that is longer than this is cut: nobody types one. */
const mostCharacters = 10_000;

/** The lines of a text that comes in chunks, without their ends; the last one needs none. Of a long line, only its
 *  beginning is kept. */
export async function* readLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = chunk.split('\n');
    lines[0] = rest + lines[0];
    rest = (lines.pop() ?? '').slice(0, mostCharacters);
    for (const line of lines) yield line.slice(0, mostCharacters).replace(/\r$/, '');
  }
  if (rest !== '') yield rest;
}
