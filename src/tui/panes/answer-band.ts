import { type Exploration, evaluationOf } from '../../exploration/exploration.ts';
import { canWalkOn } from '../../policy/policy.ts';
import { escapeOctets, escapeText, shortenQuotations } from '../../report/escape-text.ts';
import { excerptPlace } from '../../report/excerpt-place.ts';
import type { Glyphs } from '../../report/glyphs.ts';
import { formatLookups, type Mark } from '../../report/row-status.ts';
import { describeCaps, describeProof } from '../../report/text-report.ts';
import { describeVerdict, type Place } from '../../report/verdict.ts';
import { rfcLimits } from '../../spf/limits.ts';
import type { Size } from '../drawing/layout.ts';
import { fitBoth, fitLine, type Line, lineWidth, segment, wrapText } from '../drawing/styled-line.ts';
import { styleOfMark } from '../drawing/theme.ts';
import type { ScreenModel } from '../state/screen-model.ts';
import { describeCheapest } from './budget-lines.ts';
import { claimLines } from './claim-lines.ts';
import { sinceLines } from './compared-lines.ts';
import { clientLines, clientsLine, whatIfLines } from './comparison-lines.ts';
import { labelledLines, smallRows } from './labelled-lines.ts';

/** The bar of one limit: what is spent, what the worst case would add, what is left. */
const gauge = (spent: number, worst: number, limit: number, glyphs: Glyphs): string => {
  const full = Math.min(spent, limit);
  const rest = Math.max(0, Math.min(worst, limit) - full);
  return glyphs.full.repeat(full) + glyphs.worst.repeat(rest) + glyphs.empty.repeat(limit - full - rest);
};

/** What this check spent and what the worst case would, of both limits; with bars where there is room. */
const counts = (model: ScreenModel, hasGauges: boolean): Line => {
  const { exploration, glyphs } = model;
  const evaluation = evaluationOf(exploration);
  if (exploration.invalidReason !== undefined) return [];
  const cost = model.context.costs.record(exploration.policy.root);
  const worstVoids = evaluation?.request.ip.family === 4 ? cost.voids.ip4 : cost.voids.ip6;
  const voids = evaluation === undefined ? Math.max(cost.voids.ip4, cost.voids.ip6) : worstVoids;
  const spent = evaluation?.tally ?? { lookups: 0, voidLookups: 0 };
  const worst = `${formatLookups(cost.lookups)}${cost.isKnown ? '' : '?'}`;
  const now = evaluation === undefined ? '' : `${spent.lookups} now, `;
  const isOver = cost.lookups > rfcLimits.lookups || spent.lookups > rfcLimits.lookups;
  const isVoidOver = voids > rfcLimits.voidLookups || spent.voidLookups > rfcLimits.voidLookups;
  const bar = (signs: string, isRed: boolean): Line =>
    hasGauges ? [segment(`${signs} `, isRed ? 'fail' : 'plain')] : [];
  return [
    segment('lookups ', 'dim'),
    ...bar(gauge(spent.lookups, cost.lookups, rfcLimits.lookups, glyphs), isOver),
    segment(`${now}${worst} worst`, isOver ? 'fail' : 'plain'),
    segment('/10   void ', 'dim'),
    ...bar(gauge(spent.voidLookups, voids, rfcLimits.voidLookups, glyphs), isVoidOver),
    segment(`${evaluation === undefined ? voids : spent.voidLookups}`, isVoidOver ? 'fail' : 'plain'),
    segment('/2 ', 'dim'),
  ];
};

const placeLines = (place: Place, { columns: width, rows }: Size, glyphs: Glyphs, mark: Mark): Line[] => {
  const excerpt = excerptPlace(place, width - 4, glyphs.ellipsis);
  const style = styleOfMark(mark);
  const record: Line = [
    segment('   '),
    segment(excerpt.text.slice(0, excerpt.start)),
    segment(excerpt.text.slice(excerpt.start, excerpt.end), style),
    segment(excerpt.text.slice(excerpt.end)),
  ];
  const marks = glyphs.pointer.repeat(Math.max(1, Math.min(excerpt.end - excerpt.start, 3)));
  const note = place.note === '' || place.note.length + excerpt.start + 8 > width ? '' : ` ${place.note}`;
  // The piece stands out by its look too; a line of signs alone is a line less for the tree.
  if (note === '' && rows < smallRows) return [record];
  return [record, [segment(' '.repeat(3 + excerpt.start)), segment(marks, style), segment(note, 'dim')]];
};

