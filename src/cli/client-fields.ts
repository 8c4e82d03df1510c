import { readHostName } from '../exploration/client-addresses.ts';
import type { NamedClient } from '../exploration/named-client.ts';
import { escapeText } from '../report/escape-text.ts';
import type { SpfResult } from '../spf/result.ts';
import { nearestWord } from './nearest-word.ts';
import { clientKeys, results } from './option-groups.ts';
import { readIp } from './read-request.ts';

/** One of `clientKeys`. */
export type ClientKey = (typeof clientKeys)[number];

/** The key that a word names. `fail` gives what to throw for one that names none. */
export const readClientKey = (word: string, fail: (message: string) => Error): ClientKey => {
  const key = clientKeys.find((name) => name === word);
  if (key !== undefined) return key;
  const nearest = nearestWord(word, clientKeys);
  const hint = nearest === undefined ? `the keys are ${clientKeys.join(', ')}` : `did you mean "${nearest}"?`;
  throw fail(`unknown key "${escapeText(word)}"; ${hint}`);
};

const readExpected = (text: string, fail: (message: string) => Error): SpfResult => {
  const word = text.trim().toLowerCase();
  const found = results.find((result) => result === word);
  if (found !== undefined) return found;
  const nearest = nearestWord(word, results);
  const hint = nearest === undefined ? `the results are ${results.join(', ')}` : `did you mean "${nearest}"?`;
  throw fail(`expect: "${escapeText(text)}" is no result; ${hint}`);
};

/** A client from its fields. `failAt` gives what to throw for a field, or, without a key, for the client as a whole. */
export const readClientFields = (
  fields: ReadonlyMap<ClientKey, string>,
  failAt: (key: ClientKey | undefined, message: string) => Error,
): NamedClient => {
  const ip = fields.get('ip')?.trim() ?? '';
  if (ip === '')
    throw failAt(undefined, 'ip is missing; an address or a host name is wanted, as ip=192.0.2.1');
  if (readHostName(ip) === undefined) readIp(ip, (message) => failAt('ip', `ip: ${message}`));
  const expect = fields.get('expect') ?? '';
  return {
    label: fields.get('label') || ip,
    ip,
    helo: fields.get('helo') ?? '',
    sender: fields.get('sender') ?? '',
    ...(expect === '' ? {} : { expected: readExpected(expect, (message) => failAt('expect', message)) }),
  };
};
