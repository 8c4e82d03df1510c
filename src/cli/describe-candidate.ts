import { basename } from 'node:path';
import { claimWord } from '../claims/result-match.ts';
import {
  type Candidate,
  type ClaimedTime,
  type FormName,
  missingFields,
  type Place,
} from '../intake/candidate.ts';
import { escapeText } from '../report/escape-text.ts';
import { formatIpAddress } from '../spf/ip-address.ts';
import { nameOfText } from './read-texts.ts';

/** What one text of each form is called. */
const formNames: Readonly<Record<FormName, string>> = {
  'policyd-spf': 'a line of policyd-spf',
  'policy-request': 'a request of Postfix to a policy server',
  'received-spf': 'a Received-SPF header',
  'authentication-results': 'an Authentication-Results header',
  received: 'a Received header',
  'spam-symbols': 'symbols of a spam filter',
  'postfix-log': 'a log line of Postfix',
  'exim-log': 'a log line of Exim',
  'sendmail-log': 'a log line of sendmail',
  'opendmarc-log': 'a log line of OpenDMARC',
  'smf-spf-log': 'a log line of smf-spf',
  'smtp-reply': 'an SMTP reply or bounce',
  'dmarc-report': 'a DMARC aggregate report',
};

/** A text of others is of any length. */
const longest = 300;

const shown = (text: string): string =>
  escapeText(text.length > longest ? `${text.slice(0, longest)}...` : text);

const lines = ({ line, lastLine }: Place): string =>
  line === lastLine ? `line ${line}` : `lines ${line} to ${lastLine}`;

/** Where something stands, in words that are safe to print: `mail.log, line 12`. */
export const describePlace = (source: string, place: Place): string =>
  [nameOfText(source), ...(place.part === undefined ? [] : [shown(place.part)]), lines(place)].join(', ');

/** The same in short: `mail.log:12`. */
export const shortPlace = (source: string, { line, part }: Place): string =>
  `${source === '-' ? 'stdin' : escapeText(basename(source))}${part === undefined ? '' : ` ${shown(part)}`}:${line}`;

/** A time as the text has it; one in seconds since the epoch, as reports have it, as a date. */
export const timeWord = ({ text, atMs }: ClaimedTime): string =>
  atMs !== undefined && /^\d+$/.test(text)
    ? `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
    : shown(text);

/** The domain that was judged, or where the text names none, what stands in for it. Safe to print. */
export const domainWord = (domain: string | undefined): string =>
  domain === undefined ? '(no domain)' : shown(domain);

/** The client, or what stands in for it. */
export const clientWord = ({ clientIp }: Candidate): string =>
  clientIp === undefined ? '(no address)' : formatIpAddress(clientIp);

const senderOf = ({ mailFrom, mailFromDomain }: Candidate): string | undefined =>
  mailFrom === ''
    ? '<> (the null sender)'
    : mailFrom === undefined
      ? mailFromDomain && `somebody at ${shown(mailFromDomain)}`
      : shown(mailFrom);

const factLabels: readonly (readonly [name: keyof NonNullable<Candidate['facts']>, label: string])[] = [
  ['mechanism', 'matched'],
  ['problem', 'at fault'],
  ['action', 'action'],
  ['code', 'code'],
  ['dsn', 'enhanced code'],
  ['rcpt', 'to'],
  ['queueId', 'queue id'],
  ['rdns', 'reverse DNS'],
  ['authservId', 'written by'],
  ['by', 'received by'],
  ['hop', 'hop'],
  ['reporter', 'reporter'],
  ['count', 'messages'],
  ['headerFrom', 'From'],
  ['dmarc', 'DMARC'],
  ['tool', 'filter'],
];

const factsOf = ({ facts = {} }: Candidate): string | undefined => {
  const told = factLabels.flatMap(([name, label]) => {
    const value = facts[name];
    return value === undefined || value === '' ? [] : [`${label} ${shown(value)}`];
  });
  const notes = [
    ...(facts.bestGuess === 'true' ? ['judged by a record that the receiver made up'] : []),
    ...(facts.skipped === 'true' ? ['no check was made'] : []),
  ];
  return told.length + notes.length === 0 ? undefined : [...told, ...notes].join(', ');
};

const missingWords = { clientIp: "the client's address", identity: 'a sender or a HELO name' } as const;

/** What a candidate lacks before the check can be made, in words: `the client's address`; undefined where nothing is
 *  missing. */
export const describeMissing = (candidate: Candidate): string | undefined => {
  const missing = missingFields(candidate);
  return missing.length === 0 ? undefined : missing.map((name) => missingWords[name]).join(' and ');
};

/** What was read of one check, a line a field, each safe to print. */
export const candidateLines = (candidate: Candidate, source: string): string[] => {
  const { helo, identity, doubtful = [], reason, receiver, time, trust, form, place } = candidate;
  const judged = (name: 'helo' | 'mailfrom'): string =>
    identity !== name ? '' : doubtful.includes('identity') ? '  (judged, it seems)' : '  (judged)';
  const sender = senderOf(candidate);
  const missing = describeMissing(candidate);
  const rows: readonly (readonly [label: string, text: string | undefined])[] = [
    ['read from', `${describePlace(source, place)}: ${formNames[form]}`],
    ['HELO', helo && shown(helo) + judged('helo')],
    ['MAIL FROM', sender && sender + judged('mailfrom')],
    [
      'claimed',
      claimWord(candidate.result) +
        (doubtful.includes('result') ? ', it seems' : '') +
        (reason ? `: ${shown(reason)}` : ''),
    ],
    ['receiver', receiver && shown(receiver)],
    ['time', time && timeWord(time)],
    ['also', factsOf(candidate)],
    ['trust', trust.sentence],
    ['missing', missing && `${missing}: without it, nothing can be checked`],
  ];
  return rows.flatMap(([label, text]) => (text === undefined ? [] : [`  ${label.padEnd(9)}  ${text}`]));
};
