import { composeFixes } from '../../exploration/compose-fixes.ts';
import { pushEdits } from '../../exploration/edit-history.ts';
import { type Edits, editedResolver, editRecord } from '../../exploration/edits.ts';
import { judgePolicy } from '../../exploration/judge-policy.ts';
import {
  compareJudgements,
  findRepair,
  type ProofSubject,
  repairedResolver,
} from '../../exploration/prove-problems.ts';
import { publishedText } from '../../exploration/published-text.ts';
import type { Problem } from '../../lint/problem.ts';
import { count } from '../../report/describe-cause.ts';
import { checksOf } from '../state/checks-of-view.ts';
import type { Desk } from './desk.ts';

const isSameProblem = (one: Problem, other: Problem): boolean =>
  one.code === other.code && one.domain === other.domain && one.span?.start === other.span?.start;

/** The commands that repair what the rules find, as what-ifs: nothing is done that was not proven first, over the answers
 *  at hand and those that the proof asks for. */
export const repairCommands = (desk: Desk) => {
  const { session } = desk;
  /** Rises with each repair that is begun: one that another takes the place of does nothing any more. */
  let begun = 0;

  const subjectNow = (): ProofSubject => {
    const { policy, domain } = session.exploration();
    const { request, sides } = checksOf(desk.getView(), domain, desk.deps.readClient);
    return {
      root: policy.root,
      resolver: editedResolver({ resolve: session.resolve }, desk.edits()),
      requests: [...(request === undefined ? [] : [request]), ...sides.map((side) => side.request)],
    };
  };

  /** Proves in the background, and does what came of it unless the records were edited meanwhile. */
  const prove = (
    find: () => Promise<Readonly<{ records: ReadonlyMap<string, string>; said: string }>>,
  ): void => {
    const own = ++begun;
    const edits = desk.edits();
    desk.say('proving what may be repaired …');
    find().then(
      ({ records, said }) => {
        if (own !== begun || desk.edits() !== edits) return;
        let repaired: Edits = edits;
        for (const [domain, record] of records)
          repaired = editRecord(repaired, domain, record, publishedText(session.exploration(), domain));
        if (repaired !== edits) {
          desk.setHistory(pushEdits(desk.getHistory(), repaired));
          desk.recheck();
        }
        desk.say(said, records.size === 0);
        desk.changed();
      },
      // Another exploration took the place of the one whose answers were asked for.
      () => {
        if (own === begun) desk.say('the repair was not proven: DNS was called off', true);
        desk.changed();
      },
    );
  };

  return {
    /** The repair of one problem. */
    repair: (problem: Problem): void =>
      prove(async () => {
        const subject = subjectNow();
        const before = await judgePolicy(subject);
        const same = before.problems.find((other) => isSameProblem(other, problem));
        const fix = same && (await findRepair(before, same, subject));
        if (same === undefined || fix === undefined)
          return { records: new Map(), said: `${problem.code} has no mechanical fix: w edits the record` };
        const resolver = repairedResolver(before, subject.resolver, [fix]);
        const proof = compareJudgements(before, await judgePolicy({ ...subject, resolver }), [same.code]);
        return proof.kind === 'refused'
          ? {
              records: new Map(),
              said: `to ${fix.label} would change other verdicts or mend nothing: w edits the record`,
            }
          : { records: new Map([[fix.domain, fix.record]]), said: `${fix.label}: done, as a what-if` };
      }),

    /** All repairs that change no verdict which was given without error. */
    repairAll: (): void =>
      prove(async () => {
        const subject = subjectNow();
        const { records, applied } = await composeFixes(subject, await judgePolicy(subject), {
          kinds: ['safe'],
        });
        return {
          records,
          said:
            records.size === 0
              ? 'nothing here has a safe fix'
              : `${count(applied.length, 'fix').replace('fixs', 'fixes')} done, as what-ifs`,
        };
      }),
  };
};
