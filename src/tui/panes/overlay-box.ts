import { escapeOctets } from '../../report/escape-text.ts';
import { framePane } from '../drawing/frame.ts';
import { fitLine, type Line, segment } from '../drawing/styled-line.ts';
import { paletteEntries } from '../keys/action-palette.ts';
import { type ClientForm, formFields } from '../state/client-form.ts';
import type { ScreenModel } from '../state/screen-model.ts';
import { scrollTo } from '../state/tree-moves.ts';
import type { Overlay } from '../state/view-state.ts';
import { fieldLine } from './field-line.ts';
import { incidentsBox } from './incidents-box.ts';
import { drawRecord } from './record-lines.ts';

/** The columns of a row of the record under edit. */
export const editorWidth = (columns: number): number => Math.max(8, columns - 4);

const labels = {
  ip: 'Client IP',
  helo: 'HELO',
  sender: 'MAIL FROM',
  label: 'Label',
  expected: 'Expect',
} as const;

/** What stands in an empty field that is not being typed in. */
const hints: Readonly<Partial<Record<keyof typeof labels, string>>> = {
  ip: 'an address, or a host name for all its addresses',
  helo: 'the domain',
  sender: 'postmaster at the domain',
  label: 'the address',
  expected: 'no expectation',
};

const droppedNote = (dropped: number | undefined): string | undefined =>
  dropped === undefined ? undefined : `${dropped} characters were too many and are left out`;

const domainBox = ({ overlay, model }: Drawn<'domain'>): Line[] => {
  const width = Math.min(64, model.size.columns);
  const fieldWidth = Math.max(4, width - 16);
  const note = model.problem ?? droppedNote(overlay.field.dropped) ?? 'Enter explores';
  const lines: Line[] = [[segment(' Domain      ', 'accent'), ...fieldLine(overlay.field, fieldWidth, true)]];
  return framePane({ title: 'Another domain', note, lines, hasFocus: true }, width, 3, model.glyphs);
};

const snapshotBox = ({ overlay, model }: Drawn<'snapshot'>): Line[] => {
  const { columns: width } = model.size;
  const note = droppedNote(overlay.field.dropped) ?? 'Enter compares with it';
  const lines: Line[] = [
    [segment(' File  ', 'accent'), ...fieldLine(overlay.field, Math.max(4, width - 10), true)],
  ];
  const title = 'Compare with a snapshot, as --record FILE wrote it';
  return framePane({ title, note, lines, hasFocus: true }, width, 3, model.glyphs);
};

/** Where among the clients the one in the form stands, for more than one. */
const clientsNote = ({ view }: ScreenModel): string =>
  view.clients.length < 2 ? 'Esc goes back' : `client ${view.active + 1} of ${view.clients.length}`;

const simulateBox = ({ overlay, model }: Drawn<'simulate'>): Line[] => {
  const { form }: { form: ClientForm } = overlay;
  const width = Math.min(72, model.size.columns);
  const fieldWidth = Math.max(4, width - 16);
  // Where there is no room for all, those around the one that is typed in.
  const shown = model.size.rows < 14 ? 3 : formFields.length;
  const first = scrollTo(0, formFields.indexOf(form.active), shown, formFields.length);
  const lines = formFields.slice(first, first + shown).map((name): Line => {
    const isActive = form.active === name;
    const field = form.fields[name];
    const hint = hints[name];
    const isHinted = field.text === '' && !isActive && hint !== undefined;
    return [
      segment(` ${labels[name].padEnd(11)} `, isActive ? 'accent' : 'dim'),
      ...(isHinted ? [segment(hint, 'dim')] : fieldLine(field, fieldWidth, isActive)),
    ];
  });
  const problem = model.problem ?? droppedNote(form.fields[form.active].dropped);
  lines.push([
    segment(` ${problem ?? 'the check runs as you type'}`, problem === undefined ? 'dim' : 'warn'),
  ]);
  const pane = { title: 'Simulate', note: clientsNote(model), lines, hasFocus: true };
  return framePane(pane, width, lines.length + 2, model.glyphs);
};

