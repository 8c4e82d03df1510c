import type { Pane } from '../drawing/layout.ts';
import type { FieldAction } from '../editing/text-field.ts';

/** A step through a list. */
export type Motion = 'up' | 'down' | 'page-up' | 'page-down' | 'half-up' | 'half-down' | 'first' | 'last';

/** What changes the view alone: where the person is and what is shown. `times`: a count that was typed before. */
export type ViewAction =
  | Readonly<{ kind: 'move'; motion: Motion; times?: number }>
  | Readonly<{ kind: 'sibling'; step: 1 | -1; times?: number }>
  | Readonly<{ kind: 'open-or-enter' | 'close-or-leave' | 'toggle' | 'open-siblings' | 'close-siblings' }>
  | Readonly<{ kind: 'focus'; pane: Pane | 'next' | 'previous' }>
  | Readonly<{ kind: 'zoom' | 'filter' }>
  | Readonly<{
      kind: 'show-help' | 'show-simulate' | 'show-domain' | 'show-search' | 'show-palette' | 'back';
    }>
  | Readonly<{ kind: 'edit'; action: FieldAction }>
  | Readonly<{ kind: 'edit-row'; step: 1 | -1 }>
  | Readonly<{ kind: 'next-field'; step: 1 | -1 }>;

/** What goes beyond the view: the exploration, the records, the terminal. */
export type Command =
  | 'quit'
  | 'interrupt'
  | 'suspend'
  | 'redraw'
  | 'requery'
  | 'enter'
  | 'find-next'
  | 'find-previous'
  | 'costliest'
  | 'fix-or-filter'
  | 'fix-all'
  | 'edit-record'
  | 'edit-target'
  | 'edit-outside'
  | 'toggle-term'
  | 'undo'
  | 'redo'
  | 'reset'
  | 'next-client'
  | 'previous-client'
  | 'add-client'
  | 'remove-client'
  | 'other-identity'
  | 'copy'
  | 'copy-record'
  | 'copy-report'
  | 'copy-clients'
  | 'save-picture'
  | 'incidents'
  | 'order-incidents'
  | 'compare-snapshot';

/** A command, as often as was typed before it. */
export type CommandAction = Readonly<{ kind: Command; times?: number }>;

/** What a key does. */
export type Action = ViewAction | CommandAction;
