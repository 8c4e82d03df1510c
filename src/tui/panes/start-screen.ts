import { escapeText } from '../../report/escape-text.ts';
import { type Line, segment, wrapText } from '../drawing/styled-line.ts';
import type { ScreenModel } from '../state/screen-model.ts';
import { scrollTo } from '../state/tree-moves.ts';
import { fieldLine } from './field-line.ts';

/** The screen that asks for a domain, with the embedded incidents below. */
export const startLines = (model: ScreenModel, height: number): Line[] => {
  const { view, suggestions, glyphs, size } = model;
  const { chosen, field } = view.start;
  const head: Line[] = [
    [],
    [
      segment(' Which domain? '),
      ...fieldLine(field, Math.max(10, Math.min(60, size.columns - 17)), chosen === -1),
    ],
    [segment(' or paste what you have: a log line, headers, a bounce, a whole message', 'dim')],
    [],
    [segment(' or one of the embedded incidents, which need no network:', 'dim')],
  ];
  const picked = suggestions[chosen];
  const story: Line[] =
    picked === undefined
      ? []
      : [
          [],
          ...wrapText(picked.story, Math.max(10, size.columns - 4)).map(
            (text): Line => [segment(`  ${text}`, 'dim')],
          ),
        ];
  const room = Math.max(1, height - head.length - story.length);
  const top = scrollTo(0, Math.max(0, chosen), room, suggestions.length);
  const list = suggestions.slice(top, top + room).map(({ domain, title, year }, index): Line => {
    const isChosen = top + index === chosen;
    const text = `${isChosen ? glyphs.cursor : ' '} ${escapeText(domain).padEnd(32)} ${title}${year === undefined ? '' : ` (${year})`}`;
    return [segment(' '), segment(text, isChosen ? 'selected' : 'plain')];
  });
  return [...head, ...list, ...story].slice(0, height);
};
