import { readInitialDomain } from '../../spf/domain-name.ts';
import { formatIpAddress, parseIpAddress } from '../../spf/ip-address.ts';
import { readPastedRecord } from './pasted-record.ts';

/** A text that is one thing and nothing else: a domain, a mailbox, a client's address, or an SPF record, as it is or as a
 *  zone file has it. `octets`: of the record. */
export type BareText =
  | Readonly<{ kind: 'domain'; domain: string }>
  | Readonly<{ kind: 'mailbox'; mailbox: string; domain: string }>
  | Readonly<{ kind: 'client'; ip: string }>
  | Readonly<{ kind: 'record'; octets: string }>;

/** No name or address is longer, with what may stand around it. */
const longestName = 400;

/** No record is longer (RFC 1035 §3.2.1), in strings with what stands between them. */
const longestRecord = 100_000;

const recordPattern =
  /^(?:\S{1,1020}\s+(?:\d{1,10}\s+)?(?:(?:IN|CH|HS)\s+)?(?:TXT|SPF)\s+)?\(?\s*"?v=spf1(?:[\s"]|$)/i;

const isDomain = (text: string): boolean =>
  /^[^\s@/:,;=()]+\.[^\s@/:,;=()]+$/.test(text) && readInitialDomain(text).isValid;

/** What a text is, if it is one thing alone. */
export const readBareText = (text: string): BareText | undefined => {
  const trimmed = text.trim();
  if (trimmed.length <= longestRecord && recordPattern.test(trimmed)) {
    const isOne = trimmed.search(/v=spf1/i) === trimmed.toLowerCase().lastIndexOf('v=spf1');
    return isOne ? { kind: 'record', octets: readPastedRecord(trimmed).octets } : undefined;
  }
  if (trimmed.length > longestName || /\s/.test(trimmed)) return undefined;
  const bare =
    /^(?:<(.*)>|\[(?:IPv6:)?(.*)\]|"(.*)")$/i
      .exec(trimmed)
      ?.slice(1)
      .find((part) => part !== undefined) ?? trimmed;
  const ip = parseIpAddress(bare);
  if (ip !== undefined) return { kind: 'client', ip: formatIpAddress(ip) };
  if (isDomain(bare)) return { kind: 'domain', domain: bare };
  const at = bare.lastIndexOf('@');
  const domain = bare.slice(at + 1);
  return at > 0 && isDomain(domain) ? { kind: 'mailbox', mailbox: bare, domain } : undefined;
};
