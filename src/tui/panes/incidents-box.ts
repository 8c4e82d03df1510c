import { claimWord } from '../../claims/result-match.ts';
import { count } from '../../report/describe-cause.ts';
import { escapeText } from '../../report/escape-text.ts';
import { formatIpAddress } from '../../spf/ip-address.ts';
import { isSpfResult } from '../../spf/result.ts';
import { framePane } from '../drawing/frame.ts';
import { fitLine, type Line, segment, textWidth, wrapText } from '../drawing/styled-line.ts';
import { styleOfMark } from '../drawing/theme.ts';
import { keyOf } from '../keys/key-bindings.ts';
import type { ListedIncident } from '../state/incident-list.ts';
import type { ScreenModel } from '../state/screen-model.ts';
import { scrollTo } from '../state/tree-moves.ts';
import { describeSource } from './claim-lines.ts';

/** What the orders of the list are called. */
const orderNames = { count: 'most first', domain: 'by domain', time: 'latest first' } as const;

const clientText = ({ candidate: { clientIp } }: ListedIncident): string =>
  clientIp === undefined ? 'no client' : formatIpAddress(clientIp);

const domainText = ({ domain }: ListedIncident): string =>
  domain === undefined ? 'no domain' : escapeText(domain);

const wordText = (listed: ListedIncident): string =>
  listed.hop === undefined ? claimWord(listed.candidate.result) : `hop ${listed.hop.number}`;

const widest = (texts: readonly string[], most: number): number =>
  Math.min(most, Math.max(0, ...texts.map(textWidth)));

/** Why the chosen one is what it is: of a hop where it stands, else where it was read and what the receiver said. */
const chosenText = (
  listed: ListedIncident,
  borders: ReadonlyMap<ListedIncident['candidate'], string>,
): string => {
  const { candidate, hop } = listed;
  if (hop !== undefined) return hop.sentence;
  const reason = candidate.reason === undefined ? '' : `; ${escapeText(candidate.reason.slice(0, 400))}`;
  const border = borders.get(candidate);
  return `${describeSource(candidate)}${reason}${border === undefined ? '' : `. ${border}`}`;
};

/** The list of what was pasted: a row for each domain, client and claimed result, with how often it was seen. */
export const incidentsBox = (
  model: ScreenModel,
  overlay: Readonly<{ chosen: number; order: keyof typeof orderNames }>,
): Line[] => {
  const { listed, size, glyphs, borders } = model;
  const width = size.columns;
  const inner = Math.max(1, width - 2);
  const chosen = Math.min(overlay.chosen, Math.max(0, listed.length - 1));
  const room = Math.max(1, Math.min(listed.length, Math.floor(size.rows * 0.5) - 4));
  const top = scrollTo(0, chosen, room, listed.length);
  const shown = listed.slice(top, top + room);
  const columns = {
    count: widest(
      shown.map(({ count: seen }) => String(seen)),
      10,
    ),
    domain: widest(shown.map(domainText), Math.max(12, Math.floor(inner * 0.4))),
    client: widest(shown.map(clientText), 39),
  };
  const rows = shown.map((one, index): Line => {
    const isChosen = top + index === chosen;
    const { result } = one.candidate;
    const word = wordText(one);
    const line: Line = [
      segment(`${isChosen ? glyphs.cursor : ' '} ${String(one.count).padStart(columns.count)}  `),
      ...fitLine([segment(domainText(one))], columns.domain, glyphs.ellipsis),
      segment(`  ${clientText(one).padEnd(columns.client)}  `),
      segment(
        word,
        one.hop === undefined && result !== undefined && isSpfResult(result) ? styleOfMark(result) : 'plain',
      ),
      segment(
        one.hop === undefined
          ? ''
          : `  ${one.hop.standing === 'below-border' ? 'below the border' : one.hop.standing}`,
        'dim',
      ),
    ];
    const fitted = fitLine(line, inner, glyphs.ellipsis);
    return isChosen ? [segment(fitted.map(({ text }) => text).join(''), 'selected')] : fitted;
  });
  const picked = listed[chosen];
  const why =
    picked === undefined ? [] : wrapText(chosenText(picked, borders), Math.max(8, inner - 4)).slice(0, 2);
  const order = keyOf(model.bindings, 'order-incidents');
  return framePane(
    {
      title: `Found in the text: ${count(listed.length, 'check')}, ${orderNames[overlay.order]} (${order})`,
      note: `${chosen + 1}/${listed.length}`,
      lines: [...rows, ...why.map((text): Line => [segment(`  ${text}`, 'dim')])],
      hasFocus: true,
    },
    width,
    rows.length + why.length + 2,
    glyphs,
  );
};
