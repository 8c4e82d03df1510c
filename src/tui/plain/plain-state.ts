import type { Exploration } from '../../exploration/exploration.ts';
import type { SpfResult } from '../../spf/result.ts';
import type { NodePath } from '../../spf/trace.ts';

/** A client as it was typed; all empty where there is none. */
export type PlainClient = Readonly<{ ip: string; helo: string; sender: string }>;

/** What was answered: the result, where there was a client, and the lines. */
export type PlainAnswer = Readonly<{ result?: SpfResult; lines: readonly string[] }>;

/** The dialogue so far. `exploration` is undefined until a domain is named. `said`: what of the newest run was told of
 *  its own accord, and the answer of the run before it, if that was about the same domain. */
export type PlainState = Readonly<{
  exploration?: Exploration;
  client: PlainClient;
  opened: ReadonlyMap<NodePath, boolean>;
  cursor?: NodePath;
  searched: string;
  said: Readonly<{ answer: boolean; tree: boolean; fix: boolean; before?: PlainAnswer }>;
}>;

/** What a command asks of the world outside. */
export type PlainEffect =
  | Readonly<{ kind: 'explore'; domain: string; client: PlainClient }>
  | Readonly<{ kind: 'requery' | 'more' | 'quit' }>;

/** What became of the dialogue, and the lines to print, all safe and of any length. */
export type PlainStep = Readonly<{ state: PlainState; lines: readonly string[]; effect?: PlainEffect }>;

/** A dialogue in which nothing has been said. */
export const startPlain = (client: PlainClient): PlainState => ({
  client,
  opened: new Map(),
  searched: '',
  said: { answer: false, tree: false, fix: false },
});
