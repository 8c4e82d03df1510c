import { rfc7208 } from '../../spf/diagnostic.ts';
import { isOneEditAway } from '../../spf/one-edit.ts';
import { parseTerm } from '../../spf/parse-term.ts';
import type { Modifier } from '../../spf/record.ts';
import { removal, replaceText } from '../edit-record.ts';
import { quote } from '../quote-text.ts';
import type { Finding, Rule } from '../rule.ts';

/** Mechanisms, which `mechanism-with-equals` is about, and the modifiers of RFC 6652. */
const others: ReadonlySet<string> = new Set([
  'all',
  'include',
  'a',
  'mx',
  'ptr',
  'ip4',
  'ip6',
  'exists',
  'ra',
  'rp',
  'rr',
]);

/** The modifier or mechanism, with what follows its name, that a name was meant for. */
const meant: ReadonlyMap<string, string> = new Map([
  ['ip', 'ip4:'],
  ['ipv4', 'ip4:'],
  ['ipv6', 'ip6:'],
  ['redirects', 'redirect='],
  ['explanation', 'exp='],
]);

const findMeant = (name: string): string | undefined => {
  const known = meant.get(name);
  if (known !== undefined) return known;
  if (isOneEditAway(name, 'redirect')) return 'redirect=';
  return isOneEditAway(name, 'include') ? 'include:' : undefined;
};

const describe = (term: Modifier & { name: 'unknown' }): Omit<Finding, 'record' | 'index'> => {
  const { modifierName, text, span } = term;
  const name = modifierName.toLowerCase();
  const unknown = `${quote(text)} is an unknown modifier, which every receiver ignores`;
  if (name === 'v')
    return {
      severity: 'warning',
      message: `${unknown}; two records seem to have been made one`,
      // Ignored as it is, it may go.
      fix: { label: 'remove it', edits: [removal(span)] },
    };
  const word = findMeant(name);
  const repaired = `${word}${text.slice(modifierName.length + 1)}`;
  if (word === undefined || !parseTerm(repaired, 0).isValid) return { message: unknown };
  const wrong = { start: span.start, end: span.start + modifierName.length + 1 };
  return {
    severity: 'warning',
    message: `${unknown}; is "${word}" meant?`,
    fix: replaceText(`write "${word}"`, wrong, word),
  };
};

/** A modifier that SPF does not know. */
export const unknownModifier: Rule = {
  code: 'unknown-modifier',
  severity: 'notice',
  reference: rfc7208('6'),
  page: {
    meaning:
      'A name with an equals sign is a modifier, and receivers ignore those that they do not know. A misspelled redirect= or exp= is ignored without an error.',
    example: 'v=spf1 redirct=_spf.example.net',
    mending: 'Correct the name, or remove the modifier if nothing needs it.',
    change:
      'The fix puts the modifier into force: what a redirect leads to decides for clients that no mechanism matches.',
  },
  find: ({ records }) =>
    records.flatMap((record) =>
      record.terms.flatMap(({ term }, index) =>
        term.kind === 'modifier' && term.name === 'unknown' && !others.has(term.modifierName.toLowerCase())
          ? [{ record, index, ...describe(term) }]
          : [],
      ),
    ),
};
