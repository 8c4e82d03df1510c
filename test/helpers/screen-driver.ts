import { openSnapshot } from '../../src/cli/open-snapshot.ts';
import { readPastedText } from '../../src/cli/read-pasted-text.ts';
import { readDemoZones } from '../../src/cli/read-zones.ts';
import { clientReader, findAddresses } from '../../src/cli/screen-clients.ts';
import { incidents } from '../../src/demo/incidents.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { zoneResolver } from '../../src/dns/zone-resolver.ts';
import { createExplorationRun } from '../../src/exploration/run-exploration.ts';
import { unicodeGlyphs } from '../../src/report/glyphs.ts';
import type { ControllerDeps } from '../../src/tui/commands/desk.ts';
import { type Controller, createController } from '../../src/tui/controller.ts';
import type { Size } from '../../src/tui/drawing/layout.ts';
import type { Line } from '../../src/tui/drawing/styled-line.ts';
import { keyBindings } from '../../src/tui/keys/key-bindings.ts';
import type { ScreenSource } from '../../src/tui/state/session.ts';

/** A screen without a terminal: keys go in by the names of the key table, the frame comes out as text. */
export type ScreenDriver = Readonly<{
  controller: Controller;
  /** Presses keys, then lets everything that follows from them happen. */
  press: (...names: readonly string[]) => Promise<void>;
  type: (text: string) => Promise<void>;
  settle: () => Promise<void>;
  /** The frame's rows, trailing spaces off. */
  rows: () => string[];
  text: () => string;
  /** The tree's row under the cursor, as far as it is text. */
  selected: () => string | undefined;
  /** What the keys asked of the terminal: quit, suspend … */
  commands: readonly string[];
  /** What was handed on: texts, pictures; and which domains were explored. */
  copied: readonly string[];
  pictures: readonly (readonly Line[])[];
  explored: readonly string[];
}>;

/** The clock of a driven screen stands still. */
const nowMs = Date.UTC(2026, 0, 1);

/** A resolver over the embedded incidents. */
export const demoResolver = async (): Promise<Resolver> => zoneResolver(await readDemoZones());

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A screen over `resolver`, on its start screen; with some of what it needs from outside in place of the usual. Callbacks that wait for time are called as soon as all else is done. */
export const driveScreen = (
  resolver: Resolver,
  size: Size = { columns: 120, rows: 40 },
  editor: (text: string) => string | undefined = () => undefined,
  more: Partial<ControllerDeps> = {},
): ScreenDriver => {
  const delayed = new Set<() => void>();
  const commands: string[] = [];
  const copied: string[] = [];
  const explored: string[] = [];
  const pictures: (readonly Line[])[] = [];
  const source = (label: string, hasIncidents: boolean): ScreenSource => ({
    label,
    hasIncidents,
    start: (dispatch) =>
      createExplorationRun({
        resolver,
        dispatch,
        fail: (error) => {
          throw error;
        },
        later: setImmediate,
        now: () => nowMs,
      }),
  });
  const controller = createController(
    {
      live: source('127.0.0.1:53', false),
      demo: source('demo data', true),
      suggestions: incidents.map(({ clients: [client], ...incident }) => ({
        ...incident,
        kind: 'incident',
        clients: [{ ip: client.ip, helo: client.helo, sender: client.sender ?? '' }],
      })),
      bindings: keyBindings,
      readClient: clientReader(() => 0),
      findAddresses,
      fail: (error) => {
        throw error;
      },
      openSnapshot,
      readText: readPastedText,
      epochMs: () => nowMs,
      glyphs: unicodeGlyphs,
      now: () => nowMs,
      delay: (callback) => {
        delayed.add(callback);
        return () => delayed.delete(callback);
      },
      afterFrame: (callback) => callback(),
      command: (command) => commands.push(command),
      copy: async (text, what) => {
        copied.push(text);
        return `${what} copied`;
      },
      savePicture: async (lines) => {
        pictures.push(lines);
        return 'saved';
      },
      editOutside: async (text) => editor(text),
      onExplored: (domain) => explored.push(domain),
      ...more,
    },
    size,
  );

  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < 5; quiet++) {
      await turn();
      if (delayed.size > 0) quiet = 0;
      for (const callback of [...delayed]) {
        delayed.delete(callback);
        callback();
      }
    }
  };
  const press = async (...names: readonly string[]): Promise<void> => {
    for (const name of names) controller.press(name);
    await settle();
  };
  const rows = () =>
    controller.draw().lines.map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    );
  return {
    controller,
    press,
    type: (text) => press(...text),
    settle,
    rows,
    text: () => rows().join('\n'),
    selected: () =>
      controller
        .draw()
        .lines.flat()
        .find(({ text, style }) => (style === 'selected' || style === 'strong') && text.startsWith('▶'))
        ?.text.replace(/^▶\s*/, '')
        .trimEnd(),
    commands,
    copied,
    explored,
    pictures,
  };
};
