import type { Candidate, FormName, Statement } from './candidate.ts';
import { readAuthenticationResults } from './forms/authentication-results.ts';
import { readReceivedSpf } from './forms/received-spf.ts';
import { readSmtpReply } from './forms/smtp-reply.ts';
import { readSpamSymbols } from './forms/spam-symbols.ts';
import { fieldKind, type HeaderField } from './header-field.ts';
import type { NearMiss } from './intake.ts';
import { placeOfLines } from './text-lines.ts';

/** What a header says of SPF, and which of the fields it is, from 0. */
export type HeaderClaim = Readonly<{
  form: FormName;
  index: number;
  field: HeaderField;
  statement: Statement;
}>;

/** The claims of a run of header fields, in the order of the text, and the headers that nearly are some. */
export type HeaderClaims = Readonly<{ claims: readonly HeaderClaim[]; misses: readonly NearMiss[] }>;

/** A statement that names neither result nor client: a header of another subject. */
export const isSilent = (statement: Statement): boolean =>
  statement.result === undefined && statement.clientIp === undefined;

/** Receivers spread their results over several headers; those with one authserv-id are one. One that leaves its name
 *  out is nobody's but its own. */
const claimsOfResults = (
  fields: readonly (readonly [index: number, field: HeaderField])[],
): HeaderClaim[] => {
  type Group = { clientIp: Candidate['clientIp']; claims: HeaderClaim[]; silent: HeaderClaim };
  const groups = new Map<string, Group>();
  for (const [index, field] of fields) {
    const read = readAuthenticationResults(field.value);
    const key = `${read.arcInstance ?? ''} ${read.authservId?.toLowerCase() ?? `#${index}`}`;
    const facts = { authservId: read.authservId, arcInstance: read.arcInstance };
    const base = { form: 'authentication-results', index, field } as const;
    const group: Group = groups.get(key) ?? {
      clientIp: undefined,
      claims: [],
      silent: { ...base, statement: { facts } },
    };
    group.clientIp ??= read.clientIp;
    for (const statement of read.statements) group.claims.push({ ...base, statement });
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ clientIp, claims, silent }) =>
    claims.length === 0
      ? [silent]
      : claims.map((claim) => ({
          ...claim,
          statement: { ...claim.statement, clientIp: claim.statement.clientIp ?? clientIp },
        })),
  );
};

/** What header fields claim of SPF. An Authentication-Results header without a result of SPF gives a claim that says
 *  nothing. */
export const readHeaderClaims = (fields: readonly HeaderField[]): HeaderClaims => {
  const claims: HeaderClaim[] = [];
  const misses: NearMiss[] = [];
  const results: (readonly [number, HeaderField])[] = [];
  for (const [index, field] of fields.entries()) {
    const add = (form: FormName, statement: Statement): void => {
      claims.push({ form, index, field, statement });
    };
    const kind = fieldKind(field.name);
    if (kind === 'authentication-results') results.push([index, field]);
    if (kind === 'spam-symbols') for (const found of readSpamSymbols(field.value)) add(kind, found);
    if (kind === 'received-spf') {
      const reading = readReceivedSpf(field.value);
      if (reading.kind === 'found') add(kind, reading.statement);
      else misses.push({ form: kind, place: placeOfLines(field.lines), sentence: reading.sentence });
    }
    if (kind === 'smtp-reply') {
      const statement = readSmtpReply(field.value.replace(/^smtp; ?/i, ''));
      if (statement !== undefined) add(kind, statement);
    }
  }
  claims.push(...claimsOfResults(results));
  return { claims: claims.sort((one, other) => one.index - other.index), misses };
};
