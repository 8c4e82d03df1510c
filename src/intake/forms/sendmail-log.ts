import { found, type LineForm, missed } from '../form.ts';
import { readLogTime } from '../log-time.ts';
import { readAddress } from '../read-address.ts';
import { readReplyStart, resultOfReply } from '../reply-words.ts';

/** sendmail's log of a sender: `from=<…>` with its relay, or a rejection by a rule set or a milter. The HELO name is
 *  never in it. */
export const sendmailLog: LineForm = {
  name: 'sendmail-log',
  marks: [', class=', ', reject='],
  read: (line) => {
    const sender = / (?:from|arg1)=<?([^>,\s]{0,320})>?,/.exec(line);
    if (sender === null) return undefined;
    const relay = /, relay=([^\s,[]{0,255}) ?\[(?:IPv6:)?([\dA-Fa-f.:]{2,45})\]/i.exec(line);
    const at = line.indexOf(', reject=');
    const isRejected = at !== -1;
    const text = isRejected ? line.slice(at + 9) : '';
    const { code, dsn, length } = readReplyStart(text);
    const reason = text.slice(length).trim();
    if (relay === null && !isRejected) return missed('It names a sender of sendmail, but no relay.');
    return found({
      clientIp: readAddress(relay?.[2] ?? ''),
      mailFrom: sender[1],
      result: resultOfReply(dsn, reason),
      reason: isRejected ? reason : undefined,
      time: readLogTime(line),
      facts: {
        action: isRejected ? (code?.startsWith('4') ? 'defer' : 'reject') : undefined,
        code,
        dsn,
        rdns: relay?.[1] || undefined,
        queueId: /\]: (\w{8,20}): /.exec(line)?.[1],
      },
    });
  },
};
