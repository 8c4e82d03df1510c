import { pushEdits } from '../../exploration/edit-history.ts';
import { editRecord } from '../../exploration/edits.ts';
import type { Candidate } from '../../intake/candidate.ts';
import { missingFields } from '../../intake/candidate.ts';
import { count } from '../../report/describe-cause.ts';
import { escapeText } from '../../report/escape-text.ts';
import { readInitialDomain } from '../../spf/domain-name.ts';
import { type BareText, readBareText } from '../editing/bare-text.ts';
import { areaWith } from '../editing/text-area.ts';
import type { OpenClaim } from '../state/claim.ts';
import { type ClientTexts, nobody } from '../state/client-form.ts';
import { type FoundIncidents, groupOrders, type ListedIncident } from '../state/incident-list.ts';
import { reduceView } from '../state/reduce-view.ts';
import { initialView, type ViewState, withoutOverlay } from '../state/view-state.ts';
import { clientOfCandidate } from './candidate-client.ts';
import type { Explore } from './desk.ts';
import type { ScreenState } from './screen-state.ts';

/** So many characters of a paste are read: a log of some 700 lines, the headers of any message. */
export const mostPasted = 131_072;

/** The beginning of a paste that is too long, up to the end of a line. */
const cutPaste = (text: string): string => {
  const beginning = text.slice(0, mostPasted);
  const end = beginning.lastIndexOf('\n');
  return end < mostPasted / 2 ? beginning : beginning.slice(0, end);
};

