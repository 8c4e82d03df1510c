import { type Line, lineWidth, segment } from '../drawing/styled-line.ts';
import type { KeyBinding, KeyContext } from '../keys/key-binding.ts';
import { shownKeys } from '../keys/key-bindings.ts';
import { offeredCut } from '../state/offered-cut.ts';
import type { ScreenModel } from '../state/screen-model.ts';
import { fieldLine } from './field-line.ts';

/** A hint of the footer: the key's sign and the word for what it does. */
const hintOf = (binding: KeyBinding, hint: string): Line => {
  const isPair = (hint === 'move' || hint === 'choose') && binding.keys.includes('down');
  return [segment(isPair ? '↑↓' : (shownKeys(binding)[0] ?? ''), 'accent'), segment(` ${hint}  `, 'dim')];
};

/** The keys worth knowing here. Where not all fit, the last ones (help, the way out) stay, and those before them give
 *  way. An action that was left without a key has no hint. */
export const hintsLine = (
  bindings: readonly KeyBinding[],
  context: KeyContext,
  hasFix: boolean,
  width: number,
): Line => {
  const known = bindings.filter(({ contexts, keys }) => contexts.includes(context) && keys.length > 0);
  const hints = known.flatMap((binding) =>
    binding.hint === undefined ? [] : [hintOf(binding, binding.hint)],
  );
  const fix = known.find(({ action }) => action.kind === 'fix-or-filter');
  if (hasFix && fix !== undefined) hints.unshift(hintOf(fix, 'try fix'));
  const widthOf = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + lineWidth(line), 1);
  while (hints.length > 1 && widthOf(hints) - 2 > width) hints.splice(Math.max(0, hints.length - 3), 1);
  return [segment(' '), ...hints.flat()];
};

const hasFix = ({ exploration, findings, problems }: ScreenModel): boolean =>
  exploration.fix !== undefined || offeredCut(exploration, findings, problems) !== undefined;

/** The last row: what was said since the last key, the search that is being typed, or the keys worth knowing. */
export const footerLine = (model: ScreenModel, context: KeyContext): Line => {
  const { view, size, hits } = model;
  if (view.message !== undefined)
    return [segment(` ${view.message.text}`, view.message.isTrouble ? 'warn' : 'accent')];
  // Digits of panes alone are most likely no count.
  if (view.count !== undefined && !view.count.isOfPanes)
    return [segment(` ${view.count.times}`, 'accent'), segment(' times …', 'dim')];
  if (view.overlay?.kind !== 'search') return hintsLine(model.bindings, context, hasFix(model), size.columns);
  const found =
    view.overlay.field.text === ''
      ? ' a term, a name, an address'
      : ` ${hits?.paths.length ?? 0}${hits?.isCut ? ' or more' : ''} found`;
  const room = Math.max(4, size.columns - found.length - 3);
  return [segment(' /', 'accent'), ...fieldLine(view.overlay.field, room, true), segment(found, 'dim')];
};
