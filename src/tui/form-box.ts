import { escapeText } from '../report/escape-text.ts';
import { framePane } from './frame.ts';
import type { ScreenModel } from './screen-model.ts';
import { type Line, type Segment, segment, textWidth } from './styled-line.ts';
import { splitGraphemes, type TextField } from './text-field.ts';

/** A field in `width` columns, scrolled so that the caret is in sight. */
export const fieldLine = (field: TextField, width: number, isActive: boolean): Segment[] => {
  const characters = [...splitGraphemes(field.text).map(escapeText), ' '];
  const widthAt = (index: number): number => textWidth(characters[index] ?? '');
  let [from, to] = [field.caret, field.caret + 1];
  let used = widthAt(field.caret);
  // As much as there is room for before the caret, then behind it.
  for (; from > 0 && used + widthAt(from - 1) <= width; from--) used += widthAt(from - 1);
  for (; to < characters.length && used + widthAt(to) <= width; to++) used += widthAt(to);
  const filler = ' '.repeat(Math.max(0, width - used));
  if (!isActive) return [segment(characters.slice(from, to).join('') + filler)];
  return [
    segment(characters.slice(from, field.caret).join('')),
    segment(characters[field.caret] ?? ' ', 'caret'),
    segment(characters.slice(field.caret + 1, to).join('') + filler),
  ];
};

const labels = { ip: 'Client IP', helo: 'HELO', sender: 'MAIL FROM' } as const;

/** The open form as a framed box, or nothing where none is open. */
export const formBox = (model: ScreenModel): Line[] => {
  const { overlay } = model.view;
  const width = Math.min(64, model.size.columns);
  const fieldWidth = Math.max(4, width - 2 - 14);
  if (overlay?.kind === 'domain') {
    const lines: Line[] = [
      [segment(' Domain      ', 'accent'), ...fieldLine(overlay.field, fieldWidth, true)],
    ];
    return framePane(
      { title: 'Another domain', note: 'Enter explores', lines, hasFocus: true },
      width,
      3,
      model.glyphs,
    );
  }
  if (overlay?.kind !== 'simulate') return [];
  const { form } = overlay;
  const lines = (['ip', 'helo', 'sender'] as const).map((name): Line => {
    const isActive = form.active === name;
    return [
      segment(` ${labels[name].padEnd(11)} `, isActive ? 'accent' : 'dim'),
      ...fieldLine(form.fields[name], fieldWidth, isActive),
    ];
  });
  lines.push([
    segment(
      ` ${model.formProblem ?? 'the check runs as you type'}`,
      model.formProblem === undefined ? 'dim' : 'warn',
    ),
  ]);
  return framePane(
    { title: 'Simulate', note: 'Esc goes back', lines, hasFocus: true },
    width,
    6,
    model.glyphs,
  );
};
