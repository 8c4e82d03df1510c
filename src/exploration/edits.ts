import { overlayResolver, type TxtOverlay } from '../dns/overlay-resolver.ts';
import { asciiLowerCase, type DomainName, type Resolver } from '../dns/resolver.ts';
import { parseRecord } from '../spf/parse-record.ts';

/** A term that was taken out of a record and may come back: it stood before the record's n-th term of now (from 0). */
export type RemovedTerm = Readonly<{ text: string; before: number }>;

/** A record as it would be published: its text (latin1; empty: no record at all) and the terms that were taken out of
 *  it, in their order. */
export type EditedRecord = Readonly<{ text: string; removed: readonly RemovedTerm[] }>;

/** The records that stand in for the published ones, by domain name in lower case. */
export type Edits = ReadonlyMap<DomainName, EditedRecord>;

/** Nothing is edited. */
export const noEdits: Edits = new Map();

/** The record that stands in for a domain's own, if one does. */
export const editOf = (edits: Edits, domain: DomainName): EditedRecord | undefined =>
  edits.get(asciiLowerCase(domain));

/** What DNS would say with the edits published. */
export const overlayOf = (edits: Edits): TxtOverlay =>
  new Map([...edits].map(([domain, { text }]) => [domain, text === '' ? [] : [[text]]]));

const isSameRecord = (one: EditedRecord, other: EditedRecord): boolean =>
  one.text === other.text &&
  one.removed.length === other.removed.length &&
  one.removed.every(({ text, before }, index) => {
    const than = other.removed[index];
    return text === than?.text && before === than.before;
  });

/** A resolver that answers as if the edits were published. */
export const editedResolver = (resolver: Resolver, edits: Edits): Resolver =>
  edits.size === 0 ? resolver : overlayResolver(resolver, overlayOf(edits));

/** The edits with a record for a domain, or without one where it is the published text again; the same object where
 *  that changes nothing. */
const settle = (
  edits: Edits,
  domain: DomainName,
  record: EditedRecord,
  published: string | undefined,
): Edits => {
  const before = editOf(edits, domain);
  const isPublished = record.text === published && record.removed.length === 0;
  if (isPublished ? before === undefined : before !== undefined && isSameRecord(before, record)) return edits;
  const settled = new Map(edits);
  if (isPublished) settled.delete(asciiLowerCase(domain));
  else settled.set(asciiLowerCase(domain), record);
  return settled;
};

const spansOf = (text: string) => parseRecord([text]).terms.map(({ span }) => span);

/** The edits with another text for a domain. `published`: the text that the domain has in DNS, empty for none,
 *  undefined where there are several. Terms that were taken out stay where they stood, as far as the new text
 *  reaches. A text that changes nothing gives the same object. */
export const editRecord = (
  edits: Edits,
  domain: DomainName,
  text: string,
  published: string | undefined,
): Edits => {
  const most = spansOf(text).length;
  const removed = (editOf(edits, domain)?.removed ?? []).map((term) => ({
    ...term,
    before: Math.min(term.before, most),
  }));
  return settle(edits, domain, { text, removed }, published);
};

/** The edits with the n-th term of a domain's record of now taken out of it. */
export const removeTerm = (
  edits: Edits,
  domain: DomainName,
  index: number,
  published: string | undefined,
): Edits => {
  const { text, removed } = editOf(edits, domain) ?? { text: published ?? '', removed: [] };
  const span = spansOf(text)[index];
  if (span === undefined) return edits;
  const before = text.slice(0, span.start).replace(/ +$/, '');
  const shorter = before + text.slice(span.end);
  const shifted = removed.map((term) => (term.before > index ? { ...term, before: term.before - 1 } : term));
  // Those that stood right before the term still stand before its place.
  const place = removed.filter((term) => term.before <= index).length;
  const taken = { text: text.slice(span.start, span.end), before: index };
  return settle(edits, domain, { text: shorter, removed: shifted.toSpliced(place, 0, taken) }, published);
};

/** The edits with the n-th of the terms that were taken out of a domain's record back in it. */
export const restoreTerm = (
  edits: Edits,
  domain: DomainName,
  index: number,
  published: string | undefined,
): Edits => {
  const record = editOf(edits, domain);
  const term = record?.removed[index];
  if (record === undefined || term === undefined) return edits;
  const start = spansOf(record.text)[term.before]?.start;
  const text =
    start === undefined
      ? `${record.text} ${term.text}`
      : `${record.text.slice(0, start)}${term.text} ${record.text.slice(start)}`;
  const removed = record.removed.flatMap((other, at) => {
    if (at === index) return [];
    const isBehind = at > index && other.before >= term.before;
    return isBehind ? { ...other, before: other.before + 1 } : other;
  });
  return settle(edits, domain, { text, removed }, published);
};

/** Where each term of a record went when it was edited: from its index before to that after, undefined for a term
 *  that is gone. Equal texts in the same order are the same term. */
export const followTerms = (
  before: readonly string[],
  after: readonly string[],
): ((index: number) => number | undefined) => {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const places = new Map<number, number>();
  let from = start;
  for (let index = start; index < before.length - end; index++) {
    const found = after.indexOf(before[index] ?? '', from);
    // A term that was rewritten in place is still that term.
    if (found !== -1 && found < after.length - end) {
      places.set(index, found);
      from = found + 1;
    } else if (before.length === after.length && !places.has(index)) places.set(index, index);
  }
  return (index) => {
    if (index < start) return index;
    if (index >= before.length - end) return index - before.length + after.length;
    return places.get(index);
  };
};
