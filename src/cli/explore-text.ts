import { claimWord } from '../claims/result-match.ts';
import type { NamedClient } from '../exploration/named-client.ts';
import type { Candidate } from '../intake/candidate.ts';
import { type IncidentGroup, standInOf } from '../intake/group-incidents.ts';
import { requestFieldsOf } from '../intake/request-fields.ts';
import { formatIpAddress } from '../spf/ip-address.ts';
import type { CommandArguments } from './command-input.ts';
import { domainWord } from './describe-candidate.ts';
import { countOf, forgottenLines } from './describe-incidents.ts';
import { dataExitCode } from './exit-codes.ts';
import { selectIncidents } from './select-incidents.ts';
import type { Terminal } from './terminal.ts';
import { DataError } from './usage-error.ts';

/** What a text gives the explorer to start with: the command line as if it had named the first client; the clients of
 *  that client's domain, one without an address too; all that was found, the most relevant first; and what there is to
 *  say of the rest, safe to print. */
export type TextStart =
  | Readonly<{
      kind: 'start';
      args: CommandArguments;
      clients: readonly NamedClient[];
      incidents: readonly Candidate[];
      note: string | undefined;
    }>
  | Readonly<{ kind: 'nothing'; code: number }>;

/** Clients that are saved at most: a list that a person can go through. */
const mostClients = 100;

const isComplete = ({ candidate, domain }: IncidentGroup): boolean =>
  candidate.clientIp !== undefined && domain !== undefined;

/** How much a group asks to be looked at: what can be checked and was refused, before what passed. */
const rank = (group: IncidentGroup): number => {
  const { result } = group.candidate;
  return (isComplete(group) ? 0 : 2) + (result === undefined || result === 'pass' ? 1 : 0);
};

const clientOf = ({ candidate, count }: IncidentGroup): NamedClient => {
  const { helo = '', sender = '' } = requestFieldsOf(candidate);
  const ip = candidate.clientIp === undefined ? '' : formatIpAddress(candidate.clientIp);
  const claim = candidate.result === undefined ? '' : ` claimed ${claimWord(candidate.result)}`;
  return { label: `${ip}${claim}${count === 1 ? '' : `, ${countOf(count, 'mail')}`}`, ip, helo, sender };
};

const noteOf = (first: IncidentGroup, total: number, shown: number): string | undefined => {
  if (total === 1) return undefined;
  const own = `${countOf(total, 'check')} in the text; ${shown === 1 ? 'this client is' : `these ${shown} clients are`} of ${domainWord(first.domain)}`;
  return total === shown ? own : `${own}; "spfx intake" lists the ${countOf(total - shown, 'other')}`;
};

/** The command line as if it had named this client, and this list of them where there are several. */
const withClient = (
  args: CommandArguments,
  { domain = '' }: IncidentGroup,
  clients: readonly NamedClient[],
): CommandArguments => {
  const [client] = clients;
  const values = new Map(args.values);
  for (const name of ['ip', 'helo', 'sender'] as const)
    if (client !== undefined && client[name] !== '') values.set(name, [client[name]]);
  const checkable = clients.filter(({ ip }) => ip !== '');
  return { ...args, argument: domain, values, ...(checkable.length > 1 ? { textClients: checkable } : {}) };
};

/** Reads what `spfx explore --from-text` is to start with. Throws a DataError where the text names no domain. */
export const readTextStart = async (args: CommandArguments, terminal: Terminal): Promise<TextStart> => {
  const incidents = await selectIncidents(args, terminal);
  if (incidents.groups.length === 0) return { kind: 'nothing', code: incidents.problemCode ?? dataExitCode };
  const groups = [...incidents.groups].sort((one, other) => rank(one) - rank(other));
  const first = groups.find(({ domain }) => domain !== undefined);
  if (first === undefined) {
    const named = groups.flatMap(({ candidate: { clientIp } }) => (clientIp === undefined ? [] : [clientIp]));
    const hint =
      named[0] === undefined
        ? ''
        : `, only the client: spfx explore DOMAIN --ip ${formatIpAddress(named[0])}`;
    throw new DataError(`the text names no domain to explore${hint}`);
  }
  const own = groups.filter(({ domain }) => domain === first.domain).slice(0, mostClients);
  const clients = own.map(clientOf);
  const notes = [noteOf(first, groups.length, own.length), ...forgottenLines(incidents)];
  return {
    kind: 'start',
    args: withClient(args, first, clients),
    clients,
    incidents: groups.map(standInOf),
    note: notes.filter((note) => note !== undefined).join('. ') || undefined,
  };
};
