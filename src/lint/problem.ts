import type { DomainName } from '../dns/resolver.ts';
import { type Fix, formatReference, type Reference } from '../spf/diagnostic.ts';
import type { Span } from '../spf/span.ts';
import type { NodePath } from '../spf/trace.ts';

/** How much a problem weighs. `error`: receivers give permerror, temperror or none, or an intent is missed;
 *  `warning`: a risk; `notice`: good to know. */
export type Severity = 'error' | 'warning' | 'notice';

/** Where a rule comes from: a section of an RFC, or another source by its name. */
export type ProblemReference = Reference | Readonly<{ source: string }>;

/** As people write it: `RFC 7208 §5.6`, or the source. */
export const formatProblemReference = (reference: ProblemReference): string =>
  'source' in reference ? reference.source : formatReference(reference);

/** A problem with what a domain publishes. `code` is public and stable. */
export type Problem = Readonly<{
  code: string;
  severity: Severity;
  /** Whose record it is in. */
  domain: DomainName;
  /** The first place in the tree of the term, or of the record where it is no one term's. Absent where the tree does
   *  not get to that record. */
  path?: NodePath;
  /** The TXT record's text that `span` and `fix` speak of; one that is not selected too. */
  text?: string;
  span?: Span;
  /** One sentence without its full stop. What it quotes of DNS is cut short but not escaped: one character is one
   *  octet, so it is drawn as `escapeOctets(message)`. */
  message: string;
  reference: ProblemReference;
  fix?: Fix;
  /** Found by a rule that asks DNS questions of its own. */
  isProbed?: true;
  /** How many further problems this one stands for, which are not listed. */
  leftOut?: number;
}>;
