import type { Page } from './rule.ts';
import { rules } from './rule-table.ts';
import { syntaxPages } from './syntax-pages.ts';

/** The page of a code, or undefined of one that no rule has. */
export const explainCode = (code: string): Page | undefined =>
  rules.find((rule) => rule.code === code)?.page ?? syntaxPages.get(code);

/** What a code means in one sentence, or undefined of one that no rule has: the first of its page. */
export const summariseCode = (code: string): string | undefined =>
  explainCode(code)?.meaning.split(/(?<=\.) /)[0];

/** Every code that a problem of a rule can have, in alphabetical order. */
export const allCodes = (): string[] =>
  [...new Set([...rules.map(({ code }) => code), ...syntaxPages.keys()])].sort();
