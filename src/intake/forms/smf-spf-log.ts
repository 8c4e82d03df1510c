import { found, type LineForm } from '../form.ts';
import { readLogTime } from '../log-time.ts';
import { readAddress, readMailbox } from '../read-address.ts';
import { readResultWord } from '../result-word.ts';

/** smf-spf, a milter: `SPF fail: ip=192.0.2.1, fqdn=name, helo=name, from=<sender>`, perhaps `(cached)`. */
export const smfSpfLog: LineForm = {
  name: 'smf-spf-log',
  marks: ['SPF '],
  read: (line) => {
    const parts =
      /\bSPF (\w{4,10})(?: \(cached\))?: ip=([\dA-Fa-f.:]{2,45}), fqdn=([^,\s]{0,255}), helo=([^,\s]{0,255}), from=(\S{0,320})/.exec(
        line,
      );
    const result = readResultWord(parts?.[1] ?? '');
    if (parts === null || result === undefined) return undefined;
    return found({
      clientIp: readAddress(parts[2] ?? ''),
      helo: parts[4] || undefined,
      mailFrom: readMailbox(parts[5] ?? ''),
      result,
      time: readLogTime(line),
      facts: { rdns: parts[3] || undefined },
    });
  },
};
