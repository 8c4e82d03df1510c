import { found, type LineForm } from '../form.ts';
import { readLogTime } from '../log-time.ts';
import { readAddress, readMailbox } from '../read-address.ts';
import { resultOfWords } from '../reply-words.ts';

/** `H=rdns (helo) [ip]`; `H=(helo) [ip]` where the address has no name; `H=name [ip]` where both are one. */
const hostPattern = / H=([^\s([]{0,255}) ?(?:\(([^\s)]{0,255})\) ?)?\[([\dA-Fa-f.:]{2,45})\]/;

const rejectionPattern =
  / (temporarily )?rejected (?:RCPT|MAIL|DATA|EHLO|HELO|connection)[^:]{0,320}(?:: (.*))?$/;

/** Exim's main and reject logs: what came in (`<=`), and what was rejected. */
export const eximLog: LineForm = {
  name: 'exim-log',
  marks: [' H='],
  read: (line) => {
    const host = hostPattern.exec(line);
    if (host === null) return undefined;
    const [, name = '', helo = '', address = ''] = host;
    const arrival = / <= (\S{1,320}) /.exec(line.slice(0, host.index + 1));
    const rejection = rejectionPattern.exec(line.slice(host.index));
    const sender = / F=<([^>]{0,320})>/.exec(line)?.[1];
    const mailFrom = arrival === null ? sender : readMailbox(arrival[1] ?? '');
    if (mailFrom === undefined && rejection === null) return undefined;
    const reason = rejection?.[2];
    return found({
      clientIp: readAddress(address),
      helo: helo || name || undefined,
      mailFrom,
      result: resultOfWords(reason ?? ''),
      reason,
      time: readLogTime(line),
      facts: {
        rdns: name || undefined,
        action: rejection === null ? undefined : rejection[1] === undefined ? 'reject' : 'defer',
        rcpt: / rejected RCPT <([^>]{0,320})>/.exec(line)?.[1],
        queueId: / (\w{6,11}-\w{6,11}-\w{2,4}) <= /.exec(line)?.[1],
      },
    });
  },
};
