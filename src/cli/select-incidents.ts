import type { Candidate } from '../intake/candidate.ts';
import { judgedDomain } from '../intake/check-of.ts';
import { escapeText } from '../report/escape-text.ts';
import { collectIncidents, type Incidents } from './collect-incidents.ts';
import type { CommandArguments } from './command-input.ts';
import { domainWord } from './describe-candidate.ts';
import type { Terminal } from './terminal.ts';
import { DataError, UsageError } from './usage-error.ts';

/** Options that name clients by themselves. */
const clientOptions = ['ip', 'helo', 'sender', 'client', 'clients'];

/** Domains that are named where the one that is wanted is not there. */
const mostOthers = 4;

const normal = (domain: string): string => domain.toLowerCase().replace(/\.$/, '');

/** What the texts of `--from-text` say of SPF checks, the most frequent first; where the command line has a DOMAIN, of
 *  checks of that one only. Throws a UsageError where the command line names other clients too, and a DataError where
 *  there is nothing to be had. */
export const selectIncidents = async (args: CommandArguments, terminal: Terminal): Promise<Incidents> => {
  const stray = clientOptions.find((name) => args.values.has(name));
  if (stray !== undefined)
    throw new UsageError(`--from-text takes the clients from the text; leave --${stray} out`);
  const paths = args.values.get('from-text') ?? [];
  if (args.argument === undefined) return collectIncidents(args, terminal, paths, 'count');
  const wanted = normal(args.argument);
  const others = new Set<string>();
  // Before they are put together: of a long log, all that there is of this domain is kept.
  const isWanted = (candidate: Candidate): boolean => {
    const domain = judgedDomain(candidate);
    if (domain !== wanted && others.size < mostOthers) others.add(domainWord(domain));
    return domain === wanted;
  };
  const incidents = await collectIncidents(args, terminal, paths, 'count', isWanted);
  if (incidents.groups.length > 0 || incidents.problemCode !== undefined) return incidents;
  const more = others.size === mostOthers ? ' and others' : '';
  throw new DataError(
    `no check of ${escapeText(args.argument)} is in the text; it speaks of ${[...others].join(', ')}${more}`,
  );
};
