import { type ClaimedClient, findBorder, type ReceivedField, standingOf } from './border-hop.ts';
import type { Candidate, FormName, Statement, TrustKind } from './candidate.ts';
import { mailFromDomainOf } from './forms/authentication-results.ts';
import { readReceived } from './forms/received.ts';
import { type HeaderClaim, isSilent, readHeaderClaims } from './header-claims.ts';
import { fieldKind, type HeaderField } from './header-field.ts';
import type { MessageTrace, NearMiss } from './intake.ts';
import { isSameCheck, mergeStatements } from './merge-statements.ts';
import { isSameAddress } from './private-address.ts';
import { domainOfMailbox, readMailbox } from './read-address.ts';
import { placeOfLines } from './text-lines.ts';
import { trustOf } from './trust.ts';

/** What a run of header fields holds. `trace` where they are those of one message. */
export type HeaderBlock = Readonly<{
  candidates: readonly Candidate[];
  trace: MessageTrace | undefined;
  misses: readonly NearMiss[];
}>;

const candidateOf = (
  form: FormName,
  field: HeaderField,
  statement: Statement,
  trust: TrustKind,
): Candidate => ({ ...statement, form, place: placeOfLines(field.lines), trust: trustOf(trust) });

/** Headers of one kind only are a list that somebody gathered, and each speaks for itself; with others around them they
 *  are a message's. */
const isList = (fields: readonly HeaderField[]): boolean =>
  new Set(fields.map(({ name }) => fieldKind(name))).size === 1;

const readList = (fields: readonly HeaderField[]): HeaderBlock => {
  const { claims, misses } = readHeaderClaims(fields);
  const received = fields
    .filter(({ name }) => fieldKind(name) === 'received')
    .map((field) => candidateOf('received', field, readReceived(field.value), 'loose-header'))
    .filter(({ clientIp }) => clientIp !== undefined);
  const claimed = claims.map(({ form, field, statement }) =>
    candidateOf(form, field, statement, form === 'spam-symbols' ? 'filter-symbol' : 'loose-header'),
  );
  const noClient: readonly NearMiss[] =
    received.length > 0 || claimed.length > 0 || misses.length > 0
      ? []
      : [
          {
            form: 'received',
            place: placeOfLines(fields[0]?.lines ?? []),
            sentence: 'It is a Received header, but names no address of a client.',
          },
        ];
  return { candidates: [...received, ...claimed], trace: undefined, misses: [...misses, ...noClient] };
};

/** The sender that the last server wrote on top of the message: what MAIL FROM said. */
const readReturnPath = (fields: readonly HeaderField[]): string | undefined => {
  const value = fields.find(({ name }) => name === 'return-path')?.value;
  return value === undefined ? undefined : readMailbox(value);
};

/** What a claim leaves open, filled in from the border's hop, so far as both speak of one client. */
const fillFromBorder = (
  statement: Statement,
  border: Statement | undefined,
  mailFrom: string | undefined,
): Statement => {
  const isOneClient =
    border?.clientIp !== undefined &&
    (statement.clientIp === undefined || isSameAddress(statement.clientIp, border.clientIp));
  const seen = isOneClient ? border : undefined;
  const domain = mailFromDomainOf(statement);
  const isOneSender =
    statement.mailFrom === undefined &&
    statement.identity !== 'helo' &&
    mailFrom !== undefined &&
    (domain === undefined || domainOfMailbox(mailFrom)?.toLowerCase() === domain.toLowerCase());
  const { mailFromDomain, ...rest } = statement;
  return {
    ...rest,
    ...(isOneSender ? { mailFrom } : { mailFromDomain }),
    clientIp: statement.clientIp ?? seen?.clientIp,
    helo: statement.helo ?? seen?.helo,
    time: statement.time ?? seen?.time,
  };
};

const isOtherClient = (one: Statement, other: Statement | undefined): boolean =>
  one.clientIp !== undefined && other?.clientIp !== undefined && !isSameAddress(one.clientIp, other.clientIp);

/** How far a claim can be trusted, from where it stands to the border and to the next Received header below that. One
 *  right below the border that names another client than the border saw is of somebody further down. */
