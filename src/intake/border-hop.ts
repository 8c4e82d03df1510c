import type { IpAddress } from '../spf/ip-address.ts';
import type { Statement } from './candidate.ts';
import { organisationOf } from './forms/received.ts';
import type { Hop, HopStanding } from './intake.ts';
import { isPrivateAddress, isSameAddress } from './private-address.ts';

/** A Received header and where it stands among the fields of its message. */
export type ReceivedField = Readonly<{ index: number; statement: Statement }>;

/** A client that a header names for SPF. */
export type ClaimedClient = Readonly<{ index: number; clientIp: IpAddress }>;

/** The border among Received headers: its place in the list, and why; undefined where no hop names a client. */
export type Border = Readonly<{ at: number; why: string }>;

const mostClaims = 16;

const isClaimed = (field: ReceivedField, claim: ClaimedClient): boolean =>
  field.statement.clientIp !== undefined && isSameAddress(field.statement.clientIp, claim.clientIp);

const isOutside = ({ statement }: ReceivedField): boolean =>
  statement.clientIp !== undefined &&
  !isPrivateAddress(statement.clientIp) &&
  statement.facts?.internalHop !== 'true';

/** The hop that saw the client of a claim: the nearest one below it, as most receivers write on top of what they got;
 *  else the nearest above, as Gmail writes Received-SPF below its own Received. */
const findClaimedHop = (received: readonly ReceivedField[], claim: ClaimedClient): number | undefined => {
  const below = received.findIndex((field) => field.index > claim.index && isClaimed(field, claim));
  if (below !== -1) return below;
  const above = received.findLastIndex((field) => field.index < claim.index && isClaimed(field, claim));
  return above === -1 ? undefined : above;
};

/** Finds the hop at which the receiver saw the client, from the top down. Everything above it was written by the
 *  receiver; everything below may be made up by a sender. So a hop further down than the first one from outside counts
 *  only where the receiver itself names its client: where the host that wrote that hop, or the header that names the
 *  client, is of the organisation that wrote the topmost hop. */
export const findBorder = (
  received: readonly ReceivedField[],
  claims: readonly ClaimedClient[],
): Border | undefined => {
  const first = received.findIndex(isOutside);
  const top = received.find(({ statement }) => statement.facts?.by !== undefined)?.statement.facts?.by;
  const isOfReceiver = (host: string | undefined): boolean =>
    host !== undefined && top !== undefined && organisationOf(host) === organisationOf(top);
  for (const claim of claims.slice(0, mostClaims)) {
    const at = findClaimedHop(received, claim);
    // Servers inside judge each other too: such a result is true, and of no use.
    if (at === undefined || (first !== -1 && isPrivateAddress(claim.clientIp))) continue;
    const by = received[at]?.statement.facts?.by;
    if (first === -1 || at <= first || (isOfReceiver(by) && areOfReceiver(received, at, isOfReceiver)))
      return { at, why: 'The header with the result of SPF beside it names the client of this hop.' };
  }
  if (first !== -1)
    return { at: first, why: 'It is the first hop, from the top, that came from outside of the receiver.' };
  const any = received.findIndex(({ statement }) => statement.clientIp !== undefined);
  return any === -1
    ? undefined
    : {
        at: any,
        why: 'No hop came from a public address outside: this is the first that names any address.',
      };
};

/** Whether the receiver wrote every hop down to that one: a single foreign one in between, and the rest is hearsay. */
const areOfReceiver = (
  received: readonly ReceivedField[],
  at: number,
  isOfReceiver: (host: string | undefined) => boolean,
): boolean => received.slice(0, at + 1).every(({ statement }) => isOfReceiver(statement.facts?.by));

const sentences: Readonly<Record<HopStanding, string>> = {
  border: 'Here the receiver took the mail over: this client is the one that SPF judges.',
  internal: 'A hop within the receiver: SPF was judged before it.',
  'no-client': 'It names no address: a hand-over within one host, or by other means than SMTP.',
  'below-border':
    'A hop before the border, as the sender tells it: its client is nobody that the receiver saw.',
  unknown: 'Nothing shows where the border is.',
};

/** Where a hop stands to the border, in a word and a sentence. */
export const standingOf = (
  { statement }: ReceivedField,
  at: number,
  border: number | undefined,
): Pick<Hop, 'standing' | 'sentence'> => {
  const standing: HopStanding =
    at === border
      ? 'border'
      : statement.clientIp === undefined
        ? 'no-client'
        : border === undefined
          ? 'unknown'
          : at < border
            ? 'internal'
            : 'below-border';
  return { standing, sentence: sentences[standing] };
};
