import type { Candidate } from '../intake/candidate.ts';
import { bestGuess } from './answer-readings.ts';
import type { Claim, LikelyCause, Strength } from './claim-comparison.ts';
import type { HeldAnswers } from './held-answers.ts';
import { judgeByReading, type Reading } from './reading.ts';
import { readings } from './reading-table.ts';
import { isAsClaimed } from './result-match.ts';

/** The program whose words a text has, as the table of readings names it; undefined where nothing tells. */
export const programOf = ({ form, reason = '', facts }: Candidate): string | undefined => {
  const isMailSpf =
    /\bin '(?:mfrom|helo)' identity\b|\bJunk encountered in mechanism\b|\berror on DNS '\w+' lookup of\b|\bApplicable sender policy\b/i.test(
      reason,
    );
  if (isMailSpf || facts?.tool === 'spamassassin') return 'Mail::SPF';
  if (facts?.tool === 'rspamd') return 'rspamd';
  // The Python server of policyd-spf; the Perl one has the words above.
  if (form === 'policyd-spf' || /\bSPF (?:Permanent|Temporary) Error: /.test(reason)) return 'pyspf';
  return form === 'smf-spf-log' || form === 'exim-log' ? 'libspf2' : undefined;
};

const isOf = ({ programs }: Reading, program: string | undefined): boolean =>
  program !== undefined && programs.some((each) => each.split(' ')[0] === program);

const listNames = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const describePrograms = ({ programs }: Reading, program: string | undefined): string => {
  if (programs.length === 0) return 'No program is known to read it so.';
  const own = programs.find((each) => each.split(' ')[0] === program);
  if (own !== undefined) return `${own} reads it so, and the text has its words.`;
  return `${listNames(programs)} ${programs.length === 1 ? 'reads' : 'read'} it so.`;
};

const strengthOf = (reading: Reading, program: string | undefined): Strength => {
  if (isOf(reading, program)) return 'shown';
  // What is known of another program, or of none, is no evidence for this one.
  return program === undefined && reading.isSeen ? 'shown' : 'possible';
};

/** The ways to read RFC 7208 under which a check gives the claimed result. Each that can matter is tried, one by one,
 *  over the same answers; one whose questions went beyond the limit says nothing. */
export const findReadings = async (
  { candidate, request, evaluation }: Claim,
  resolver: HeldAnswers,
  signal?: AbortSignal,
): Promise<readonly LikelyCause[]> => {
  const { result: claimed, facts } = candidate;
  if (claimed === undefined) return [];
  const program = programOf(candidate);
  const found: LikelyCause[] = [];
  for (const reading of readings) {
    if (!reading.canMatter(evaluation)) continue;
    const result = await judgeByReading(reading, request, resolver, signal);
    if (resolver.hasRefused()) break;
    if (!isAsClaimed(claimed, result)) continue;
    // The text itself may say that it is a guess.
    if (reading.name === 'best-guess-record' && facts?.bestGuess === 'true') continue;
    found.push({
      kind: 'other-reading',
      strength: strengthOf(reading, program),
      sentence: `A receiver that ${reading.habit} gives ${result}${result === claimed ? ', as claimed' : ''} (RFC 7208 §${reading.section}). ${describePrograms(reading, program)}`,
      result,
      reading: reading.name,
      programs: reading.programs,
    });
  }
  return found;
};

/** The text says that the receiver guessed: it judged by a record that the domain does not publish. */
export const findBestGuess = async (
  { candidate, request }: Claim,
  resolver: HeldAnswers,
  signal?: AbortSignal,
): Promise<readonly LikelyCause[]> => {
  if (candidate.facts?.bestGuess !== 'true' || candidate.result === undefined) return [];
  const reading = readings.find(({ name }) => name === 'best-guess-record');
  const result = reading && (await judgeByReading(reading, request, resolver, signal));
  const fits = result !== undefined && !resolver.hasRefused() && isAsClaimed(candidate.result, result);
  return [
    {
      kind: 'best-guess',
      strength: 'stated',
      sentence: `The receiver guessed: it judged by a record of its own, not by one of the domain, and says so.${fits ? ` By "${bestGuess}" a check gives ${result}, as claimed.` : ''}`,
      evidence: 'best guess record',
      ...(fits ? { result } : {}),
    },
  ];
};
