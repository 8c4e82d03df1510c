import { found, type LineForm } from '../form.ts';
import { readLogTime } from '../log-time.ts';
import { readAddress } from '../read-address.ts';
import { readReplyStart, resultOfReply, resultOfWords } from '../reply-words.ts';
import { readWhyAddress } from '../why-address.ts';

/** `RCPT from unknown[192.0.2.1]: TEXT`, or `from [192.0.2.1]:4227: TEXT` of postscreen. */
const clientPattern =
  /\b(?:reject|warn|discard|hold|redirect|filter): ([A-Z][A-Z-]{3,20}(?: command)?) from ([^\s[]{0,255})\[([\dA-Fa-f.:]{2,45})\](?::\d{1,5})?: /;

/** `from=<…> to=<…> proto=… helo=<…>`, with commas in postscreen's. */
const envelopePattern = /^from=<([^>]*)>,? to=<([^>]*)>(?:,? proto=\w+)?(?:,? helo=<([^>]*)>)?/;

/** What Postfix logs when smtpd, postscreen or a milter rejects, or warns as if it had: client, sender, HELO name and
 *  the reply. The reply may hold anything, "; " too, so the envelope is looked for from the end. */
export const postfixLog: LineForm = {
  name: 'postfix-log',
  marks: ['reject: ', 'warn: '],
  read: (line) => {
    const client = clientPattern.exec(line);
    if (client === null) return undefined;
    const textStart = client.index + client[0].length;
    const at = line.lastIndexOf('; from=<');
    const envelope = at === -1 ? null : envelopePattern.exec(line.slice(at + 2));
    const text = line.slice(textStart, at === -1 ? undefined : at);
    const { code, dsn, length } = readReplyStart(text);
    const why = readWhyAddress(text);
    const queueId = /\]: ([\dA-Za-z]{5,20}): [\w-]*(?:reject|warn)/.exec(
      line.slice(0, client.index + 12),
    )?.[1];
    // Postfix hands on the words of whoever it asked: only words that are SPF's own name a result, whatever the code.
    const words = resultOfWords(text);
    return found({
      clientIp: readAddress(client[3] ?? ''),
      helo: envelope?.[3] || undefined,
      mailFrom: envelope?.[1],
      identity: why?.identity,
      result: words && resultOfReply(dsn, text),
      reason: text.slice(length).trim(),
      receiver: why?.receiver,
      time: readLogTime(line),
      facts: {
        code,
        dsn,
        rcpt: envelope?.[2],
        rdns: client[2] === 'unknown' ? undefined : client[2] || undefined,
        queueId: queueId === 'NOQUEUE' ? undefined : queueId,
      },
    });
  },
};

/** The client of a mail that Postfix let in, by the queue's name for it: other programs log that name only. */
export const readQueuedClient = (
  line: string,
): Readonly<{ queueId: string; clientIp: ReturnType<typeof readAddress> }> | undefined => {
  const at = line.indexOf(': client=');
  if (at === -1) return undefined;
  const queueId = /(?:^| )([\dA-Za-z]{5,20})$/.exec(line.slice(Math.max(at - 21, 0), at))?.[1];
  const address = /^: client=[^\s[]{0,255}\[([\dA-Fa-f.:]{2,45})\]/.exec(line.slice(at, at + 320))?.[1];
  return queueId === undefined || address === undefined
    ? undefined
    : { queueId, clientIp: readAddress(address) };
};
