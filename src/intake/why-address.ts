import type { IpAddress } from '../spf/ip-address.ts';
import type { Identity } from './candidate.ts';
import { readAddress, readReceiver } from './read-address.ts';
import { readIdentityWord } from './result-word.ts';

/** What the address of a page says that explains a rejection, on openspf.org and its likes. `id` is the mailbox or HELO
 *  name that was judged. */
export type WhyAddress = Readonly<{
  identity?: Identity | undefined;
  id?: string | undefined;
  clientIp?: IpAddress | undefined;
  receiver?: string | undefined;
}>;

const mostCharacters = 2048;

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    // A stray "%": the text is no address after all, and is kept as it was.
    if (error instanceof URIError) return text;
    throw error;
  }
};

/** The parameters of the address that starts at `start`. They are divided by `;`, `&` or `&amp;`; the address ends at
 *  white space, and what encloses it or ends its sentence is no part of it. */
const readParameters = (text: string, start: number): ReadonlyMap<string, string> => {
  const whole = /^\S*/.exec(text.slice(start, start + mostCharacters))?.[0] ?? '';
  const parameters = new Map<string, string>();
  for (const part of whole.replaceAll('&amp;', '&').split(/[;&]/)) {
    const equals = part.indexOf('=');
    const value = part
      .slice(equals + 1)
      .replace(/(?<!<unknown)[>'",)\]}]{1,8}$/i, '')
      .replace(/(?<=[^.])\.$/, '');
    const key = part.slice(0, Math.max(equals, 0)).toLowerCase();
    if (key !== '' && !parameters.has(key)) parameters.set(key, decode(value));
  }
  return parameters;
};

/** What the first "Why" address in a text says: openspf.org's and openspf.net's `Why?s=…;id=…;ip=…;r=…`, with `&` in
 *  place of `;`, or `why.html?sender=…&ip=…&receiver=…` of pobox.com. Undefined where there is none with an address or
 *  a name. A domain owner's own page of that name is passed over: it says what the owner likes. */
export const readWhyAddress = (text: string): WhyAddress | undefined => {
  // Pages of SPF's own projects; the path's case tells them from `/why` of an explanation.
  const found = /(?:openspf|spf\.pobox|open-spf)[\w.-]{1,60}\/(?:[\w.-]{1,40}\/)?why(?:\.html)?\?/i.exec(
    text,
  );
  if (found === null) return undefined;
  const parameters = readParameters(text, found.index + found[0].length);
  const id = parameters.get('id') ?? parameters.get('sender');
  const clientIp = readAddress(parameters.get('ip') ?? '');
  if (id === undefined && clientIp === undefined) return undefined;
  return {
    identity: readIdentityWord(parameters.get('s') ?? ''),
    id: id === '' ? undefined : id,
    clientIp,
    receiver: readReceiver(parameters.get('r') ?? parameters.get('receiver')),
  };
};
