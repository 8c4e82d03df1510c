import { found, type LineForm } from '../form.ts';
import { readLogTime } from '../log-time.ts';
import { readAddress } from '../read-address.ts';
import { readIdentityWord, readResultWord } from '../result-word.ts';

/** OpenDMARC where it judges SPF itself: `QUEUEID: SPF(mailfrom): domain result`. Its line without `SPF(` is the result
 *  of DMARC. */
export const opendmarcLog: LineForm = {
  name: 'opendmarc-log',
  marks: ['SPF('],
  read: (line) => {
    const parts = /\b(\w{5,20}): SPF\((\w{4,8})\): (?:(\S{1,255}) )?(\w{4,9})\s*$/.exec(line);
    const result = readResultWord(parts?.[4] ?? '');
    if (parts === null || result === undefined) return undefined;
    const identity = readIdentityWord(parts[2] ?? '');
    const name = parts[3];
    return found({
      clientIp: readAddress(/\bip=(\S{2,64})/.exec(line)?.[1] ?? ''),
      ...(identity === 'helo' ? { helo: name } : { mailFromDomain: name }),
      identity,
      result,
      time: readLogTime(line),
      facts: { queueId: parts[1] },
    });
  },
};
