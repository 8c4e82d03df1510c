import { evaluationOf } from '../exploration/exploration.ts';
import type { Candidate } from '../intake/candidate.ts';
import type { SpfResult } from '../spf/result.ts';
import { commandTable } from './commands/command-table.ts';
import type { ControllerDeps, Explore } from './commands/desk.ts';
import { mouseCommands } from './commands/mouse-commands.ts';
import { createScreenState } from './commands/screen-state.ts';
import type { Size } from './drawing/layout.ts';
import type { Action, CommandAction } from './keys/action.ts';
import { actionForKey, bindingForKey, isTypingContext } from './keys/key-bindings.ts';
import { keyContextOf, type Screen } from './panes/compose-screen.ts';
import { checksOf } from './state/checks-of-view.ts';
import type { ClientTexts } from './state/client-form.ts';
import { reduceView } from './state/reduce-view.ts';
import { countDigit, withCount } from './state/repeat-count.ts';
import { initialView } from './state/view-state.ts';
import type { MouseEvent } from './terminal/mouse.ts';

/** The screen's state and everything that changes it; draws nothing itself. */
export type Controller = Readonly<{
  /** Explores a domain of the live source; the first client is looked at. */
  explore: (domain: string, ...clients: readonly ClientTexts[]) => void;
  /** Takes in what a text was found to hold: its one check is shown, or the list of them; the list waits for its key where
   *  they are all of the domain on the screen. */
  openIncidents: (candidates: readonly Candidate[]) => void;
  press: (keyName: string) => void;
  paste: (text: string) => void;
  /** So many characters of the next paste were left out already. */
  cutPaste: (dropped: number) => void;
  mouse: (event: MouseEvent) => void;
  resize: (size: Size) => void;
  draw: () => Screen;
  /** Says something in the footer, until the next key. */
  say: (text: string, isTrouble?: boolean) => void;
  /** Rises with every change; the same number means the same screen, but for the clock. */
  getVersion: () => number;
  subscribe: (listener: () => void) => () => void;
  isWaiting: () => boolean;
  /** After how many milliseconds the clocks on the screen want another frame; undefined where there are none. */
  tickMs: () => number | undefined;
  getResult: () => SpfResult | undefined;
  stop: () => void;
}>;

/** How often the clocks on the screen go on. Tenths of a second tell a slow server from a silent one; after some seconds
 *  nobody reads them. */
const ticks = { soonMs: 200, laterMs: 1000 };
const soonForMs = 5000;

/** A controller that shows the start screen until told to explore. */
export const createController = (deps: ControllerDeps, firstSize: Size): Controller => {
  const state = createScreenState(deps, firstSize);
  const { session, getView, setView } = state;

  const explore: Explore = (domain, next, from = session.source(), keepsAnswers = false) => {
    state.cancelPause();
    state.setProblem(undefined);
    state.incidents.setClaim(undefined);
    table.pasting.tryHeld(domain);
    const incident = from.hasIncidents
      ? deps.suggestions.find(({ kind, domain: told }) => kind === 'incident' && told === domain)
      : undefined;
    state.setStory(incident?.story);
    const { clients, active, heloOf } = next;
    const view = { ...initialView('explore', clients), active, ...(heloOf === undefined ? {} : { heloOf }) };
    setView(view);
    session.open(domain, checksOf(view, domain, deps.readClient), state.edits(), from, keepsAnswers);
    table.findHosts();
    if (!from.hasIncidents) deps.onExplored(domain, clients[active]);
    state.changed();
  };

  const performNamed = (name: string): void => {
    const binding = deps.bindings.find((one) => one.name === name);
    if (binding !== undefined) perform(binding.action);
  };
  const table = commandTable(state, explore, performNamed);

  const isCommand = (action: Action): action is CommandAction => action.kind in table.commands;

  const perform = (action: Action): void => {
    if (isCommand(action)) table.commands[action.kind](action.times);
    else {
      const before = getView().overlay;
      setView(reduceView(getView(), action, state.viewContext()));
      if (action.kind === 'edit') table.typed();
      if (action.kind === 'back') table.takenBack(before);
    }
    state.changed();
  };

  const isWaiting = (): boolean => {
    const { policy, check } = session.exploration();
    return getView().screen === 'explore' && (policy.pending.size > 0 || check?.kind === 'running');
  };

  /** Whether the log is in sight, and counts the seconds down that answers may be kept. */
  const isCounting = (): boolean => {
    const { screen, overlay } = getView();
    if (screen !== 'explore' || overlay?.kind === 'help') return false;
    return (
      state.isLogInSight() &&
      session.exploration().log.entries.some(({ answer }) => (answer?.ttlSeconds ?? 0) > 0)
    );
  };

  return {
    explore: (domain, ...clients) =>
      explore(domain, initialView('explore', clients.length === 0 ? undefined : clients), deps.live),
    press: (keyName) => {
      state.findings.rest();
      state.say('');
      const context = keyContextOf({ view: getView() });
      const counting = context === 'tree' ? countDigit(getView(), keyName, deps.now()) : undefined;
      if (counting !== undefined) {
        setView(counting);
        state.changed();
        return;
      }
      const binding = bindingForKey(deps.bindings, context, keyName);
      const next = withCount(getView(), binding, actionForKey(deps.bindings, context, keyName), deps.now());
      setView(next.view);
      if (next.action === undefined) state.changed();
      else perform(next.action);
    },
    paste: (pasted) => {
      // Terminals send a line break as the key that makes one.
      const text = pasted.replace(/\r\n?/g, '\n');
      const context = keyContextOf({ view: getView() });
      const isField = isTypingContext(context) && (context !== 'start' || table.pasting.isForField(text));
      if (isField) perform({ kind: 'edit', action: { kind: 'insert', text } });
      else table.pasting.read(text);
    },
    cutPaste: table.pasting.noteDropped,
    openIncidents: (candidates) => {
      table.pasting.handIn({ candidates, hops: [], borders: new Map() });
      state.changed();
    },
    mouse: mouseCommands(state, {
      enter: () => perform({ kind: 'enter' }),
      move: (view, motion, times) => reduceView(view, { kind: 'move', motion, times }, state.viewContext()),
    }),
    resize: state.resize,
    draw: state.draw,
    say: (text, isTrouble) => {
      state.say(text, isTrouble);
      state.changed();
    },
    getVersion: state.getVersion,
    subscribe: state.subscribe,
    isWaiting,
    tickMs: () => {
      const isSoon = deps.now() - session.exploration().startedAtMs < soonForMs;
      if (isWaiting() && isSoon) return ticks.soonMs;
      return isWaiting() || isCounting() ? ticks.laterMs : undefined;
    },
    getResult: () => evaluationOf(session.exploration())?.result,
    stop: () => {
      state.findings.stop();
      session.stop();
    },
  };
};
