import { asksByClient } from '../../policy/asks-by-client.ts';
import { escapeText } from '../../report/escape-text.ts';
import { checksOf, otherIdentity } from '../state/checks-of-view.ts';
import { type ClientTexts, clientOf, fieldsOf, formProblem, nobody } from '../state/client-form.ts';
import { activeClient, type ViewState } from '../state/view-state.ts';
import type { Desk } from './desk.ts';

/** How long a form rests before a check that may ask DNS anew, in milliseconds. */
export const typingPauseMs = 300;

const withActive = (view: ViewState, client: ClientTexts): ViewState => ({
  ...view,
  clients: view.clients.map((other, index) => (index === view.active ? client : other)),
});

/** The commands about clients: the form, several of them, host names, the other identity. */
export const clientCommands = (desk: Desk, explore: (domain: string, view: ViewState) => void) => {
  const { deps, session } = desk;

  /** Checks what the form holds, as far as it can be read. Gives whether it can. */
  const simulate = (): boolean => {
    const view = desk.getView();
    if (view.overlay?.kind !== 'simulate') return true;
    const { form } = view.overlay;
    const next = withActive(view, clientOf(form));
    const { problem, hostName } = checksOf(next, session.exploration().domain, deps.readClient);
    const wrong = formProblem(form) ?? (hostName === undefined ? problem : undefined);
    const note = hostName === undefined ? wrong : `Enter asks for the addresses of ${escapeText(hostName)}`;
    desk.setProblem(wrong ?? note);
    if (wrong !== undefined) return false;
    desk.setView(next);
    if (hostName === undefined) desk.recheck(asksByClient(session.exploration().policy) ? typingPauseMs : 0);
    return true;
  };

  /** Has every client that is a host name stand for that host's addresses, once DNS has told them. */
  const findHosts = (): void => {
    const { domain } = session.exploration();
    for (const client of desk.getView().clients) {
      const read = deps.readClient(domain, client);
      const hostName = 'problem' in read ? read.hostName : undefined;
      if (hostName === undefined) continue;
      desk.say(`asking for the addresses of ${escapeText(hostName)} …`);
      void deps.findAddresses(hostName, session.resolve).then(({ addresses, note }) => {
        const view = desk.getView();
        const index = view.clients.indexOf(client);
        if (session.exploration().domain !== domain || index === -1) return;
        const name = client.label === undefined || client.label === '' ? hostName : client.label;
        const found = addresses.map((ip) => ({
          ...client,
          ip,
          helo: client.helo === '' ? hostName : client.helo,
          label: addresses.length === 1 ? name : `${name} ${ip}`,
        }));
        if (found.length > 0) {
          const active = view.active > index ? view.active + found.length - 1 : view.active;
          desk.setView({ ...view, clients: view.clients.toSpliced(index, 1, ...found), active });
          desk.recheck();
        }
        desk.say(note ?? '', addresses.length === 0);
        desk.changed();
      });
    }
  };

  const show = (view: ViewState): void => {
    const { overlay } = view;
    desk.setProblem(undefined);
    const isOpen = overlay?.kind === 'simulate';
    desk.setView(
      isOpen
        ? {
            ...view,
            overlay: { ...overlay, form: { ...overlay.form, fields: fieldsOf(activeClient(view)) } },
          }
        : view,
    );
    desk.recheck();
  };

  return {
    simulate,
    findHosts,

    /** Enter in the form: what it holds, without the clients that were left empty. Gives whether it can be read. */
    keep: (): boolean => {
      if (!simulate()) return false;
      const view = desk.getView();
      const clients = view.clients.filter(({ ip }) => ip !== '');
      if (clients.length === 0 || clients.length === view.clients.length) return true;
      const ahead = view.clients.slice(0, view.active).filter(({ ip }) => ip !== '').length;
      desk.setView({ ...view, clients, active: Math.min(ahead, clients.length - 1) });
      desk.recheck();
      return true;
    },

    /** Esc in the form: the clients from before it was opened. */
    takeBack: (before: Readonly<{ clients: readonly ClientTexts[]; active: number }>): void => {
      desk.setProblem(undefined);
      desk.setView({ ...desk.getView(), ...before });
      desk.recheck();
      // Of a host whose addresses came meanwhile the form knew nothing.
      findHosts();
    },

    step: (by: 1 | -1): void => {
      const view = desk.getView();
      const { length } = view.clients;
      if (length < 2) desk.say('there is one client only; Ctrl-O in its form (s) adds another');
      else show({ ...view, active: (view.active + by + length) % length });
    },

    add: (): void => {
      if (!simulate()) return;
      const view = desk.getView();
      const { ip: _, label: __, expected: ___, ...rest } = activeClient(view);
      if (activeClient(view).ip === '') return;
      show({ ...view, clients: [...view.clients, { ...rest, ip: '' }], active: view.clients.length });
    },

    remove: (): void => {
      const view = desk.getView();
      const clients = view.clients.toSpliced(view.active, 1);
      show({
        ...view,
        clients: clients.length === 0 ? [nobody] : clients,
        active: Math.max(0, Math.min(view.active, clients.length - 1)),
      });
    },

    otherIdentity: (): void => {
      const view = desk.getView();
      const { domain } = session.exploration();
      const other = otherIdentity(view, domain);
      if (other === undefined) {
        desk.say('the client has no HELO name but the domain itself; s gives it one');
        return;
      }
      const { heloOf, ...rest } = view;
      explore(other.domain, heloOf === undefined ? { ...rest, heloOf: domain } : rest);
    },
  };
};