/** The verdict and its sentence, over as many lines as that needs, with the rule behind it. */
const headline = (word: string, sentence: string, mark: Mark, model: ScreenModel, reference = ''): Line[] => {
  const { glyphs, size } = model;
  const head = ` ${glyphs.marks[mark]} ${word}  `;
  const width = size.columns;
  const [first = '', ...rest] = wrapText(
    shortenQuotations(sentence),
    Math.max(10, width - 4),
    0,
    Math.max(10, width - head.length - 1),
  );
  const lines: Line[] = [
    [segment(head, styleOfMark(mark)), segment(first, 'strong')],
    ...rest.map((text): Line => [segment(`   ${text}`, 'strong')]),
  ];
  const last = lines.at(-1) ?? [];
  // The rule is worth its place, but no line of its own: the detail has it too.
  const hasRoom = reference !== '' && lineWidth(last) + reference.length + 2 <= width;
  return hasRoom ? [...lines.slice(0, -1), [...last, segment(` ${reference}`, 'dim')]] : lines;
};

/** The lines with the counts in the first one that has room for them beside it, or in one of their own. */
const withCounts = (lines: readonly Line[], clients: readonly Line[], model: ScreenModel): Line[] => {
  const { columns } = model.size;
  const all = [...lines, ...clients];
  const places = [0, ...clients.map((_, index) => all.length - 1 - index)];
  for (const tally of [counts(model, true), counts(model, false)])
    for (const place of places) {
      const line = all[place] ?? [];
      if (lineWidth(line) + lineWidth(tally) + 2 <= columns)
        return all.with(place, fitBoth(line, tally, columns, model.glyphs.ellipsis));
    }
  return [...all, [segment(' '), ...counts(model, true)]];
};

/** The cheapest way to be within the limit of lookups, once it is known. */
const cheapestCut = ({ findings: { budget } }: ScreenModel): string | undefined =>
  budget && describeCheapest(budget);

const checkedLines = (model: ScreenModel): Line[] => {
  const { exploration, glyphs, size } = model;
  const evaluation = evaluationOf(exploration);
  if (evaluation === undefined) return headline('CHECKING', describeWaiting(exploration), 'waiting', model);
  const verdict = describeVerdict(evaluation);
  const lines = headline(
    verdict.word.toUpperCase(),
    verdict.sentence,
    evaluation.result,
    model,
    verdict.reference,
  );
  if (verdict.place !== undefined && size.rows >= 12)
    lines.push(...placeLines(verdict.place, size, glyphs, evaluation.result));
  if (evaluation.explanation !== undefined)
    lines.push(...labelledLines('says', escapeText(evaluation.explanation), 3, model));
  const { fix } = exploration;
  if (fix !== undefined)
    lines.push(...labelledLines('fix', `${escapeOctets(fix.record)}   ${describeProof(fix)}`, 3, model));
  else {
    const cheapest = evaluation.cause.kind === 'too-many-lookups' ? cheapestCut(model) : undefined;
    const nextStep = cheapest ?? verdict.nextStep;
    if (nextStep !== undefined) lines.push(...labelledLines('next', nextStep, 3, model));
  }
  return lines;
};

const describeWaiting = (exploration: Exploration): string => {
  const open = exploration.check?.kind === 'running' ? exploration.check.trace.questions.at(-1) : undefined;
  if (open === undefined || open.answer !== undefined) return 'The check has begun.';
  return `Waiting for ${open.question.type} ${escapeOctets(open.question.name)}.`;
};

const policyLines = (model: ScreenModel): Line[] => {
  const { exploration } = model;
  if (exploration.invalidReason !== undefined)
    return headline(
      'NO POLICY',
      `"${escapeText(exploration.domain)}" cannot be checked: ${exploration.invalidReason}.`,
      'none',
      model,
    );
  const { word, sentence, nextStep = cheapestCut(model) } = model.policyWords();
  const marks: Readonly<Record<string, Mark>> = { asking: 'waiting', reading: 'waiting', policy: 'match' };
  const lines = headline(word.toUpperCase(), sentence, marks[word] ?? 'trouble', model);
  return nextStep === undefined ? lines : [...lines, ...labelledLines('next', nextStep, 3, model)];
};

/** The answer: the verdict and its sentence, the place in the record, the next step, the client, and what it cost. */
export const answerBand = (model: ScreenModel): Line[] => {
  const { exploration, size, glyphs } = model;
  const lines = exploration.request === undefined ? policyLines(model) : checkedLines(model);
  const canGoOn = canWalkOn(exploration.policy);
  const caps = describeCaps(exploration.policy).map(
    (text): Line => [segment(`   ${text}${canGoOn ? ' Enter goes on.' : ''}`, 'warn')],
  );
  const answer = withCounts(
    [...lines, ...caps, ...claimLines(model), ...sinceLines(model), ...whatIfLines(model)],
    clientLines(model),
    model,
  );
  return [...answer, ...clientsLine(model)]
    .map((line) => fitLine(line, size.columns, glyphs.ellipsis))
    .slice(0, Math.max(1, Math.floor(size.rows / 2)));
};
