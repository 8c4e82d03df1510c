import type { NamedClient } from '../exploration/named-client.ts';
import { type CommandArguments, optionValue } from './command-input.ts';
import { parseClientOption } from './parse-client-option.ts';
import { mostClients, readClientsFile } from './read-clients-file.ts';
import { UsageError } from './usage-error.ts';

/** All clients that a command line names, in this order: those of a text, or of `--ip`, of each `--client`, of the file of `--clients`.
 *  `--helo` and `--sender` stand for those that have none of their own. Throws a UsageError for what can't be read. */
export const readClients = async (args: CommandArguments): Promise<readonly NamedClient[]> => {
  if (args.textClients !== undefined) return args.textClients;
  const [ip, helo = '', sender = '', path] = ['ip', 'helo', 'sender', 'clients'].map((name) =>
    optionValue(args, name),
  );
  const clients: readonly NamedClient[] = [
    ...(ip === undefined ? [] : [{ label: ip, ip, helo: '', sender: '' }]),
    ...(args.values.get('client') ?? []).map(parseClientOption),
    ...(path === undefined ? [] : await readClientsFile(path)),
  ];
  if (clients.length > mostClients)
    throw new UsageError(`${clients.length} clients are given; ${mostClients} are the most in one run`);
  return clients.map((client) => ({
    ...client,
    helo: client.helo || helo,
    sender: client.sender || sender,
  }));
};
