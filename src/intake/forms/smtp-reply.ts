import type { Statement } from '../candidate.ts';
import type { LineForm } from '../form.ts';
import { readLogTime } from '../log-time.ts';
import { domainOfMailbox, readAddress } from '../read-address.ts';
import { resultOfReply } from '../reply-words.ts';
import { readWhyAddress } from '../why-address.ts';

/** More of a reply is nobody's words on one check. */
const mostCharacters = 8192;

/** What says that a text may be a reply about SPF. */
const subject = /\bSPF\b|Sender Policy Framework|\b[45]\.7\.2[3467]\b|\bDMARC\b/i;

const name = '[^\\s\\][<>]{1,255}';

/** The sentences of receivers that name the client and what they judged. */
const sentences: readonly (readonly [pattern: RegExp, read: (match: RegExpExecArray) => Statement])[] = [
  // Gmail, for bulk senders and for all.
  [
    new RegExp(
      `MAIL FROM domain \\[(${name})\\] has an SPF record with a hard fail policy .{0,80}?ip: \\[(${name})\\]`,
    ),
    ([, domain, ip = '']) => ({ mailFromDomain: domain, clientIp: readAddress(ip), result: 'fail' }),
  ],
  [
    new RegExp(`\\bSPF (?:\\[(${name})\\] )?with (?:ip: )?\\[(${name})\\] = did not pass`, 'i'),
    ([, domain, ip = '']) => ({ mailFromDomain: domain, clientIp: readAddress(ip), result: 'not-pass' }),
  ],
  // GoDaddy.
  [
    new RegExp(`(${name}) is not allowed to send (?:mail )?from <(${name})>.{0,40}SPF record`, 'i'),
    ([, ip = '', domain]) => ({ mailFromDomain: domain, clientIp: readAddress(ip), result: 'fail' }),
  ],
  [
    /Bad SPF records? for \[([^\s\][:]{1,255}):([^\s\][]{2,64})\]/i,
    ([, domain, ip = '']) => ({
      mailFromDomain: domain,
      clientIp: readAddress(ip),
      result: 'permerror',
      doubtful: ['result'],
    }),
  ],
];

/** A reply in one line, without the codes that begin each line of it and that some servers leave inside. */
const withoutCodes = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/(?<=^| )(?:<<< )?[245]\d\d[- ][245]\.\d{1,3}\.\d{1,3}(?= |$)/g, '')
    .replace(/(?<=^| )(?:<<< )?[245]\d\d(?:-|(?= ))/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();

/** What a reply of SMTP says of SPF: of a bounce, a log or a screen, its lines joined in any way. Undefined where it
 *  says nothing of it, and no result of DMARC either. */
export const readSmtpReply = (whole: string): Statement | undefined => {
  if (!subject.test(whole)) return undefined;
  const original = whole.slice(0, mostCharacters);
  const text = withoutCodes(original);
  const code = /(?:^|[\s'"])([245]\d\d)[- ]/.exec(original)?.[1];
  const dsn =
    /\b([245]\.7\.2[3467])\b/.exec(original)?.[1] ?? /\b([245]\.\d\.\d{1,3})(?=\s|$)/.exec(original)?.[1];
  const spoken = sentences.flatMap(([pattern, read]) => {
    const match = pattern.exec(text);
    return match === null ? [] : [read(match)];
  })[0];
  const why = readWhyAddress(text);
  const result = spoken?.result ?? resultOfReply(dsn, text);
  const dmarc = /\brejected (?:per|due to|by) DMARC policy\b|\bDMARC (?:check|validation) failed\b/i.test(
    text,
  )
    ? 'fail'
    : undefined;
  if (spoken === undefined && why === undefined && result === undefined && dmarc === undefined)
    return undefined;
  const isOfHelo =
    why?.identity === 'helo' || (why?.id !== undefined && domainOfMailbox(why.id) === undefined);
  return {
    clientIp: why?.clientIp,
    helo: isOfHelo ? why?.id : undefined,
    mailFrom: isOfHelo ? undefined : why?.id,
    identity: why?.identity,
    ...spoken,
    result,
    reason: / said: (.+)$/.exec(text)?.[1] ?? text,
    receiver: /\bhost ([^\s[]{1,255})\[[^\]]{2,64}\] said:/.exec(text)?.[1] ?? why?.receiver,
    facts: { code, dsn, dmarc },
  };
};

/** A line of a log in which a server tells how another one answered: `status=bounced (host … said: 550 …)`. */
export const deliveryLog: LineForm = {
  name: 'smtp-reply',
  marks: [' said: '],
  read: (line) => {
    const time = readLogTime(line);
    const statement = time === undefined ? undefined : readSmtpReply(line);
    if (statement === undefined) return undefined;
    const from = / to=<([^>]{0,320})>/.exec(line)?.[1];
    return { kind: 'found', statement: { ...statement, time, facts: { ...statement.facts, rcpt: from } } };
  },
};
