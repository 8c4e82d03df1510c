import { rfc7208 } from '../../spf/diagnostic.ts';
import { parseTerm } from '../../spf/parse-term.ts';
import { replaceText } from '../edit-record.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

const mechanisms: ReadonlySet<string> = new Set(['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists']);

/** include=, ip4= and their like: modifiers that nobody knows, ignored in silence. */
export const mechanismWithEquals: Rule = {
  code: 'mechanism-with-equals',
  severity: 'error',
  reference: rfc7208('6'),
  page: {
    meaning:
      'A mechanism is followed by a colon. With an equals sign it is an unknown modifier, which every receiver ignores: there is no error, and the hosts that it should name do not pass.',
    example: 'v=spf1 include=_spf.example.net -all',
    mending: 'Write a colon: include:_spf.example.net.',
    change: 'The fix puts the mechanism into force: clients that it matches pass, or fail, from then on.',
  },
  find: ({ records }) =>
    records.flatMap((record) =>
      record.terms.flatMap(({ term }, index) => {
        if (term.kind !== 'modifier' || term.name !== 'unknown') return [];
        const { modifierName, text, span } = term;
        if (!mechanisms.has(modifierName.toLowerCase())) return [];
        const at = span.start + modifierName.length;
        const repaired = `${modifierName}:${text.slice(modifierName.length + 1)}`;
        const message = `${quote(text)} is an unknown modifier, which every receiver ignores; the mechanism is written "${modifierName}:"`;
        const fix = parseTerm(repaired, 0).isValid
          ? { fix: replaceText('write ":" for "="', { start: at, end: at + 1 }, ':') }
          : {};
        return [{ record, index, message, ...fix }];
      }),
    ),
};
