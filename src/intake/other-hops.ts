import type { Candidate } from './candidate.ts';
import { candidateAtHop } from './header-block.ts';
import type { Hop, Intake, MessageTrace } from './intake.ts';
import { isSameAddress } from './private-address.ts';

/** A hop of a message as a check that its reader may want, knowing the border better than the headers tell. */
export type OtherHop = Readonly<{ candidate: Candidate; hop: Pick<Hop, 'number' | 'standing' | 'sentence'> }>;

/** Messages, and hops of each, beyond which nobody looks. */
const most = { messages: 50, hops: 40, told: 16 } as const;

/** Whether a candidate was read from a message. */
export const isOfMessage = ({ place }: MessageTrace, candidate: Candidate): boolean =>
  place.part === candidate.place.part &&
  candidate.place.start >= place.start &&
  candidate.place.end <= place.end;

const isSameClient = (one: Candidate, other: Candidate): boolean =>
  one.clientIp !== undefined && other.clientIp !== undefined && isSameAddress(one.clientIp, other.clientIp);

/** The hops of the messages that name another client than the candidates of the same message do, from the top of each
 *  message down; at most 40 of each of the first 50. */
export const listOtherHops = ({
  candidates,
  messages,
}: Pick<Intake, 'candidates' | 'messages'>): readonly OtherHop[] =>
  messages.slice(0, most.messages).flatMap((trace) => {
    const told = candidates.filter((candidate) => isOfMessage(trace, candidate)).slice(0, most.told);
    return trace.hops.slice(0, most.hops).flatMap(({ number, standing, sentence }): OtherHop[] => {
      const candidate = candidateAtHop(trace, number);
      return candidate === undefined || told.some((one) => isSameClient(one, candidate))
        ? []
        : [{ candidate, hop: { number, standing, sentence } }];
    });
  });

/** Why the client of a candidate is the one to judge, where its message has several hops. */
export const describeBorder = (
  { messages }: Pick<Intake, 'messages'>,
  candidate: Candidate,
): string | undefined => {
  const trace = messages.find((message) => isOfMessage(message, candidate));
  return trace?.border === undefined || trace.hops.length < 2 || String(trace.border) !== candidate.facts?.hop
    ? undefined
    : `Hop ${trace.border} of ${trace.hops.length} is the border. ${trace.why}`;
};