/** What becomes of a text that is pasted where no field takes it, and of the incidents that it holds. */
export const pasteCommands = (state: ScreenState, explore: Explore) => {
  const { deps, session } = state;
  /** Rises with each paste: one that another takes the place of does nothing any more. */
  let pasted = 0;
  /** How much of the next paste never came here. */
  let dropped = 0;

  const isStart = (): boolean => state.getView().screen === 'start';

  const openForm = (): void =>
    state.setView(
      reduceView(withoutOverlay(state.getView()), { kind: 'show-simulate' }, state.viewContext()),
    );

  const setClient = (client: ClientTexts): void =>
    state.setView({ ...withoutOverlay(state.getView()), clients: [client], active: 0 });

  /** The clients on the screen and this one, which is looked at. */
  const withClient = (client: ClientTexts): Pick<ViewState, 'clients' | 'active'> => {
    const clients = state.getView().clients.filter(({ ip }) => ip !== '');
    const known = clients.findIndex(
      ({ ip, helo, sender }) => ip === client.ip && helo === client.helo && sender === client.sender,
    );
    return known === -1
      ? { clients: [...clients, client], active: clients.length }
      : {
          clients: clients.map((each, index) => (index === known ? { ...each, ...client } : each)),
          active: known,
        };
  };

  /** Looks at a client of a domain: beside the others, if the domain is on the screen. */
  const look = (domain: string, client: ClientTexts, heloOf: string | undefined): void => {
    const view = state.getView();
    const isShown = !isStart() && domain === session.exploration().domain && view.heloOf === heloOf;
    if (isShown) {
      state.setView({ ...withoutOverlay(view), ...withClient(client) });
      state.recheck();
      return;
    }
    const next = initialView('explore', [client]);
    explore(domain, heloOf === undefined ? next : { ...next, heloOf });
  };

  /** Explores what a candidate speaks of; what it lacks is left to the form. */
  const openCandidate = (candidate: Candidate, standing?: string): void => {
    const { domain, client, heloOf, notes } = clientOfCandidate(candidate, deps.suggestions);
    const missing = missingFields(candidate);
    const named = session.exploration().domain;
    if (domain === undefined && isStart()) {
      setClient(client);
      state.say('the text names no domain, HELO name or sender: which domain is it about?', true);
      return;
    }
    const subject = domain ?? named;
    const border = state.incidents.found()?.borders.get(candidate);
    const claim: OpenClaim = {
      candidate,
      domain: subject,
      client,
      notes: [...notes, ...[border, standing].flatMap((note) => note ?? [])],
    };
    look(subject, client, heloOf);
    state.incidents.setClaim(claim);
    if (missing.length === 0) return;
    openForm();
    state.say(
      missing.includes('clientIp')
        ? 'the text names no client: its address is wanted here'
        : `the text names no HELO name and no sender: ${escapeText(subject)} is taken for the domain`,
      true,
    );
  };

  const showList = (): void => {
    const found = state.incidents.found();
    if (found === undefined) {
      state.say('nothing was pasted yet: paste a log line, headers, a bounce or a message');
      return;
    }
    const view = withoutOverlay(state.getView());
    state.setView({ ...view, overlay: { kind: 'incidents', chosen: 0, order: groupOrders[0] ?? 'count' } });
  };

  const openFound = (found: FoundIncidents): void => {
    state.incidents.setFound(found);
    const rows = state.incidents.listed('count');
    const [first] = rows;
    if (rows.length === 1 && first !== undefined) openCandidate(first.candidate);
    else showList();
  };

  const openRecord = (octets: string): void => {
    if (isStart()) {
      state.say('which domain is the record for? Type it, and the record is tried there');
      state.setHeldRecord(octets);
      return;
    }
    const { root } = session.exploration().policy;
    const overlay = { kind: 'edit', domain: root, area: areaWith(octets), before: state.edits() } as const;
    state.setView({ ...withoutOverlay(state.getView()), overlay });
    state.recheck();
  };

  const openBare = (bare: BareText): void => {
    switch (bare.kind) {
      case 'domain':
        explore(bare.domain, initialView('explore', state.getView().clients));
        return;
      case 'mailbox':
        explore(bare.domain, initialView('explore', [{ ...nobody, sender: bare.mailbox }]));
        return;
      case 'client':
        if (isStart()) {
          setClient({ ...nobody, ip: bare.ip });
          state.say(`${bare.ip} is the client: which domain does it send for?`);
          return;
        }
        setClient({ ...nobody, ip: bare.ip });
        state.recheck();
        return;
      case 'record':
        openRecord(bare.octets);
        return;
    }
  };

  const read = async (text: string): Promise<void> => {
    const own = ++pasted;
    const whole = text.length + dropped;
    dropped = 0;
    const bare = readBareText(text.length > mostPasted ? '' : text);
    if (bare !== undefined) {
      openBare(bare);
      return;
    }
    if (text.trim() === '') return;
    const isCut = whole > mostPasted;
    state.say(`reading ${count(whole, 'pasted character')} …`);
    const { found, intake } = await deps.readText(isCut ? cutPaste(text) : text);
    if (own !== pasted) return;
    const cut = isCut ? `read ${mostPasted} of ${whole} characters` : '';
    state.say('');
    if (found.candidates.length + found.hops.length > 0) {
      openFound(found);
      if (cut !== '') state.say(`${cut}; spfx explore --from-text FILE reads all`, true);
    } else {
      const { nearMiss } = intake;
      const near =
        nearMiss === undefined
          ? ''
          : `; nearest, line ${nearMiss.place.line}: ${escapeText(nearMiss.sentence)}`;
      const kinds = `it is none of ${intake.lookedFor.length} kinds of logs, headers, bounces and reports`;
      state.say(`no check found${cut === '' ? '' : `, ${cut}`}${near}; ${kinds}`, true);
    }
    state.changed();
  };

  return {
    /** Whether a paste on the start screen is a name for its field. */
    isForField: (text: string): boolean => {
      const bare = readBareText(text);
      return bare === undefined
        ? !/\s/.test(text.trim()) && text.trim().length <= 320
        : bare.kind === 'domain';
    },

    /** So many characters of the next paste were left out already. */
    noteDropped: (characters: number): void => {
      dropped = characters;
    },

    read: (text: string): void => {
      read(text).catch(deps.fail);
      state.changed();
    },

    showList,

    /** What was found before the screen began: where all of it is of the domain on the screen, whose clients stand side by
     *  side, the list waits for its key. */
    handIn: (found: FoundIncidents): void => {
      const { domain } = session.exploration();
      state.incidents.setFound(found);
      const rows = state.incidents.listed('count');
      if (isStart() || rows.length === 1 || rows.some((row) => row.domain !== domain)) openFound(found);
    },

    /** Enter in the list. */
    openListed: ({ candidate, hop }: ListedIncident): void => {
      state.setView(withoutOverlay(state.getView()));
      openCandidate(candidate, hop?.sentence);
    },

    order: (): void => {
      const view = state.getView();
      if (view.overlay?.kind !== 'incidents') return;
      const order =
        groupOrders[(groupOrders.indexOf(view.overlay.order) + 1) % groupOrders.length] ?? 'count';
      state.setView({ ...view, overlay: { ...view.overlay, order, chosen: 0 } });
    },

    /** A record that was pasted before there was a domain to try it for. */
    tryHeld: (domain: string): void => {
      const held = state.getHeldRecord();
      const initial = readInitialDomain(domain);
      state.setHeldRecord(undefined);
      if (held === undefined || !initial.isValid) return;
      state.setHistory(
        pushEdits(state.getHistory(), editRecord(state.edits(), initial.name, held, undefined)),
      );
    },
  };
};
