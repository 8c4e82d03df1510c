import { asciiLowerCase, type DomainName } from '../../dns/resolver.ts';
import { pushEdits, redoEdits, undoEdits } from '../../exploration/edit-history.ts';
import { type Edits, editRecord, noEdits, removeTerm, restoreTerm } from '../../exploration/edits.ts';
import { publishedText, textWithEdits } from '../../exploration/published-text.ts';
import { ledToDomain, recordOf, termAt } from '../../policy/policy-tree.ts';
import { escapeText } from '../../report/escape-text.ts';
import { parseRecord } from '../../spf/parse-record.ts';
import { spendsLookup } from '../../spf/record.ts';
import { areaWith } from '../editing/text-area.ts';
import { followRecord } from '../state/follow-edits.ts';
import { withoutOverlay } from '../state/view-state.ts';
import { typingPauseMs } from './client-commands.ts';
import type { Desk } from './desk.ts';

/** How long a record under edit rests before it is checked over answers that are at hand, in milliseconds: a burst of
 *  keys is checked once. */
const burstPauseMs = 40;

/** The commands that edit records: nothing of it is published. */
export const whatIfCommands = (desk: Desk) => {
  const { session } = desk;

  const apply = (edits: Edits): void => {
    if (edits === desk.edits()) return;
    desk.setHistory(pushEdits(desk.getHistory(), edits));
    desk.recheck();
  };

  const published = (domain: DomainName): string | undefined => publishedText(session.exploration(), domain);

  /** The record of a domain as it stands now: what is on the screen may be a key behind. */
  const current = (domain: DomainName): string | undefined =>
    textWithEdits(session.exploration(), desk.edits(), domain);

  /** Whether DNS must be asked for a term of the text that the record did not have before. */
  const asksAnew = (domain: DomainName, text: string): boolean => {
    const known = new Set(
      [session.exploration(), session.exploration().published].flatMap((exploration) =>
        exploration === undefined
          ? []
          : (recordOf(exploration.policy, domain)?.terms.map(({ term }) => term.text) ?? []),
      ),
    );
    return parseRecord([text]).terms.some((term) => spendsLookup(term) && !known.has(term.text));
  };

  const open = (domain: DomainName | undefined): void => {
    if (domain === undefined) return;
    const text = current(domain);
    if (
      text === undefined &&
      [...session.exploration().policy.pending.values()].some(
        ({ question }) => asciiLowerCase(question.name) === asciiLowerCase(domain),
      )
    ) {
      desk.say(`DNS has not answered yet for the record of ${escapeText(domain)}`, true);
      return;
    }
    const view = desk.getView();
    const area = areaWith(text === undefined || text === '' ? 'v=spf1 ' : text);
    desk.setView({ ...view, overlay: { kind: 'edit', domain, area, before: desk.edits() } });
  };

  const domainHere = (): DomainName | undefined => {
    const domain = session.exploration().invalidReason === undefined ? desk.row()?.domain : undefined;
    if (domain === undefined) desk.say('there is no record to edit here', true);
    return domain;
  };

  return {
    edit: (): void => open(domainHere()),

    editTarget: (): void => {
      const term = termAt(session.exploration().policy, desk.cursor());
      const target = term && ledToDomain(term);
      if (target === undefined)
        desk.say('this term leads to no record; w edits the one that it stands in', true);
      else open(target);
    },

    /** The record in a program of the person's own. */
    editOutside: (): void => {
      const domain = domainHere();
      if (domain === undefined) return;
      const text = current(domain) ?? '';
      desk.deps.editOutside(text).then(
        (edited) => {
          if (edited === undefined) desk.say('the record was left as it was');
          else apply(editRecord(desk.edits(), domain, edited, published(domain)));
          desk.changed();
        },
        (error: unknown) => {
          desk.say(escapeText(error instanceof Error ? error.message : String(error)), true);
          desk.changed();
        },
      );
    },

    /** What is typed is checked once typing rests. */
    typed: (): void => {
      const { overlay } = desk.getView();
      if (overlay?.kind !== 'edit') return;
      desk.recheck(asksAnew(overlay.domain, overlay.area.text) ? typingPauseMs : burstPauseMs);
    },

    /** Enter in the editor: what was typed is a step that can be taken back. */
    keep: (): void => {
      const edits = desk.edits();
      desk.setView(withoutOverlay(desk.getView()));
      const history = desk.getHistory();
      if (edits !== history.present) desk.setHistory(pushEdits(history, edits));
      desk.recheck();
    },

    toggleTerm: (): void => {
      const row = desk.row();
      if (row === undefined || row.kind === 'root') {
        desk.say('x takes a term out of its record; this is no term', true);
        return;
      }
      if (row.kind === 'lost') {
        desk.say("this term is the snapshot's, and no longer there; w edits the record", true);
        return;
      }
      const { domain, path } = row;
      // From now on the cursor stands on this term, not on the one that decides.
      desk.setView({ ...desk.getView(), cursor: path });
      const follow = followRecord(domain, session.exploration(), desk.edits());
      const step = follow(path.split('.').at(-1) ?? '');
      if (step === undefined) return;
      const change = step.startsWith('x') ? restoreTerm : removeTerm;
      apply(change(desk.edits(), domain, Number(step.replace('x', '')), published(domain)));
    },

    tryFix: (): boolean => {
      const { fix } = session.exploration();
      if (fix === undefined) return false;
      apply(editRecord(desk.edits(), fix.domain, fix.record, published(fix.domain)));
      return true;
    },

    undo: (times = 1): void => {
      let history = desk.getHistory();
      if (history.past.length === 0) desk.say('nothing was edited');
      for (let left = Math.min(times, history.past.length); left > 0; left--) history = undoEdits(history);
      desk.setHistory(history);
      desk.recheck();
    },

    redo: (times = 1): void => {
      let history = desk.getHistory();
      if (history.future.length === 0) desk.say('nothing was taken back');
      for (let left = Math.min(times, history.future.length); left > 0; left--) history = redoEdits(history);
      desk.setHistory(history);
      desk.recheck();
    },

    reset: (): void => {
      if (desk.edits().size === 0) desk.say('nothing is edited');
      else apply(noEdits);
    },
  };
};
