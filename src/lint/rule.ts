import type { DnsQuestion } from '../dns/resolver.ts';
import type { Fix } from '../spf/diagnostic.ts';
import type { Span } from '../spf/span.ts';
import type { NodePath } from '../spf/trace.ts';
import type { LintFacts, LintRecord } from './collect-facts.ts';
import type { ProblemReference, Severity } from './problem.ts';

/** What a code means, for a person who has never met it: sentences, with an example and what to do. `change`: that its
 *  fix gives clients another result that were judged without error; a fix without it never does. */
export type Page = Readonly<{ meaning: string; example: string; mending: string; change?: string }>;

/** What a rule finds: where, and in a sentence. Whatever is absent is the rule's own, or that of the place. */
export type Finding = Readonly<{
  record: LintRecord;
  /** Of the term in the record; absent where it is no one term's. */
  index?: number;
  /** Another place than the first of the term or record. */
  path?: NodePath;
  /** Of another TXT record than the selected one. */
  text?: string;
  span?: Span;
  message: string;
  code?: string;
  severity?: Severity;
  reference?: ProblemReference;
  fix?: Fix;
  /** Whether it rests on questions of the rule's own; if absent, as the rule has some. */
  isProbed?: boolean;
}>;

/** One rule. It fires on what was seen only: never on an answer that is not there. The time that `find` takes grows
 *  with the policy's terms and answers. `asks`: questions of its own, beyond what a check asks; as answers arrive in
 *  `probed`, there may be more. `asksEach`: questions that each server is asked by itself, where several were named. */
export type Rule = Readonly<{
  code: string;
  severity: Severity;
  reference: ProblemReference;
  page: Page;
  asks?: (facts: LintFacts) => readonly DnsQuestion[];
  asksEach?: (facts: LintFacts) => readonly DnsQuestion[];
  find: (facts: LintFacts) => readonly Finding[];
}>;