const paletteBox = ({ overlay, model }: Drawn<'palette'>): Line[] => {
  const { glyphs, size, bindings } = model;
  const width = Math.min(84, size.columns);
  const entries = paletteEntries(bindings, overlay.field.text);
  const room = Math.max(1, Math.min(entries.length, Math.floor(size.rows * 0.4)));
  const top = scrollTo(0, overlay.chosen, room, entries.length);
  const rows = entries.slice(top, top + room).map(({ binding, keys }, index): Line => {
    const isChosen = top + index === overlay.chosen;
    const text = `${isChosen ? glyphs.cursor : ' '} ${binding.name.padEnd(17)} ${keys.padEnd(9)} ${binding.help}`;
    return [segment(text.padEnd(isChosen ? width - 2 : 0), isChosen ? 'selected' : 'plain')];
  });
  const lines: Line[] = [
    [segment(' : ', 'accent'), ...fieldLine(overlay.field, Math.max(4, width - 6), true)],
    ...(rows.length === 0 ? [[segment('   no action is called so', 'dim')]] : rows),
  ];
  const note = entries.length === 0 ? '' : `${overlay.chosen + 1}/${entries.length}`;
  const fitted = lines.map((line) => fitLine(line, width - 2, glyphs.ellipsis));
  return framePane(
    { title: 'Actions', note, lines: fitted, hasFocus: true },
    width,
    lines.length + 2,
    glyphs,
  );
};

const editBox = ({ overlay, model }: Drawn<'edit'>): Line[] => {
  const { size, glyphs } = model;
  const { area, domain } = overlay;
  const picture = drawRecord(area, editorWidth(size.columns), glyphs.pointer);
  const room = Math.max(1, Math.min(picture.lines.length, Math.floor(size.rows * 0.4)));
  const top = scrollTo(
    0,
    Math.min(picture.caretLine + 1, picture.lines.length - 1),
    room,
    picture.lines.length,
  );
  const error = picture.record?.diagnostics.find(({ severity }) => severity === 'error');
  const said =
    area.note ??
    (error === undefined
      ? picture.record === undefined
        ? area.text === ''
          ? 'no record: the domain would publish none'
          : 'an SPF record begins with v=spf1 and a space'
        : 'Enter keeps it as a what-if; nothing is published'
      : `${escapeOctets(error.message)} (column ${error.span.start + 1})`);
  const isTrouble = error !== undefined || (picture.record === undefined && area.text !== '');
  const strings = `${picture.strings} string${picture.strings === 1 ? '' : 's'}`;
  const lines: Line[] = [
    ...picture.lines.slice(top, top + room).map((line): Line => [segment(' '), ...line]),
    [segment(` ${said}`, isTrouble ? 'warn' : 'dim')],
  ];
  return framePane(
    {
      title: `What if ${escapeOctets(domain)} published`,
      note: `${picture.octets} octets in ${strings}`,
      lines,
      hasFocus: true,
    },
    size.columns,
    lines.length + 2,
    glyphs,
  );
};

type Drawn<Kind extends Overlay['kind']> = Readonly<{
  overlay: Overlay & Readonly<{ kind: Kind }>;
  model: ScreenModel;
}>;

/** What lies between the answer and the panes: a form, the palette, the record under edit; nothing where none is
 *  open. */
export const overlayBox = (model: ScreenModel): Line[] => {
  const { overlay } = model.view;
  switch (overlay?.kind) {
    case 'domain':
      return domainBox({ overlay, model });
    case 'simulate':
      return simulateBox({ overlay, model });
    case 'palette':
      return paletteBox({ overlay, model });
    case 'edit':
      return editBox({ overlay, model });
    case 'snapshot':
      return snapshotBox({ overlay, model });
    case 'incidents':
      return incidentsBox(model, overlay);
    default:
      return [];
  }
};
