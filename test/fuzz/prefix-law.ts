import { deepEqual, ok } from 'node:assert/strict';
import { decodeMessage } from '../../src/dns/decode-message.ts';
import { readAnswer } from '../../src/dns/read-answer.ts';
import type { DnsMessage } from '../../src/dns/wire-format.ts';
import type { GoodReply } from './good-replies.ts';

const sections = ['answers', 'authorities', 'additionals'] as const;

const decoded = (octets: Uint8Array): DnsMessage => {
  const message = decodeMessage(octets);
  ok(message !== undefined, 'a message of 12 octets or more decodes');
  return message;
};

const readings = new Set(['records', 'no-data', 'name-error', 'alias-leads-on']);

/** Of a good reply that is cut at `length`: no record that is not in the whole reply too, and no answer unless the
 *  whole answer section is there. */
export const checkPrefix = (good: GoodReply, whole: DnsMessage, length: number): void => {
  const message = decodeMessage(good.octets.subarray(0, length));
  if (message === undefined) {
    ok(length < 12, 'no message');
    return;
  }
  for (const section of sections) {
    for (const [index, record] of message[section].entries())
      if (record.type !== 'bad') deepEqual(record, whole[section][index]);
  }
  ok(message.problems.length > 0, 'no word of the cut');
  if (length >= good.answersEnd || whole.rcode === 2 || whole.rcode === 5) return;
  const { kind } = readAnswer(message, good.question, []);
  // A message without answers is cut in its question at most: no reply at all (see readReply).
  if (length > (good.types[0] ?? 0) + 3)
    ok(!readings.has(kind), `${kind} from an answer section that is cut short`);
};

/** The same of every length, or of 1,000 lengths when there are more. */
export const checkPrefixes = (good: GoodReply): number => {
  const whole = decoded(good.octets);
  const step = Math.max(1, Math.ceil(good.octets.length / 1000));
  let count = 0;
  for (let length = 0; length < good.octets.length; length += step, count++) {
    try {
      checkPrefix(good, whole, length);
    } catch (error) {
      throw new Error(`${good.what}, cut at ${length} of ${good.octets.length} octets`, { cause: error });
    }
  }
  return count;
};
