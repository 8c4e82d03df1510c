import type { IpAddress } from '../../spf/ip-address.ts';
import type { Statement } from '../candidate.ts';
import { readHeaderTime } from '../log-time.ts';
import { readAddress, readMailbox } from '../read-address.ts';
import { type Piece, readPieces } from '../structured-text.ts';

/** The organisation that a host's name belongs to, near enough: its last two labels, or three where the second is a
 *  short one of a country (`example.co.jp`). */
export const organisationOf = (host: string): string => {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  const isCountry = (labels.at(-1)?.length ?? 0) === 2 && (labels.at(-2)?.length ?? 9) <= 3;
  const name = labels.slice(isCountry ? -3 : -2).join('.');
  return sameOwner[name] ?? name;
};

/** Hosts of one receiver that go by several names. */
const sameOwner: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  'office365.com': 'outlook.com',
  'exchangelabs.com': 'outlook.com',
  'hotmail.com': 'outlook.com',
  'gmail.com': 'google.com',
  'googlemail.com': 'google.com',
});

/** The programs that write Received headers in a way of their own, most telling first. */
const programs: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['exchange', /\bMicrosoft SMTP Server\b/],
  ['iis-smtp', /\bMicrosoft SMTPSVC\b/],
  ['postfix', /\(Postfix\b/],
  ['exim', /\(Exim \d/],
  ['ecelerity', /\(ecelerity \d/],
  ['sendmail', /\(\d+\.\d+\.\d+\/[\w.]+/],
  ['gmail', /\bby (?:[\w-]{1,63}\.){1,4}google\.com\b/],
  ['yahoo-jp', /\(EHLO \S{1,255}\) \(/],
  ['qmail', /\(HELO \S{1,255}\) \(/],
];

const addressIn = (comment: string): IpAddress | undefined => {
  const bracketed = /\[([^\]]{2,60})\]/.exec(comment)?.[1];
  return readAddress(bracketed ?? comment.trim().split(/\s/)[0] ?? '');
};

/** What stands between `from` and `by`. */
type FromClause = Readonly<{ first: string; comments: readonly string[] }>;

const readFrom = (pieces: readonly Piece[]): FromClause | undefined => {
  if (pieces[0]?.kind !== 'word' || pieces[0].text.toLowerCase() !== 'from') return undefined;
  const end = pieces.findIndex(({ kind, text }) => kind === 'word' && text.toLowerCase() === 'by');
  const clause = pieces.slice(1, end === -1 ? undefined : end);
  return {
    first: clause.find(({ kind }) => kind === 'word')?.text ?? '',
    comments: clause.flatMap(({ kind, text }) => (kind === 'comment' ? [text] : [])),
  };
};

/** Some servers put the HELO name into the parentheses, and the name by reverse DNS or the bare address before them. */
const readHelo = ({ first, comments }: FromClause): string | undefined => {
  for (const comment of comments) {
    const named = /(?:^|\s)(?:HELO|EHLO)[ =](\S{1,255})/i.exec(comment)?.[1];
    if (named !== undefined) return named;
  }
  return first === '' || first.toLowerCase() === 'unknown' ? undefined : first;
};

const readRdns = (comment: string | undefined): string | undefined => {
  const name = /^\s*([\w.-]{1,255}?)\.?(?:\s|\[|$)/.exec(comment ?? '')?.[1];
  return name === undefined || name === 'unknown' || /^e?helo$/i.test(name) || readAddress(name) !== undefined
    ? undefined
    : name;
};

/** One Received header: the client that the host `by` saw. Without a client where it names none: a local hand-over, or
 *  a hop over something else than SMTP. */
export const readReceived = (value: string): Statement => {
  const pieces = readPieces(value);
  const from = readFrom(pieces);
  const byAt = pieces.findIndex(({ kind, text }) => kind === 'word' && text.toLowerCase() === 'by');
  const by = byAt === -1 ? undefined : pieces[byAt + 1]?.text;
  const semicolon = value.lastIndexOf(';');
  const clientIp =
    from === undefined
      ? undefined
      : (from.comments.map(addressIn).find((address) => address !== undefined) ?? readAddress(from.first));
  const helo = from === undefined ? undefined : readHelo(from);
  const envelope = pieces
    .filter(({ kind }) => kind === 'comment')
    .map(({ text }) => /^envelope-from (\S{1,320})$/.exec(text.trim())?.[1])
    .find((sender) => sender !== undefined);
  const isInternal = helo !== undefined && by !== undefined && organisationOf(helo) === organisationOf(by);
  return {
    clientIp,
    helo,
    mailFrom: envelope === undefined ? undefined : readMailbox(envelope),
    time: semicolon === -1 ? undefined : readHeaderTime(value.slice(semicolon + 1)),
    facts: {
      by,
      mta: programs.find(([, pattern]) => pattern.test(value))?.[0],
      rdns: readRdns(from?.comments.find((comment) => addressIn(comment) !== undefined)),
      internalHop: isInternal && helo.includes('.') ? 'true' : undefined,
    },
  };
};
