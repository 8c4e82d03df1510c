import type { NamedClient } from '../exploration/named-client.ts';
import { escapeText } from '../report/escape-text.ts';
import { type ClientKey, readClientFields, readClientKey } from './client-fields.ts';
import { UsageError } from './usage-error.ts';

const mostShown = 60;

const shorten = (text: string): string =>
  text.length <= mostShown ? text : `${text.slice(0, mostShown)}...`;

/** Reads the value of `--client`: `key=value` with commas between, in any order; `ip` is needed. A value may stand in
 *  double quotes, in which `\"` is a quote; out of them, `\,` is a comma. Throws a UsageError. */
export const parseClientOption = (text: string): NamedClient => {
  const fail = (message: string): UsageError =>
    new UsageError(`--client ${escapeText(shorten(text))}: ${message}`);
  const fields = new Map<ClientKey, string>();
  // A part that no "=" divides stands alone in the first group; an empty one at the end is let pass.
  let rest = text;
  while (rest.trim() !== '') {
    const [head, word = ''] = /^([^=,]*)=[ \t]*/.exec(rest) ?? [];
    if (head === undefined) {
      const [part = ''] = rest.split(',');
      throw fail(
        `"${escapeText(shorten(part.trim()))}" is no key=value; a comma in a value is written \\, or the value is put in double quotes`,
      );
    }
    const key = readClientKey(word.trim(), fail);
    if (fields.has(key)) throw fail(`${key} was given twice`);
    rest = rest.slice(head.length);
    const isQuoted = rest.startsWith('"');
    const [whole, value] = (isQuoted ? quotedValue : plainValue).exec(rest) ?? [];
    if (whole === undefined || value === undefined)
      throw fail(
        `the quotes around the value of ${key} are to close at its end; inside, a quote is written \\"`,
      );
    fields.set(
      key,
      isQuoted ? value.replace(/\\([\s\S])/g, '$1') : value.replace(/\\([\\,"])/g, '$1').trim(),
    );
    rest = rest.slice(whole.length);
  }
  return readClientFields(fields, (_, message) => fail(message));
};

const quotedValue = /^"((?:[^"\\]|\\[\s\S])*)"[ \t]*(?:,|$)/;
const plainValue = /^((?:[^,\\]|\\[\s\S]|\\$)*)(?:,|$)/;