const trustOfClaim = (claim: HeaderClaim, border: ReceivedField | undefined, next: number): TrustKind => {
  if (claim.form === 'smtp-reply') return 'quoted-reply';
  if (border === undefined) return claim.form === 'spam-symbols' ? 'filter-symbol' : 'loose-header';
  if (claim.index > next) return 'below-border';
  if (claim.index > border.index)
    return isOtherClient(claim.statement, border.statement) ? 'below-border' : 'beside-border';
  return claim.form === 'spam-symbols' ? 'filter-symbol' : 'border-header';
};

/** Claims of one check become one, at the place and with the trust of the first. */
const mergeClaims = (candidates: readonly Candidate[]): Candidate[] => {
  const merged: Candidate[] = [];
  for (const candidate of candidates) {
    // A message with many claims is an attack: beyond a few, they are no longer compared.
    const at = merged.findIndex((earlier, index) => index < 16 && isSameCheck(earlier, candidate));
    const earlier = merged[at];
    if (earlier === undefined) merged.push(candidate);
    else {
      const { form, place, trust } = earlier;
      merged[at] = { ...mergeStatements(earlier, candidate), form, place, trust };
    }
  }
  return merged;
};

const readMessage = (fields: readonly HeaderField[]): HeaderBlock => {
  const { claims: all, misses } = readHeaderClaims(fields);
  const claims = all.filter(({ statement }) => !isSilent(statement));
  const received: ReceivedField[] = fields.flatMap(({ name, value }, index) =>
    fieldKind(name) === 'received' ? [{ index, statement: readReceived(value) }] : [],
  );
  const clients = claims.flatMap(({ index, statement, form }): ClaimedClient[] =>
    statement.clientIp === undefined || form === 'smtp-reply'
      ? []
      : [{ index, clientIp: statement.clientIp }],
  );
  const border = findBorder(received, clients);
  const borderField = border && received[border.at];
  const seen = borderField?.statement;
  const mailFrom = seen?.mailFrom ?? readReturnPath(fields);
  const next = (border && received[border.at + 1]?.index) ?? Number.POSITIVE_INFINITY;
  const hop = border && { hop: String(border.at + 1) };
  const read = claims.map((claim) => {
    const trust = trustOfClaim(claim, borderField, next);
    const isBorders = trust !== 'below-border' && trust !== 'quoted-reply';
    const filled = isBorders ? fillFromBorder(claim.statement, seen, mailFrom) : claim.statement;
    const facts =
      isBorders && !isOtherClient(claim.statement, seen) ? { ...filled.facts, ...hop } : filled.facts;
    return candidateOf(claim.form, claim.field, { ...filled, facts }, trust);
  });
  const merged = mergeClaims(read);
  // What stands below the border counts only where nothing else is said.
  const trusted = merged.filter(({ trust }) => trust.kind !== 'below-border');
  const field = fields[borderField?.index ?? -1];
  const bare =
    seen === undefined || field === undefined
      ? merged
      : [
          candidateOf(
            'received',
            field,
            { ...fillFromBorder(seen, seen, mailFrom), facts: { ...seen.facts, ...hop } },
            'border-header',
          ),
        ];
  const place = placeOfLines(fields.flatMap(({ lines }) => lines));
  return {
    candidates: trusted.length > 0 ? trusted : bare,
    misses,
    trace:
      received.length === 0
        ? undefined
        : {
            place,
            mailFrom,
            border: border && border.at + 1,
            why: border?.why ?? 'No Received header names an address.',
            hops: received.map((entry, at) => ({
              number: at + 1,
              place: placeOfLines(fields[entry.index]?.lines ?? []),
              statement: entry.statement,
              ...standingOf(entry, at, border?.at),
            })),
          },
  };
};

/** Reads a run of header fields: of a message, whose border is looked for, or a list of headers of one kind. */
export const readHeaderBlock = (fields: readonly HeaderField[]): HeaderBlock =>
  isList(fields) ? readList(fields) : readMessage(fields);

/** The candidate that another hop of a message would be, for a user who knows the border better. Undefined for a hop
 *  that names no client. */
export const candidateAtHop = (trace: MessageTrace, number: number): Candidate | undefined => {
  const hop = trace.hops.find((each) => each.number === number);
  if (hop?.statement.clientIp === undefined) return undefined;
  return {
    ...hop.statement,
    mailFrom: hop.statement.mailFrom ?? trace.mailFrom,
    facts: { ...hop.statement.facts, hop: String(number) },
    form: 'received',
    place: hop.place,
    trust: trustOf(hop.standing === 'below-border' ? 'below-border' : 'border-header'),
  };
};
