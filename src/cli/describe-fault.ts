import { escapeOctets } from '../report/escape-text.ts';

/** What is said of a fault of our own. Its message may quote what DNS or a person said, so all but visible ASCII
 *  stands as escapes. */
export const describeFault = (error: unknown): string => {
  const report = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `spfx: internal error, please report it:\n${report.split('\n').map(escapeOctets).join('\n')}\n`;
};
