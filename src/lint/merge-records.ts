import { firstError, parseRecord } from '../spf/parse-record.ts';
import type { Directive, Qualifier, SpfRecord } from '../spf/record.ts';
import { mechanismKey } from './term-key.ts';

/** The qualifiers of an `all` from the one that turns most away to the one that turns least. */
const strictness: readonly Qualifier[] = ['-', '~', '?'];

const directivesOf = ({ terms }: SpfRecord): Directive[] =>
  terms.flatMap((term) => (term.kind === 'directive' ? [term] : []));

/** What stands for a record in one that several are merged into: its directives before its `all`, and its redirect as an
 *  include, which matches where the record that it leads to gives pass. */
const memberTexts = (record: SpfRecord): (readonly [key: string, text: string])[] => {
  const directives = directivesOf(record);
  const end = directives.findIndex(({ mechanism }) => mechanism.name === 'all');
  const members = (end === -1 ? directives : directives.slice(0, end)).map(
    (directive): readonly [string, string] => [
      `${directive.qualifier} ${mechanismKey(directive.mechanism)}`,
      directive.text,
    ],
  );
  if (end !== -1) return members;
  return [
    ...members,
    ...record.terms.flatMap((term): (readonly [string, string])[] =>
      term.kind === 'modifier' && term.name === 'redirect'
        ? [[`+ include ${term.domainSpec.text.toLowerCase()}`, `include:${term.domainSpec.text}`]]
        : [],
    ),
  ];
};

/** One record for several at the same domain: whoever passes by one of them passes by it, and its `all` turns away no
 *  more than the mildest of theirs. Undefined where one of them has a syntax error, lets everyone pass, or has a term
 *  that keeps others from passing by another record. */
export const mergeRecords = (texts: readonly string[]): string | undefined => {
  const distinct = [...new Set(texts)];
  const records = distinct.map((text) => parseRecord([text]));
  if (records.some((record) => firstError(record) !== undefined)) return undefined;
  const [only] = distinct;
  if (distinct.length === 1) return only;
  const alls = records.flatMap((record) =>
    directivesOf(record)
      .filter(({ mechanism }) => mechanism.name === 'all')
      .slice(0, 1),
  );
  const members = new Map(records.flatMap(memberTexts));
  const keys = [...members.keys()];
  if (alls.some(({ qualifier }) => qualifier === '+') || keys.some((key) => !key.startsWith('+')))
    return undefined;
  const mildest = Math.max(0, ...alls.map(({ qualifier }) => strictness.indexOf(qualifier)));
  // Without an all, a record is neutral where nothing matches (RFC 7208 §4.7), or as its redirect says.
  const isOpen = records.some(
    ({ terms }) =>
      !terms.some(
        (term) =>
          (term.kind === 'directive' && term.mechanism.name === 'all') ||
          (term.kind === 'modifier' && term.name === 'redirect'),
      ),
  );
  const end = isOpen ? '?all' : alls.length === 0 ? '~all' : `${strictness[mildest]}all`;
  const exps = records.flatMap(({ terms }) =>
    terms.filter((term) => term.kind === 'modifier' && term.name === 'exp').map(({ text }) => text),
  );
  return ['v=spf1', ...members.values(), end, ...exps.slice(0, 1)].join(' ');
};
