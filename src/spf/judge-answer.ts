import type { DnsAnswer } from '../dns/resolver.ts';
import { type IpAddress, networkContains, parseIp4, parseIp6 } from './ip-address.ts';
import type { Mechanism } from './record.ts';
import { isDnsTrouble } from './select-record.ts';
import type { PlannedQuestion } from './term-questions.ts';
import type { Match } from './trace.ts';

/** What one answer does to the mechanism that asked for it. `continue`: the next question, or no match if there is
 *  none. */
export type Judgement =
  | Readonly<{ kind: 'match'; match: Match }>
  | Readonly<{ kind: 'continue' }>
  | Readonly<{ kind: 'names-unknown' }>
  | Readonly<{ kind: 'dns-trouble' }>
  | Readonly<{ kind: 'too-many-exchanges'; count: number }>;

const addressesIn = (answer: DnsAnswer): IpAddress[] =>
  answer.records.flatMap((record) => {
    if (record.type !== 'A' && record.type !== 'AAAA') return [];
    const address = record.type === 'A' ? parseIp4(record.address) : parseIp6(record.address);
    return address === undefined ? [] : [address];
  });

const findAddress = (answer: DnsAnswer, client: IpAddress, prefixLength: number): Judgement => {
  const address = addressesIn(answer).find((found) =>
    networkContains({ address: found, prefixLength }, client),
  );
  if (address === undefined) return { kind: 'continue' };
  return { kind: 'match', match: { kind: 'address', address, prefixLength, host: answer.question.name } };
};

/** Judges an answer by RFC 7208 §5: what it means depends on what it was asked for. */
export const judgeAnswer = (
  mechanism: Mechanism,
  planned: PlannedQuestion,
  answer: DnsAnswer,
  client: IpAddress,
  limits: Readonly<{ mxNames: number }>,
): Judgement => {
  switch (planned.purpose) {
    case 'names':
      // RFC 7208 §5.5: an error in the PTR look-up is no match.
      return isDnsTrouble(answer) ? { kind: 'names-unknown' } : { kind: 'continue' };
    case 'name-address': {
      // RFC 7208 §5.5: an error in an address look-up skips that name.
      const found = findAddress(answer, client, client.family === 4 ? 32 : 128);
      if (found.kind !== 'match') return found;
      return { kind: 'match', match: { kind: 'name', name: planned.question.name } };
    }
  }
  // RFC 7208 §5: "If the DNS lookup returns a server failure [...] the mechanism throws the exception temperror".
  if (isDnsTrouble(answer)) return { kind: 'dns-trouble' };
  switch (planned.purpose) {
    case 'exists':
      if (answer.outcome !== 'records') return { kind: 'continue' };
      return { kind: 'match', match: { kind: 'exists', name: planned.question.name } };
    case 'exchanges': {
      const count = answer.records.length;
      // RFC 7208 §4.6.4: more than ten MX records is permerror, before any address is asked for.
      return count > limits.mxNames ? { kind: 'too-many-exchanges', count } : { kind: 'continue' };
    }
    case 'address':
    case 'exchange-address': {
      const prefix = 'prefix' in mechanism ? mechanism.prefix : { ip4: 32, ip6: 128 };
      return findAddress(answer, client, client.family === 4 ? prefix.ip4 : prefix.ip6);
    }
    case 'record':
    case 'explanation':
      return { kind: 'continue' };
    default:
      planned.purpose satisfies never;
      return { kind: 'continue' };
  }
};
