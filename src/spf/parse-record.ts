import { diagnoseTerm } from './diagnose-term.ts';
import { type Diagnostic, rfc7208 } from './diagnostic.ts';
import { joinTornTerms } from './join-slips.ts';
import { parseTerm } from './parse-term.ts';
import type { Modifier, SpfRecord, Term } from './record.ts';
import type { Span } from './span.ts';

const versionPattern = /^v=spf1(?: |$)/i;

/** Whether a TXT record's text is an SPF record: it begins with `v=spf1`, then a space or nothing more
 *  (RFC 7208 §4.5). */
export const isSpfRecord = (text: string): boolean => versionPattern.test(text);

/** The length of the version section. */
const versionLength = 6;

const findTerms = (text: string): Span[] =>
  // RFC 7208 §4.6.1: SP alone separates terms, any number of them.
  [...text.slice(versionLength).matchAll(/[^ ]+/g)].map((match) => ({
    start: versionLength + match.index,
    end: versionLength + match.index + match[0].length,
  }));

/** RFC 7208 §6: redirect and exp may each stand once at most. Gives a diagnostic for each further one; one that says
 *  the same again can go. */
const findDuplicates = (terms: readonly Term[]): Diagnostic[] => {
  const seen = new Map<Modifier['name'], string>();
  return terms.flatMap((term): Diagnostic[] => {
    if (term.kind !== 'modifier' || term.name === 'unknown') return [];
    const { name, text, span } = term;
    const first = seen.get(name);
    if (first === undefined) {
      seen.set(name, text);
      return [];
    }
    const message = `a second "${name}="; a record may have one`;
    const edits = [{ span: { start: span.start - 1, end: span.end }, text: '' }];
    const fix = first === text ? { fix: { label: 'remove the second', edits } } : {};
    return [
      { code: 'duplicate-modifier', severity: 'error', span, message, reference: rfc7208('6'), ...fix },
    ];
  });
};

/** Reads a record: one TXT record's strings, latin1, which together begin with `v=spf1`.
 *  Never throws; reads to the end and reports every problem, in the record's order, though a check stops at the
 *  first. A record is in error, and a check of it permerror, if and only if a diagnostic's severity is `error`. */
export const parseRecord = (strings: readonly string[]): SpfRecord => {
  const text = strings.join('');
  let end = 0;
  const stringSpans = strings.map((string) => {
    const start = end;
    end += string.length;
    return { start, end };
  });
  const found = new Map<number, Diagnostic>();
  const terms = findTerms(text).map((span, index): Term => {
    const termText = text.slice(span.start, span.end);
    const parsed = parseTerm(termText, span.start);
    if (parsed.isValid) return parsed.term;
    found.set(index, diagnoseTerm(termText, span.start, parsed.problem));
    return { kind: 'invalid', text: termText, span };
  });
  const diagnostics = [...joinTornTerms(terms, found).values(), ...findDuplicates(terms)];
  return {
    text,
    strings: stringSpans,
    terms,
    diagnostics: diagnostics.sort((a, b) => a.span.start - b.span.start),
  };
};

/** The first diagnostic that makes a check of the record permerror (RFC 7208 §4.6: a syntax error anywhere does). */
export const firstError = (record: SpfRecord): Diagnostic | undefined =>
  record.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
