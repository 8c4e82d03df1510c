import type { DnsQuestion } from '../../dns/resolver.ts';
import { canWalkOn } from '../../policy/policy.ts';
import { escapeText } from '../../report/escape-text.ts';
import type { NodePath } from '../../spf/trace.ts';
import { paletteEntries } from '../keys/action-palette.ts';
import type { ListedIncident } from '../state/incident-list.ts';
import { type ViewState, withoutOverlay } from '../state/view-state.ts';
import type { Explore } from './desk.ts';
import type { ScreenState } from './screen-state.ts';
import { goToNode } from './search-commands.ts';

/** What Enter hands on to. */
export type EnterDeps = Readonly<{
  explore: Explore;
  keepClients: () => boolean;
  findHosts: () => void;
  keepEdit: () => void;
  openListed: (listed: ListedIncident) => void;
  openSnapshot: (path: string) => void;
  performNamed: (name: string) => void;
  placeOf: (question: DnsQuestion) => NodePath | undefined;
}>;

/** Enter: what it does depends on where it is pressed. */
export const enterCommand = (state: ScreenState, deps: EnterDeps): (() => void) => {
  const { session } = state;

  const jumpTo = (path: NodePath | undefined): void => {
    if (path === undefined) {
      state.say('no term of the tree has to do with it');
      return;
    }
    state.setView({ ...state.getView(), focus: 'tree', isZoomed: false });
    goToNode(state, path);
  };

  const inOverlay = (overlay: NonNullable<ViewState['overlay']>): void => {
    const view = state.getView();
    switch (overlay.kind) {
      case 'simulate':
        if (!deps.keepClients()) return;
        state.setProblem(undefined);
        state.setView(withoutOverlay(state.getView()));
        deps.findHosts();
        return;
      case 'domain': {
        const domain = overlay.field.text.trim();
        if (domain !== '') deps.explore(domain, withoutHelo(view));
        return;
      }
      case 'snapshot': {
        const path = overlay.field.text.trim();
        if (path !== '') deps.openSnapshot(path);
        return;
      }
      case 'search': {
        const text = overlay.field.text.trim();
        const found = state.hits()?.paths.length ?? 0;
        const { search: _, ...rest } = withoutOverlay(view);
        state.setView(text === '' ? rest : { ...rest, search: text });
        if (text !== '' && found === 0) state.say(`nothing in the tree matches "${escapeText(text)}"`, true);
        return;
      }
      case 'palette': {
        const entry = paletteEntries(state.deps.bindings, overlay.field.text)[overlay.chosen];
        state.setView(withoutOverlay(view));
        if (entry !== undefined) deps.performNamed(entry.binding.name);
        return;
      }
      case 'edit':
        deps.keepEdit();
        return;
      case 'incidents': {
        const listed = state.incidents.listed(overlay.order)[overlay.chosen];
        if (listed !== undefined) deps.openListed(listed);
        return;
      }
      case 'help':
        return;
    }
  };

  const onStart = ({ start }: ViewState): void => {
    const picked = state.deps.suggestions[start.chosen];
    const text = start.field.text.trim();
    const { demo, live } = state.deps;
    if (picked !== undefined)
      deps.explore(
        picked.domain,
        { ...state.getView(), clients: picked.clients, active: 0 },
        picked.kind === 'incident' ? demo : live,
      );
    else if (text !== '') deps.explore(text, state.getView());
  };

  const inPane = ({ focus, chosen }: ViewState): void => {
    const exploration = session.exploration();
    if (focus === 'problems') jumpTo(state.problems()[chosen.problems]?.path);
    else if (focus === 'log') {
      const { entries } = exploration.log;
      const entry = entries[chosen.log ?? entries.length - 1];
      jumpTo(entry && deps.placeOf(entry.question));
    } else if (canWalkOn(exploration.policy)) session.goOn();
    else state.setView({ ...state.getView(), focus: 'detail' });
  };

  return () => {
    const view = state.getView();
    if (view.overlay !== undefined) inOverlay(view.overlay);
    else if (view.screen === 'start') onStart(view);
    else inPane(view);
  };
};

const withoutHelo = ({ heloOf: _, ...view }: ViewState): ViewState => view;
