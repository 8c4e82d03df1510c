import type { IpAddress } from '../spf/ip-address.ts';
import type { SpfResult } from '../spf/result.ts';

/** Which of the two names was judged (RFC 7208 §2.3, §2.4). */
export type Identity = 'mailfrom' | 'helo';

/** A result as somebody claims it: one of the seven, or `not-pass` where the text says only that it was no pass. */
export type ClaimedResult = SpfResult | 'not-pass';

/** When something happened: the words of the text, and milliseconds since the epoch where they name a year. */
export type ClaimedTime = Readonly<{ text: string; atMs?: number | undefined }>;

/** What else a text says, each under a stable name.
 *  `action` prepend, reject or defer. `arcInstance` the i= of an ARC set. `authservId` who wrote the header.
 *  `bestGuess` "true" where the receiver judged by a record that it invented. `by` the host that wrote a Received
 *  header. `code` and `dsn` an SMTP reply's code and enhanced code. `count` messages that a line of a report stands
 *  for. `dmarc` a result of DMARC. `headerFrom` the domain of From. `hop` a Received header's number, 1 on top.
 *  `internalHop` "true" between hosts of one organisation. `mechanism` what matched. `mta` the program that wrote a
 *  Received header. `problem` the text at fault. `protocolState` of a policy request. `queueId` of the mail. `rcpt` the
 *  recipient. `rdns` the client's name by reverse DNS. `reporter` who sent a report. `scope` the identity in a
 *  report's words. `skipped` "true" where no check was made. `tool` the filter whose symbol it is. */
export type FactName =
  | 'action'
  | 'arcInstance'
  | 'authservId'
  | 'bestGuess'
  | 'by'
  | 'code'
  | 'count'
  | 'dmarc'
  | 'dsn'
  | 'headerFrom'
  | 'hop'
  | 'internalHop'
  | 'mechanism'
  | 'mta'
  | 'problem'
  | 'protocolState'
  | 'queueId'
  | 'rcpt'
  | 'rdns'
  | 'reporter'
  | 'scope'
  | 'skipped'
  | 'tool';

/** Facts by name. All of it is the text's own and may hold anything. */
export type Facts = Readonly<Partial<Record<FactName, string | undefined>>>;

/** What one piece of text says of one SPF check. What it does not say is undefined. An empty `mailFrom` is the null
 *  reverse-path; `mailFromDomain` is given where only the domain of it is known. `doubtful` names what was concluded
 *  and not read. No string is safe to print. */
export type Statement = Readonly<{
  clientIp?: IpAddress | undefined;
  helo?: string | undefined;
  mailFrom?: string | undefined;
  mailFromDomain?: string | undefined;
  identity?: Identity | undefined;
  result?: ClaimedResult | undefined;
  doubtful?: readonly ('identity' | 'result')[] | undefined;
  /** The receiver's words for the result. */
  reason?: string | undefined;
  receiver?: string | undefined;
  time?: ClaimedTime | undefined;
  facts?: Facts | undefined;
}>;

/** The names of the forms that a text can have. */
export type FormName =
  | 'policyd-spf'
  | 'policy-request'
  | 'received-spf'
  | 'authentication-results'
  | 'received'
  | 'spam-symbols'
  | 'postfix-log'
  | 'exim-log'
  | 'sendmail-log'
  | 'opendmarc-log'
  | 'smf-spf-log'
  | 'smtp-reply'
  | 'dmarc-report';

/** Where it stands: lines from 1, both ends included, and half-open offsets into the text as it was given: UTF-16
 *  units of a string, octets of a stream. `part` names the part of a message that the numbers count in. */
export type Place = Readonly<{ line: number; lastLine: number; start: number; end: number; part?: string }>;

/** How far a statement can be trusted. The kind is stable; the sentence is for people. */
export type Trust = Readonly<{ kind: TrustKind; sentence: string }>;

/** Why a statement can be trusted, or can't. */
export type TrustKind =
  | 'own-log'
  | 'policy-request'
  | 'border-header'
  | 'beside-border'
  | 'below-border'
  | 'loose-header'
  | 'filter-symbol'
  | 'quoted-reply'
  | 'aggregate-report';

/** One check that a text speaks of, ready to be made again. */
export type Candidate = Statement & Readonly<{ form: FormName; place: Place; trust: Trust }>;

/** What a candidate lacks before the check can be made, in the order of need; empty where nothing is missing. */
export const missingFields = (candidate: Statement): readonly ('clientIp' | 'identity')[] => [
  ...(candidate.clientIp === undefined ? (['clientIp'] as const) : []),
  ...([candidate.mailFrom, candidate.mailFromDomain, candidate.helo].some(
    (name) => name !== undefined && name !== '',
  )
    ? []
    : (['identity'] as const)),
];
