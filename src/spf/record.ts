import type { Diagnostic } from './diagnostic.ts';
import type { IpNetwork } from './ip-address.ts';
import type { SpfResult } from './result.ts';
import type { Span } from './span.ts';

/** What a match of a mechanism means (RFC 7208 §4.6.2). */
export type Qualifier = '+' | '-' | '~' | '?';

/** The macro letters of RFC 7208 §7.2, in lower case. */
export type MacroLetter = 's' | 'l' | 'o' | 'd' | 'i' | 'p' | 'v' | 'h' | 'c' | 'r' | 't';

/** A piece of a macro-string (RFC 7208 §7.1). `escape` is `%%`, `%_` or `%-`; its `text` is what it stands for.
 *  `keep`: how many right-hand parts to use; all when absent. `delimiters` is never empty. */
export type MacroPart =
  | Readonly<{ kind: 'literal'; span: Span; text: string }>
  | Readonly<{ kind: 'escape'; span: Span; text: '%' | ' ' | '%20' }>
  | Readonly<{
      kind: 'expand';
      span: Span;
      letter: MacroLetter;
      escapesUrl: boolean;
      keep?: number;
      reverse: boolean;
      delimiters: string;
    }>;

/** A macro-string that parsed, with its place in the record. */
export type MacroString = Readonly<{ text: string; span: Span; parts: readonly MacroPart[] }>;

/** The prefix lengths of an `a` or `mx`: 32 and 128 where the record names none. */
export type DualPrefix = Readonly<{ ip4: number; ip6: number }>;

/** The mechanisms of RFC 7208 §5. No `domainSpec`: the current domain. */
export type Mechanism =
  | Readonly<{ name: 'all' }>
  | Readonly<{ name: 'include' | 'exists'; domainSpec: MacroString }>
  | Readonly<{ name: 'a' | 'mx'; domainSpec?: MacroString; prefix: DualPrefix }>
  | Readonly<{ name: 'ptr'; domainSpec?: MacroString }>
  | Readonly<{ name: 'ip4' | 'ip6'; network: IpNetwork }>;

/** A mechanism with its qualifier, `+` where the record has none. */
export type Directive = Readonly<{
  kind: 'directive';
  text: string;
  span: Span;
  qualifier: Qualifier;
  mechanism: Mechanism;
}>;

/** A modifier of RFC 7208 §6; `unknown` ones are ignored once their syntax is checked. */
export type Modifier = Readonly<{ kind: 'modifier'; text: string; span: Span }> &
  (
    | Readonly<{ name: 'redirect' | 'exp'; domainSpec: MacroString }>
    | Readonly<{ name: 'unknown'; modifierName: string; value: MacroString }>
  );

/** A term of a record. `invalid`: no term of the grammar; a diagnostic says why. */
export type Term = Directive | Modifier | Readonly<{ kind: 'invalid'; text: string; span: Span }>;

/** A record as published. `text` is all strings of the TXT record joined (RFC 7208 §3.3), latin1;
 *  `strings` are their spans in it. Terms stand in the record's order. */
export type SpfRecord = Readonly<{
  text: string;
  strings: readonly Span[];
  terms: readonly Term[];
  diagnostics: readonly Diagnostic[];
}>;

/** The result that a qualifier gives to a match (RFC 7208 §4.6.2). */
export const qualifierResults: Readonly<Record<Qualifier, SpfResult>> = {
  '+': 'pass',
  '-': 'fail',
  '~': 'softfail',
  '?': 'neutral',
};

/** Whether evaluating the term counts against the limit of ten (RFC 7208 §4.6.4). */
export const spendsLookup = (term: Term): boolean => {
  if (term.kind === 'modifier') return term.name === 'redirect';
  if (term.kind === 'invalid') return false;
  const { name } = term.mechanism;
  return name === 'include' || name === 'a' || name === 'mx' || name === 'ptr' || name === 'exists';
};

/** The domain-spec of a term that has one. */
export const domainSpecOf = (term: Term): MacroString | undefined => {
  if (term.kind === 'invalid') return undefined;
  if (term.kind === 'modifier') return term.name === 'unknown' ? undefined : term.domainSpec;
  const { mechanism } = term;
  return 'domainSpec' in mechanism ? mechanism.domainSpec : undefined;
};
