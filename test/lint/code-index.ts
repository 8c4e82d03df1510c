import { allCodes } from '../../src/lint/explain-code.ts';
import type { Severity } from '../../src/lint/problem.ts';
import { rules } from '../../src/lint/rule-table.ts';

const titles: Readonly<Record<Severity, string>> = {
  error: 'errors: receivers give permerror, temperror or none, or what was meant is missed',
  warning: 'warnings: a risk',
  notice: 'notices: good to know',
};

/** What a code weighs as a rule; some findings of it weigh more or less. Those of the parser are errors. */
const severityOf = (code: string): Severity => rules.find((rule) => rule.code === code)?.severity ?? 'error';

/** Every code that `spfx explain` has a page for, by what it weighs, as Markdown. */
export const codeIndex = (): string =>
  [
    '| what it weighs | codes |',
    '|---|---|',
    ...(['error', 'warning', 'notice'] as const).map((severity) => {
      const codes = allCodes().filter((code) => severityOf(code) === severity);
      return `| ${titles[severity]} | ${codes.map((code) => `\`${code}\``).join(' ')} |`;
    }),
  ].join('\n');
