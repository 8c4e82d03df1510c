import type { Candidate } from '../intake/candidate.ts';
import {
  createGrouping,
  type Forgotten,
  type GroupOrder,
  type IncidentGroup,
} from '../intake/group-incidents.ts';
import { candidateAtHop } from '../intake/header-block.ts';
import type { MessageTrace } from '../intake/intake.ts';
import { escapeText } from '../report/escape-text.ts';
import { type CommandArguments, optionValue, timeOf } from './command-input.ts';
import { readTexts } from './read-texts.ts';
import type { Terminal } from './terminal.ts';
import { DataError, UsageError } from './usage-error.ts';

/** A message of a text, and where it was read from. */
export type FoundMessage = Readonly<{ source: string; trace: MessageTrace }>;

/** All that texts say of SPF checks, in groups. `messagesLeftOut`: messages beyond those that are kept. `problemCode`:
 *  the exit code for a text that could not be read; it has been told, and `groups` may be empty. */
export type Incidents = Readonly<{
  groups: readonly IncidentGroup[];
  forgotten: Forgotten;
  messages: readonly FoundMessage[];
  messagesLeftOut: number;
  problemCode: number | undefined;
}>;

/** Groups that are kept at most: about 20 MiB of memory, and more than anybody reads. */
export const mostGroups = 10_000;

/** Messages whose hops are kept, and hops of one. */
const mostMessages = 20;
const mostHops = 100;

/** The hop that `--hop` names: of the first message, or as `2.3`, of the second. */
const readHop = (text: string): Readonly<{ message: number; hop: number }> => {
  const [, message = '1', hop] = /^(?:(\d{1,3})\.)?(\d{1,3})$/.exec(text) ?? [];
  if (hop === undefined)
    throw new UsageError(`--hop ${escapeText(text)}: a number is wanted, as "spfx intake" shows it`);
  return { message: Number(message), hop: Number(hop) };
};

/** The client of another hop than the border's, in place of all that the text says. */
const chooseHop = (
  text: string,
  messages: readonly FoundMessage[],
): Readonly<{ candidate: Candidate; source: string }> => {
  const { message, hop } = readHop(text);
  const found = messages[message - 1];
  if (found === undefined)
    throw new DataError(
      messages.length === 0
        ? `--hop ${text}: no message with Received headers was found`
        : `--hop ${text}: there is no message ${message}; ${messages.length} were found`,
    );
  const { hops } = found.trace;
  const chosen = hops.find(({ number }) => number === hop);
  if (chosen === undefined)
    throw new DataError(`--hop ${text}: there is no hop ${hop}; the message has hops 1 to ${hops.length}`);
  const candidate = candidateAtHop(found.trace, hop);
  if (candidate === undefined) throw new DataError(`--hop ${text}: ${chosen.sentence}`);
  return { candidate, source: found.source };
};

/** Reads texts, and puts what they say of one check together; with `--hop`, the one that this hop leads to. What is not wanted is passed
 *  over. Throws a
 *  DataError where nothing was found though all could be read. */
export const collectIncidents = async (
  args: CommandArguments,
  terminal: Terminal,
  paths: readonly string[],
  order: GroupOrder,
  isWanted: (candidate: Candidate) => boolean = () => true,
): Promise<Incidents> => {
  const hop = optionValue(args, 'hop');
  if (hop !== undefined) readHop(hop);
  const grouping = createGrouping(mostGroups);
  const messages: FoundMessage[] = [];
  let messagesLeftOut = 0;
  const { problemCode } = await readTexts(args, terminal, paths, (piece, source) => {
    for (const candidate of piece.candidates) if (isWanted(candidate)) grouping.add(candidate, source);
    for (const trace of piece.messages)
      if (messages.length < mostMessages)
        messages.push({ source, trace: { ...trace, hops: trace.hops.slice(0, mostHops) } });
      else messagesLeftOut++;
  });
  const found = { messages, messagesLeftOut, problemCode };
  if (hop === undefined)
    return { ...found, groups: grouping.groups(order, timeOf(args)), forgotten: grouping.forgotten() };
  const chosen = chooseHop(hop, messages);
  const single = createGrouping(1);
  single.add(chosen.candidate, chosen.source);
  return { ...found, groups: single.groups(order, timeOf(args)), forgotten: single.forgotten() };
};
