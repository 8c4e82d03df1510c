import { allCodes, summariseCode } from '../../src/lint/explain-code.ts';
import type { Severity } from '../../src/lint/problem.ts';
import { rules } from '../../src/lint/rule-table.ts';

/** What a code weighs as a rule; some findings of it weigh more or less. Those of the parser are errors. */
const severityOf = (code: string): Severity => rules.find((rule) => rule.code === code)?.severity ?? 'error';

/** Every code that `spfx explain` has a page for, by what it weighs, as a table in Markdown. */
export const codeIndex = (): string =>
  [
    '| code | weighs | what it means |',
    '|---|---|---|',
    ...(['error', 'warning', 'notice'] as const).flatMap((severity) =>
      allCodes()
        .filter((code) => severityOf(code) === severity)
        .map((code) => `| \`${code}\` | ${severity} | ${summariseCode(code)} |`),
    ),
  ].join('\n');
