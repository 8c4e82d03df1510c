import { escapeText } from '../report/escape-text.ts';
import { collectIncidents, type Incidents } from './collect-incidents.ts';
import type { CommandArguments } from './command-input.ts';
import { domainWord } from './describe-candidate.ts';
import type { Terminal } from './terminal.ts';
import { DataError, UsageError } from './usage-error.ts';

/** Options that name clients by themselves. */
const clientOptions = ['ip', 'helo', 'sender', 'client', 'clients'];

const normal = (domain: string): string => domain.toLowerCase().replace(/\.$/, '');

/** What the texts of `--from-text` say of SPF checks, the most frequent first; where the command line has a DOMAIN, of
 *  checks of that one only. Throws a UsageError where the command line names other clients too, and a DataError where
 *  there is nothing to be had. */
export const selectIncidents = async (args: CommandArguments, terminal: Terminal): Promise<Incidents> => {
  const stray = clientOptions.find((name) => args.values.has(name));
  if (stray !== undefined)
    throw new UsageError(`--from-text takes the clients from the text; leave --${stray} out`);
  const incidents = await collectIncidents(args, terminal, args.values.get('from-text') ?? [], 'count');
  if (args.argument === undefined || incidents.groups.length === 0) return incidents;
  const wanted = normal(args.argument);
  const groups = incidents.groups.filter(({ domain }) => domain === wanted);
  if (groups.length > 0) return { ...incidents, groups };
  const others = [...new Set(incidents.groups.map(({ domain }) => domainWord(domain)))];
  const more = others.length > 3 ? ` and ${others.length - 3} more` : '';
  throw new DataError(
    `no check of ${escapeText(args.argument)} is in the text; it speaks of ${others.slice(0, 3).join(', ')}${more}`,
  );
};
