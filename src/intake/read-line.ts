import type { FormName, Statement } from './candidate.ts';
import type { LineReading } from './form.ts';
import { lineForms } from './form-table.ts';
import { readQueuedClient } from './forms/postfix-log.ts';

/** What a line of a log says, and in which form. */
export type ReadLine = Readonly<{ form: FormName; reading: LineReading }>;

/** Reads one line by the first form that knows it. Undefined for a line of none. */
export const readLine = (line: string): ReadLine | undefined => {
  for (const { name, marks, read } of lineForms) {
    if (!marks.some((mark) => line.includes(mark))) continue;
    const reading = read(line);
    if (reading !== undefined) return { form: name, reading };
  }
  return undefined;
};

/** Most mails and processes of which something is remembered: those of the last minute or so. */
const mostRemembered = 4096;

const remember = <Value>(memory: Map<string, Value>, key: string, value: Value): void => {
  memory.delete(key);
  memory.set(key, value);
  if (memory.size <= mostRemembered) return;
  const [oldest] = memory.keys();
  if (oldest !== undefined) memory.delete(oldest);
};

/** What lines of one log say together: a client that the mail server names by the mail's queue id, and a summary whose
 *  whole follows. `item` is whatever the caller wants back with a statement. Memory does not grow with the log. */
export type LineJoiner<Item> = Readonly<{
  /** A line that says only which client a queue id has. */
  noteClient: (line: string) => void;
  /** What the line gives, complete: with its client, or nothing while the rest is awaited. */
  add: (read: ReadLine & { reading: { kind: 'found' } }, item: Item) => readonly Joined<Item>[];
  /** What is left over at the end: summaries whose whole never came. */
  end: () => readonly Joined<Item>[];
}>;

/** A statement with its form, and what it came with. */
export type Joined<Item> = Readonly<{ form: FormName; statement: Statement; item: Item }>;

/** A joiner that has seen nothing yet. */
export const createLineJoiner = <Item>(): LineJoiner<Item> => {
  const clients = new Map<string, Statement['clientIp']>();
  const summaries = new Map<string, Joined<Item>>();
  return {
    noteClient: (line) => {
      const queued = readQueuedClient(line);
      if (queued !== undefined) remember(clients, queued.queueId, queued.clientIp);
    },
    add: ({ form, reading }, item) => {
      const { key = '', isPartial = false, statement } = reading;
      if (isPartial) {
        const earlier = summaries.get(key);
        remember(summaries, key, { form, statement, item });
        return earlier === undefined ? [] : [earlier];
      }
      if (summaries.size > 0) summaries.delete(key);
      const clientIp =
        statement.clientIp === undefined ? clients.get(statement.facts?.queueId ?? '') : undefined;
      return [{ form, statement: clientIp === undefined ? statement : { ...statement, clientIp }, item }];
    },
    end: () => {
      const left = [...summaries.values()];
      summaries.clear();
      return left;
    },
  };
};
