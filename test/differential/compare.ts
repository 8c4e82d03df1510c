import { asciiLowerCase, type RecordType } from '../../src/dns/resolver.ts';
import { askZone } from '../helpers/memory-zone.ts';
import type { DifferentialCase } from './cases.ts';
import type { Ourselves, OurVerdict } from './our-verdict.ts';
import type { Peer, PeerName, PeerVerdict } from './peers.ts';
import { reduceCase } from './reduce-case.ts';

/** A case in which an evaluator says otherwise than we do. */
export type Disagreement = Readonly<{
  peer: PeerName;
  differentialCase: DifferentialCase;
  ours: OurVerdict;
  theirs: PeerVerdict;
}>;

type ExplanationHabit = Pick<Peer, 'givesExplanations'>;

// The moment of a check is its own; `%{t}` writes it.
const withoutTime = (text: string): string => text.replace(/\b1\d{9}\b/g, 'T');

/** What a verdict comes to for the one who gets it: the result, and the explanation of a fail where it is told. */
export const ourWord = (
  { result, explanation = '' }: OurVerdict,
  { givesExplanations }: ExplanationHabit,
): string => (result === 'fail' && givesExplanations ? `fail ${withoutTime(explanation)}` : result);

/** The same, of an evaluator. */
export const theirWord = ({ result, text }: PeerVerdict, { givesExplanations }: ExplanationHabit): string =>
  result === 'fail' && givesExplanations ? `fail ${withoutTime(text)}` : result;

/** A reason without the names and numbers that a smaller case changes. */
const kindOfText = (text: string): string =>
  text
    .replace(/\S*(\.example|arpa)\S*/g, 'X')
    .replace(/[\d.:a-f]*\d[\d.:a-f]*/gi, 'N')
    .slice(0, 60);

const compare = async (
  ourselves: Ourselves,
  peer: Peer,
  differentialCase: DifferentialCase,
): Promise<Disagreement | undefined> => {
  const [ours, theirs] = await Promise.all([ourselves.check(differentialCase), peer.check(differentialCase)]);
  if (ourWord(ours, peer) === theirWord(theirs, peer)) return undefined;
  return { peer: peer.name, differentialCase, ours, theirs };
};

/** What a disagreement must keep while its case is made smaller, so that it stays the same one. */
const kindOf = ({ ours, theirs }: Disagreement): string =>
  [ours.result, ours.cause.kind, theirs.result, theirs.result === 'fail' ? '' : kindOfText(theirs.text)].join(
    ' | ',
  );

/** The disagreement with this evaluator on the case, with all left out of the case that it does not need; undefined
 *  if they agree. */
export const findDisagreement = async (
  ourselves: Ourselves,
  peer: Peer,
  differentialCase: DifferentialCase,
): Promise<Disagreement | undefined> => {
  let found = await compare(ourselves, peer, differentialCase);
  if (found === undefined) return undefined;
  const kind = kindOf(found);
  await reduceCase(differentialCase, async (smaller) => {
    const again = await compare(ourselves, peer, smaller);
    if (again === undefined || kindOf(again) !== kind) return false;
    found = again;
    return true;
  });
  return found;
};

/** The questions of the evaluator that DNS did not answer, as it was in trouble. */
export const questionsInTrouble = ({ theirs, differentialCase }: Disagreement): string[] => {
  const ask = askZone(differentialCase.zone);
  return theirs.asked.filter((question) => {
    const [type = '', name = ''] = question.split(' ');
    // The server tells of types that the zone knows; others have no data.
    return ask({ type: type as RecordType, name: asciiLowerCase(name) }).kind === 'trouble';
  });
};

/** Whether a name of the case is in trouble, asked for or not. */
export const hasTrouble = ({ differentialCase }: Disagreement): boolean =>
  /"servfail"/.test(JSON.stringify(differentialCase.zone));

/** All SPF records of the case, joined by line breaks. */
export const recordsOf = ({ differentialCase }: Disagreement): string =>
  Object.values(differentialCase.zone)
    .flatMap((data) => (typeof data === 'string' || !Array.isArray(data.TXT) ? [] : data.TXT))
    .map((text: string | readonly string[]) => (typeof text === 'string' ? text : text.join('')))
    .join('\n');

/** Whether a name of the case has data of the type. */
export const hasData = ({ differentialCase }: Disagreement, type: 'CNAME' | 'MX' | 'PTR'): boolean =>
  Object.values(differentialCase.zone).some((data) => typeof data !== 'string' && data[type] !== undefined);
