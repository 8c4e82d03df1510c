/** What a line typed into the plain dialogue asks for. */
export type PlainCommand =
  | Readonly<{
      kind:
        | 'answer'
        | 'tree'
        | 'next'
        | 'previous'
        | 'open'
        | 'close'
        | 'parent'
        | 'first'
        | 'last'
        | 'where'
        | 'detail'
        | 'requery'
        | 'more'
        | 'help'
        | 'quit';
    }>
  | Readonly<{ kind: 'go'; row: number }>
  | Readonly<{ kind: 'find'; text: string }>
  | Readonly<{ kind: 'domain'; name: string }>
  | Readonly<{ kind: 'client'; ip: string; helo: string; sender: string }>
  | Readonly<{ kind: 'nothing' }>
  | Readonly<{ kind: 'unknown'; problem: string }>;

type Row = Readonly<{ name: string; argument?: string; help: string }>;

/** Every command, in the order of the help. */
export const plainCommands: readonly Row[] = [
  { name: 'answer', help: 'the verdict, and what to do' },
  { name: 'tree', help: 'all rows that are open' },
  { name: 'where', help: 'the row you are on' },
  { name: 'next', help: 'to the next row' },
  { name: 'previous', help: 'to the row before' },
  { name: 'parent', help: 'to the term that leads to this record' },
  { name: 'first', help: 'to the first row' },
  { name: 'last', help: 'to the last row' },
  { name: 'go', argument: 'NUMBER', help: 'to the row of that number' },
  { name: 'open', help: 'opens the record that the row leads to' },
  { name: 'close', help: 'closes it' },
  { name: 'detail', help: 'all about the row' },
  {
    name: 'find',
    argument: 'TEXT',
    help: 'to the next row that holds TEXT; without it, to the next such row',
  },
  {
    name: 'client',
    argument: 'IP [helo NAME] [from ADDRESS]',
    help: 'checks this client; "client none" leaves it out',
  },
  { name: 'domain', argument: 'NAME', help: 'explores another domain' },
  { name: 'requery', help: 'asks DNS again' },
  { name: 'more', help: 'goes on where the walk stopped at its limits' },
  { name: 'help', help: 'this list' },
  { name: 'quit', help: 'leaves; so does the end of the input' },
];

const unknown = (problem: string): PlainCommand => ({ kind: 'unknown', problem });

const readClient = (argument: string): PlainCommand => {
  if (argument === 'none') return { kind: 'client', ip: '', helo: '', sender: '' };
  const words = argument.split(/\s+/);
  const [ip = '', ...rest] = words;
  const fields = { helo: '', from: '' };
  for (let index = 0; index < rest.length; index += 2) {
    const label = rest[index] ?? '';
    const value = rest[index + 1];
    if ((label !== 'helo' && label !== 'from') || value === undefined)
      return unknown('A client is written as: client 192.0.2.1 helo mail.example from ann@example.com.');
    fields[label] = value;
  }
  if (ip === '') return unknown('Name the client: client 192.0.2.1, or client none.');
  return { kind: 'client', ip, helo: fields.helo, sender: fields.from };
};

/** More than any command takes. */
const mostCharacters = 2000;

/** Reads a line. A command may be cut short, as long as no other begins so; the first in the list counts for a
 *  single letter. Case counts in arguments only. `problem` is a sentence that does not repeat the line. */
export const readPlainCommand = (line: string): PlainCommand => {
  const text = line.slice(0, mostCharacters).trim();
  if (text === '') return { kind: 'nothing' };
  const [, word = '', argument = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  const wanted = word === '?' ? 'help' : word.toLowerCase();
  const begun = plainCommands.filter(({ name }) => name.startsWith(wanted));
  const found = begun.find(({ name }) => name === wanted) ?? (wanted.length === 1 ? begun[0] : undefined);
  const row = found ?? (begun.length === 1 ? begun[0] : undefined);
  if (row === undefined)
    return unknown(
      begun.length === 0
        ? 'That is no command; "help" lists them.'
        : `That may be ${begun.map(({ name }) => name).join(' or ')}.`,
    );
  const { name } = row;
  switch (name) {
    case 'go': {
      const number = /^\d{1,9}$/.test(argument) ? Number(argument) : 0;
      return number > 0 ? { kind: 'go', row: number } : unknown('Name the row by its number: go 3.');
    }
    case 'find':
      return { kind: 'find', text: argument };
    case 'domain':
      return argument === ''
        ? unknown('Name the domain: domain example.com.')
        : { kind: 'domain', name: argument };
    case 'client':
      return readClient(argument);
    default:
      if (argument !== '') return unknown(`"${name}" takes nothing behind it.`);
      // The names of the table without an argument are the kinds without one.
      return { kind: name } as PlainCommand;
  }
};
