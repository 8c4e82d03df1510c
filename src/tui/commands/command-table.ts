import { askingTerm } from '../../exploration/asking-term.ts';
import type { Command } from '../keys/action.ts';
import { offeredCut } from '../state/offered-cut.ts';
import { reduceView } from '../state/reduce-view.ts';
import type { ViewState } from '../state/view-state.ts';
import { clientCommands } from './client-commands.ts';
import type { Explore } from './desk.ts';
import { enterCommand } from './enter-command.ts';
import { handOnCommands } from './hand-on-commands.ts';
import { pasteCommands } from './paste-commands.ts';
import { repairCommands } from './repair-commands.ts';
import type { ScreenState } from './screen-state.ts';
import { searchCommands } from './search-commands.ts';
import { whatIfCommands } from './what-if-commands.ts';

/** What each command does, as often as it is told; and what follows from typing and from Esc. */
export const commandTable = (state: ScreenState, explore: Explore, performNamed: (name: string) => void) => {
  const { deps, session } = state;
  const clients = clientCommands(state, (domain, view) => explore(domain, view, session.source(), true));
  const whatIf = whatIfCommands(state);
  const repairs = repairCommands(state);
  const handOn = handOnCommands(state, state.draw);
  const search = searchCommands(state);
  const pasting = pasteCommands(state, explore);
  const enter = enterCommand(state, {
    explore,
    openListed: pasting.openListed,
    openSnapshot: state.snapshots.open,
    keepClients: clients.keep,
    findHosts: clients.findHosts,
    keepEdit: whatIf.keep,
    performNamed,
    placeOf: (question) => askingTerm(session.exploration(), question),
  });

  const commands: Readonly<Record<Command, (times?: number) => void>> = {
    quit: () => deps.command('quit'),
    interrupt: () => deps.command('interrupt'),
    suspend: () => deps.command('suspend'),
    redraw: () => deps.command('redraw'),
    requery: () => {
      state.findings.forget();
      session.requery();
    },
    enter,
    'find-next': (times) => search.next(1, times),
    'find-previous': (times) => search.next(-1, times),
    costliest: search.costliest,
    'fix-or-filter': () => {
      const { focus, chosen } = state.getView();
      const problems = state.problems();
      const problem = focus === 'problems' ? problems[chosen.problems] : undefined;
      if (problem !== undefined) {
        repairs.repair(problem);
        return;
      }
      if (whatIf.tryFix()) return;
      const cut = offeredCut(session.exploration(), state.findings.now(), problems);
      if (cut !== undefined) repairs.repair(cut);
      else state.setView(reduceView(state.getView(), { kind: 'filter' }, state.viewContext()));
    },
    'fix-all': repairs.repairAll,
    'edit-record': whatIf.edit,
    'edit-target': whatIf.editTarget,
    'edit-outside': whatIf.editOutside,
    'toggle-term': whatIf.toggleTerm,
    undo: whatIf.undo,
    redo: whatIf.redo,
    reset: whatIf.reset,
    'next-client': () => clients.step(1),
    'previous-client': () => clients.step(-1),
    'add-client': clients.add,
    'remove-client': clients.remove,
    'other-identity': clients.otherIdentity,
    copy: handOn.copy,
    'copy-record': handOn.copyRecord,
    'copy-report': handOn.copyReport,
    'copy-clients': handOn.copyClients,
    'save-picture': handOn.savePicture,
    'compare-snapshot': state.snapshots.toggle,
    incidents: pasting.showList,
    'order-incidents': pasting.order,
  };

  return {
    commands,
    findHosts: clients.findHosts,
    pasting,

    /** What follows from a key in a field. */
    typed: (): void => {
      const { overlay } = state.getView();
      if (overlay?.kind === 'simulate') clients.simulate();
      if (overlay?.kind === 'edit') whatIf.typed();
      if (overlay?.kind === 'search') search.typed(overlay.from);
    },

    /** What follows from Esc over an overlay: what was there before is checked again. */
    takenBack: (overlay: ViewState['overlay']): void => {
      state.setProblem(undefined);
      if (overlay?.kind === 'simulate') clients.takeBack(overlay.form.before);
      if (overlay?.kind === 'edit') state.recheck();
    },
  };
};
