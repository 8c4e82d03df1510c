import { open } from 'node:fs/promises';
import { escapeText } from '../report/escape-text.ts';
import type { YamlNode } from './parse-yaml.ts';
import { UsageError } from './usage-error.ts';

/** A file that was read: its value, undefined where it has none, and a complaint about a place in it. */
export type YamlFile = Readonly<{
  root: YamlNode | undefined;
  complain: (place: Readonly<{ line: number; column: number }>, message: string) => UsageError;
}>;

/** A message quotes the file, whose words have any length. */
const mostMessage = 300;

const readFailures: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
};

/** The text of a file, in UTF-8; undefined of one with more octets than `most`, of which no more are read. Fails with
 *  Node's system errors. */
export const readBounded = async (path: string, most: number): Promise<string | undefined> => {
  const file = await open(path);
  try {
    const chunks: Buffer[] = [];
    for (let size = 0; size <= most; ) {
      // Not by the file's size: pipes and devices say none.
      const { bytesRead, buffer } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, null);
      if (bytesRead === 0) return Buffer.concat(chunks).toString('utf8');
      chunks.push(buffer.subarray(0, bytesRead));
      size += bytesRead;
    }
    return undefined;
  } finally {
    await file.close();
  }
};

/** What is wrong with a file that can't be opened: a system error, as Node throws it. `wanted`: what it was to be. */
export const describeReadFailure = (error: unknown, wanted = 'a YAML or JSON file'): string => {
  // open and read throw nothing but Node's system errors, which have a code.
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'EISDIR') return `it is a directory; ${wanted} is wanted`;
  return readFailures[code] ?? `it can't be read (${code})`;
};

/** Reads a YAML or JSON file of at most `most` octets. `seen`: how the user named it, as `--clients a.yml`. Throws a
 *  UsageError that names the file, and the place in it; `Fault`: what kind of one for what is in it. */
export const readYamlFile = async (
  path: string,
  seen: string,
  most: number,
  Fault = UsageError,
): Promise<YamlFile> => {
  let text: string | undefined;
  try {
    text = await readBounded(path, most);
  } catch (error) {
    throw new UsageError(`${seen}: ${describeReadFailure(error)}`, { cause: error });
  }
  if (text === undefined) throw new Fault(`${seen}: it has more than ${most} octets, the most it may`);
  const { parseYaml } = await import('./parse-yaml.ts');
  const root = parseYaml(text.replace(/^\ufeff/, ''));
  const complain: YamlFile['complain'] = ({ line, column }, message) =>
    new Fault(
      `${escapeText(path)}:${line}:${column}: ${message.length > mostMessage ? `${message.slice(0, mostMessage)}...` : message}`,
    );
  if (root !== undefined && 'message' in root) throw complain(root, escapeText(root.message));
  return { root, complain };
};
