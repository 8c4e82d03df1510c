import { type Exploration, evaluationOf } from '../../exploration/exploration.ts';
import { count } from '../../report/describe-cause.ts';
import { escapeText } from '../../report/escape-text.ts';
import { formatLookups } from '../../report/row-status.ts';
import { formatIpAddress } from '../../spf/ip-address.ts';
import type { SpfResult } from '../../spf/result.ts';
import { fitLine, type Line, lineWidth, segment } from '../drawing/styled-line.ts';
import { styleOfMark } from '../drawing/theme.ts';
import { keyOf } from '../keys/key-bindings.ts';
import { clientKey, otherIdentityKey } from '../state/checks-of-view.ts';
import { clientName } from '../state/client-form.ts';
import type { ScreenModel } from '../state/screen-model.ts';

/** A result with its sign, in its look. */
const resultSegment = (result: SpfResult, { glyphs }: ScreenModel): Line => [
  segment(`${glyphs.marks[result]} ${result}`, styleOfMark(result)),
];

/** Who sends, and what each identity gives: that of MAIL FROM and that of HELO; in two lines where one is too short. */
export const clientLines = (model: ScreenModel): Line[] => {
  const { exploration, view, size } = model;
  const { request, sides } = exploration;
  if (request === undefined)
    return [
      [
        segment(' client ', 'dim'),
        segment('none named; '),
        segment(keyOf(model.bindings, 'simulate'), 'accent'),
        segment(' simulates one'),
      ],
    ];
  const own = evaluationOf(exploration)?.result;
  const other = sides.get(otherIdentityKey);
  const verdict = (result: SpfResult | undefined): Line =>
    result === undefined || other === undefined ? [] : [segment(' '), ...resultSegment(result, model)];
  const isHelo = view.heloOf !== undefined;
  const sender = isHelo && other !== undefined ? other.request.sender : request.sender;
  const from: Line = [
    segment('from ', 'dim'),
    segment(escapeText(sender)),
    ...verdict(isHelo ? other?.result : own),
  ];
  const helo: Line = [
    segment(' client ', 'dim'),
    segment(formatIpAddress(request.ip)),
    segment('   helo ', 'dim'),
    segment(escapeText(request.helo)),
    ...verdict(isHelo ? own : other?.result),
  ];
  const whole = [...helo, segment('   '), ...from];
  return lineWidth(whole) <= size.columns ? [whole] : [helo, [segment(' '), ...from]];
};

const resultOf = ({ view }: ScreenModel, exploration: Exploration, index: number): SpfResult | undefined =>
  index === view.active ? evaluationOf(exploration)?.result : exploration.sides.get(clientKey(index))?.result;

/** Every client with its result, where there are several: what an edit changed, and what was not expected. */
export const clientsLine = (model: ScreenModel): Line[] => {
  const { view, exploration, size, glyphs } = model;
  const expectsSomething = view.clients.some(({ expected }) => expected !== undefined);
  if (view.clients.length < 2 && !expectsSomething) return [];
  const pieces = view.clients.map((client, index): Line => {
    const result = resultOf(model, exploration, index);
    const before = exploration.published && resultOf(model, exploration.published, index);
    const isActive = index === view.active;
    const isWrong = client.expected !== undefined && result !== undefined && client.expected !== result;
    const was = before !== undefined && result !== undefined && before !== result ? ` (was ${before})` : '';
    return [
      segment(`${isActive ? glyphs.cursor : ' '} ${clientName(client)} `, isActive ? 'strong' : 'plain'),
      ...(result === undefined ? [segment(glyphs.ellipsis, 'waiting')] : resultSegment(result, model)),
      segment(was, 'accent'),
      segment(isWrong ? `, expected ${client.expected}` : '', 'warn'),
      segment('  '),
    ];
  });
  // As many as fit, from one that leaves the active one in sight.
  const width = size.columns - 16;
  let from = 0;
  const widthUpTo = (start: number): number =>
    pieces.slice(start, view.active + 1).reduce((sum, piece) => sum + lineWidth(piece), 0);
  while (from < view.active && widthUpTo(from) > width) from++;
  const wrong = view.clients.filter(({ expected }, index) => {
    const result = resultOf(model, exploration, index);
    return expected !== undefined && result !== undefined && expected !== result;
  }).length;
  const line: Line = [
    segment(` ${count(view.clients.length, 'client')}`, 'dim'),
    segment(wrong === 0 ? '' : `, ${wrong} not as expected`, 'warn'),
    segment(from === 0 ? ' ' : ` ${glyphs.ellipsis}`, 'dim'),
    ...pieces.slice(from).flat(),
  ];
  return [fitLine(line, size.columns, glyphs.ellipsis)];
};

/** How a check stands, or the policy where there is no client, in a word. */
const wordOf = (exploration: Exploration, policyWord: () => string): string =>
  evaluationOf(exploration)?.result ?? (exploration.request === undefined ? policyWord() : '');

const change = (label: string, before: string | number, now: string | number): Line => [
  segment(label === '' ? ' ' : `   ${label} `, 'dim'),
  ...(before === now
    ? [segment(String(now))]
    : [segment(`${before} → `, 'plain'), segment(String(now), 'strong')]),
];

/** What the edits change: the verdict, the worst case, the problems, each before and after. */
export const whatIfLines = (model: ScreenModel): Line[] => {
  const { exploration, before, context, problems, bindings } = model;
  if (exploration.edits.size === 0) return [];
  const domains = [...exploration.edits.keys()].map(escapeText);
  const named = domains.length > 2 ? count(domains.length, 'record') : domains.join(', ');
  const head: Line = [segment('   what if ', 'accent'), segment(`${named} edited`)];
  const keys: Line = [
    segment(`   ${keyOf(bindings, 'undo')}`, 'accent'),
    segment(' undo', 'dim'),
    segment(`  ${keyOf(bindings, 'reset')}`, 'accent'),
    segment(' reset', 'dim'),
  ];
  if (before === undefined || !before.exploration.policy.isComplete) return [[...head, ...keys]];
  const short: Line = [segment('   what if', 'accent')];
  const cost = context.costs.record(exploration.policy.root);
  const voids = ({ voids: { ip4, ip6 } }: typeof cost): number => Math.max(ip4, ip6);
  const word = [
    wordOf(before.exploration, () => before.policyWord),
    wordOf(exploration, () => model.policyWords().word),
  ] as const;
  const numbers = [
    ['lookups', formatLookups(before.cost.lookups), formatLookups(cost.lookups)],
    ['voids', voids(before.cost), voids(cost)],
    ['problems', before.problems, problems.length],
  ] as const;
  const tell = (told: typeof numbers | readonly (typeof numbers)[number][]): Line => [
    segment(':'),
    ...change('', ...word),
    ...told.flatMap(([label, was, is]) => change(label, was, is)),
  ];
  const changed = numbers.filter(([, was, is]) => was !== is);
  // The names give way first, then what is as before, then the keys: the tree shows the ones, the help the others.
  const lines = [
    [...head, ...tell(numbers), ...keys],
    [...short, ...tell(numbers), ...keys],
    [...short, ...tell(numbers)],
    [...short, ...tell(changed)],
  ];
  return [lines.find((line) => lineWidth(line) <= model.size.columns) ?? [...short, ...tell(changed)]];
};
