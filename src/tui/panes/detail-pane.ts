import { type DnsAnswer, type DnsQuestion, questionKey } from '../../dns/resolver.ts';
import { type Exploration, evaluationOf, traceOf } from '../../exploration/exploration.ts';
import type { PolicyRecord, PolicyTerm } from '../../policy/policy.ts';
import { askedBy, ledToDomain, recordAt, recordOf, termAt } from '../../policy/policy-tree.ts';
import { expandTarget } from '../../policy/read-terms.ts';
import { describeAnswer, formatQuestion, formatString, listAnswer } from '../../report/describe-answer.ts';
import { count, decidingPaths } from '../../report/describe-cause.ts';
import { describeCovering } from '../../report/describe-covering.ts';
import { describeTermMeaning, describeTraced, termReference } from '../../report/describe-term.ts';
import { escapeOctets, escapeText, shortenQuotations } from '../../report/escape-text.ts';
import { formatLookups } from '../../report/row-status.ts';
import type { TreeRow } from '../../report/tree-rows.ts';
import { formatReference } from '../../spf/diagnostic.ts';
import { textFromDomainName } from '../../spf/domain-name.ts';
import { formatIpAddress } from '../../spf/ip-address.ts';
import { domainSpecOf, spendsLookup } from '../../spf/record.ts';
import { recordQuestion } from '../../spf/term-questions.ts';
import { type NodePath, parentPath, type TermTrace } from '../../spf/trace.ts';
import type { Line } from '../drawing/styled-line.ts';
import type { ShownClaim } from '../state/claim.ts';
import type { ComparedTree, SnapshotComparison } from '../state/compared-tree.ts';
import { type Findings, noFindings, type ScreenModel } from '../state/screen-model.ts';
import { budgetHead, budgetOfTerm, budgetOfWhole } from './budget-lines.ts';
import { claimDetail } from './claim-lines.ts';
import { changeDetail, comparedDetail } from './compared-lines.ts';
import { expansionLines } from './macro-lines.ts';
import { ownerLines } from './owner-lines.ts';
import { heading, paragraph } from './paragraph.ts';

/** What a detail is made from. `story`: of the incident being looked at; `row`: the one under the cursor. */
export type DetailModel = Pick<ScreenModel, 'exploration' | 'context' | 'cursor'> &
  Readonly<{
    story?: string;
    row?: TreeRow;
    findings?: Findings;
    claim?: ShownClaim;
    compared?: SnapshotComparison;
    comparedTree?: ComparedTree;
  }>;

const answerLines = (answer: DnsAnswer, width: number): Line[] => [
  ...paragraph(`${formatQuestion(answer.question)}  ${describeAnswer(answer)}`, width, 'plain', 2),
  ...listAnswer(answer).flatMap((line) => paragraph(`    ${line}`, width, 'dim', 6)),
];

const limitLines = (traced: TermTrace, width: number): Line[] => {
  const { before, after } = traced;
  return paragraph(
    `lookups here ${after.lookups - before.lookups}, before ${before.lookups}, after ${after.lookups} of 10; voids here ${after.voidLookups - before.voidLookups}, after ${after.voidLookups} of 2`,
    width,
    'dim',
  );
};

const costLines = (term: PolicyTerm, model: DetailModel, width: number): Line[] => {
  const own = model.context.costs.own(term);
  const whole = model.context.costs.whole(term);
  if (whole.lookups === 0) return [];
  const nested =
    ledToDomain(term) === undefined ? '' : `, ${formatLookups(whole.lookups)} with all that it leads to`;
  const voids = Math.max(whole.voids.ip4, whole.voids.ip6);
  const voidText = voids === 0 ? '' : `; voids ${whole.voids.ip4} over IPv4, ${whole.voids.ip6} over IPv6`;
  return paragraph(`worst case: ${count(own.lookups, 'lookup')} itself${nested}${voidText}`, width, 'dim');
};

const targetLines = (
  term: PolicyTerm,
  record: PolicyRecord | undefined,
  traced: TermTrace | undefined,
  { request }: Exploration,
  width: number,
): Line[] => {
  if (traced?.expansion !== undefined)
    return expansionLines(traced.expansion.steps, traced.target ?? '', width);
  const domainSpec = domainSpecOf(term.term);
  if (
    term.target.kind === 'name' &&
    term.target.hasMacros &&
    record !== undefined &&
    domainSpec !== undefined
  ) {
    const { steps } = expandTarget(domainSpec, record.domain, request);
    return expansionLines(steps, textFromDomainName(term.target.name), width);
  }
  if (term.target.kind !== 'unknown') return [];
  const letters = term.target.letters.map((letter) => `%{${letter}}`).join(' ');
  return paragraph(`Needs ${letters}, which only a client gives.`, width, 'warn');
};

const deadLines = ({ dead }: PolicyTerm, width: number): Line[] => {
  if (dead === undefined) return [];
  const text =
    dead === 'after-all'
      ? 'No receiver gets here: "all" before it always matches.'
      : 'No receiver follows it: the record has an "all".';
  return paragraph(text, width, 'warn');
};

const answersOf = (term: PolicyTerm, path: NodePath, exploration: Exploration): DnsAnswer[] => {
  const answers = new Map<string, DnsAnswer>();
  const add = (question: DnsQuestion, answer: DnsAnswer | undefined) => {
    if (answer !== undefined) answers.set(questionKey(question), answer);
  };
  const domain = ledToDomain(term);
  if (domain !== undefined) {
    const { question } = recordQuestion(domain);
    add(question, exploration.policy.answers.get(questionKey(question)));
  }
  for (const { question, answer } of askedBy(exploration.policy, term)) add(question, answer);
  // By place: an "exp" asks without being evaluated.
  for (const asked of traceOf(exploration)?.questions ?? [])
    if (asked.path === path) add(asked.question, asked.answer);
  return [...answers.values()];
};

const pendingLines = (term: PolicyTerm, exploration: Exploration, width: number): Line[] => {
  const domain = ledToDomain(term);
  const questions = domain === undefined ? askedBy(exploration.policy, term) : [recordQuestion(domain)];
  return questions
    .filter(({ question }) => exploration.policy.pending.has(questionKey(question)))
    .flatMap(({ question }) => paragraph(`${formatQuestion(question)}  waiting`, width, 'waiting'));
};

const changeLines = ({ row, comparedTree }: DetailModel, width: number): Line[] =>
  row === undefined ? [] : changeDetail(comparedTree?.changeOf(row), width);

const termLines = (model: DetailModel, term: PolicyTerm, width: number): Line[] => {
  const { exploration, cursor, findings = noFindings } = model;
  const record = recordAt(exploration.policy, parentPath(cursor));
  const index = Number(cursor.split('.').at(-1));
  const traced = traceOf(exploration)?.terms.get(cursor);
  const diagnostics =
    record?.kind === 'read' && record.selection.kind === 'record'
      ? record.selection.record.diagnostics.filter(
          ({ span }) => span.start >= term.term.span.start && span.start < term.term.span.end,
        )
      : [];
  const place = `term ${index + 1} of ${record?.terms.length ?? 0} in ${escapeOctets(record?.domain ?? '')}`;
  const answers = answersOf(term, cursor, exploration);
  const pending = pendingLines(term, exploration, width);
  const { request, policy } = exploration;
  const whose = ownerLines([ledToDomain(term), record?.domain], findings.owners, policy.root, width);
  const outcome = traced === undefined || request === undefined ? undefined : describeTraced(traced, request);
  return [
    ...paragraph(escapeOctets(term.term.text), width, 'strong', 2),
    ...changeLines(model, width),
    ...paragraph(place, width, 'dim'),
    ...(outcome === undefined
      ? term.term.kind === 'invalid'
        ? []
        : paragraph(formatReference(termReference(term.term)), width, 'dim')
      : paragraph(`${outcome.word}  ${outcome.reason} ${outcome.reference}`, width)),
    ...diagnostics.flatMap(({ code, message, span, reference }) =>
      paragraph(
        `SYNTAX ERROR  ${shortenQuotations(escapeOctets(message))} (column ${span.start + 1}, ${code}). ${formatReference(reference)}`,
        width,
        'fail',
      ),
    ),
    ...paragraph(describeTermMeaning(term), width, 'dim'),
    ...coveringLines(model, term, width),
    ...deadLines(term, width),
    ...(traced === undefined ? costLines(term, model, width) : limitLines(traced, width)),
    ...budgetOfTerm(findings.budget, cursor, width),
    ...targetLines(term, record, traced, exploration, width),
    ...(answers.length + pending.length === 0 ? [] : heading('DNS')),
    ...pending,
    ...answers.flatMap((answer) => answerLines(answer, width)),
    ...whose.others,
    ...(record?.kind === 'read' ? [...heading('Published in'), ...answerLines(record.answer, width)] : []),
    ...whose.own,
  ];
};

/** What the root's terms cost, the dearest first: where lookups can be saved. */
const costliestLines = ({ exploration: { policy }, context }: DetailModel, width: number): Line[] => {
  const costly = (recordOf(policy, policy.root)?.terms ?? [])
    .filter(({ term, dead }) => spendsLookup(term) && dead === undefined)
    .map((term) => ({ text: escapeOctets(term.term.text), cost: context.costs.whole(term) }))
    .toSorted((one, other) => other.cost.lookups - one.cost.lookups);
  if (costly.length < 2) return [];
  const shown = costly.slice(0, mostCostly);
  const left = costly.length - shown.length;
  return [
    ...heading('Lookups, the dearest terms first'),
    ...shown.flatMap(({ text, cost }) =>
      paragraph(
        `${formatLookups(cost.lookups).padStart(3)}${cost.isKnown ? ' ' : '?'} ${text}`,
        width,
        'plain',
        5,
      ),
    ),
    ...(left === 0 ? [] : paragraph(`     and ${left} more`, width, 'dim')),
  ];
};

const mostCostly = 8;

/** What the client has to do with a term that did not decide. */
const coveringLines = (
  { exploration, context, cursor }: DetailModel,
  term: PolicyTerm,
  width: number,
): Line[] => {
  const covering = context.covering?.get(term);
  const evaluation = evaluationOf(exploration);
  if (covering === undefined || evaluation === undefined || exploration.request === undefined) return [];
  if (evaluation.cause.kind === 'match' && decidingPaths(evaluation.cause).includes(cursor)) return [];
  const client = formatIpAddress(exploration.request.ip);
  const head =
    evaluation.cause.kind === 'match' ? `ALSO  ${client} matches this term too` : `WOULD MATCH  ${client}`;
  return paragraph(`${head}: ${describeCovering(covering)}.`, width, 'accent');
};

const rootLines = (model: DetailModel, width: number): Line[] => {
  const { exploration, story, claim, findings = noFindings } = model;
  const { policy } = exploration;
  const whose = ownerLines([policy.root], findings.owners, policy.root, width);
  const record = recordOf(policy, policy.root);
  const evaluation = evaluationOf(exploration);
  const answer = record?.kind === 'read' ? record.answer : traceOf(exploration)?.questions[0]?.answer;
  const text =
    record?.kind === 'read' && record.selection.kind === 'record' ? record.selection.record.text : undefined;
  const cost = model.context.costs.record(policy.root);
  const others =
    record?.kind === 'read' && record.selection.kind === 'no-record' ? record.selection.otherTexts : [];
  return [
    ...claimDetail(claim, width),
    ...comparedDetail(model.compared, width),
    ...(story === undefined ? [] : [...paragraph(story, width), [] as Line]),
    ...paragraph(`The SPF record of ${escapeOctets(policy.root)}`, width, 'strong'),
    ...(findings.budget === undefined ? [] : budgetHead(findings.budget, width)),
    ...(text === undefined ? [] : paragraph(escapeOctets(text), width, 'plain', 2)),
    ...(text === undefined
      ? []
      : paragraph(
          `${count(text.length, 'octet')}; if nothing matches, ${formatLookups(cost.lookups)}${cost.isKnown ? '' : ' or more'} of 10 lookups, voids ${cost.voids.ip4} over IPv4 and ${cost.voids.ip6} over IPv6`,
          width,
          'dim',
        )),
    ...(findings.budget === undefined ? costliestLines(model, width) : budgetOfWhole(findings.budget, width)),
    ...(others.length === 0 ? [] : heading('Other TXT records')),
    ...others.flatMap((other) => paragraph(formatString(other), width, 'dim', 2)),
    ...(evaluation?.explanation === undefined
      ? []
      : [...heading('The domain explains'), ...paragraph(escapeText(evaluation.explanation), width)]),
    ...(evaluation === undefined
      ? []
      : paragraph(
          `DNS answers consumed: ${evaluation.trace.questions.length}, together ${Math.round(evaluation.tally.elapsedMs)} ms.`,
          width,
          'dim',
        )),
    ...(answer === undefined ? [] : [...heading('DNS'), ...answerLines(answer, width)]),
    ...whose.others,
    ...whose.own,
  ];
};

const removedLines = ({ text, domain, kind }: TreeRow & { text: string }, width: number): Line[] => [
  ...paragraph(escapeOctets(text), width, 'strong', 2),
  ...(kind === 'lost'
    ? paragraph(`GONE  The record of ${escapeOctets(domain)} had it in the snapshot.`, width)
    : [
        ...paragraph(`taken out of the record of ${escapeOctets(domain)}, as a what-if`, width, 'dim'),
        ...paragraph('The key that took it out puts it back.', width),
      ]),
];

/** The lines without empty ones ahead: headings have one above them. */
const fromFirst = (lines: readonly Line[]): readonly Line[] =>
  lines.slice(
    Math.max(
      0,
      lines.findIndex((line) => line.length > 0),
    ),
  );

/** Everything about the node under the cursor, in lines of `width` columns. */
export const detailLines = (model: DetailModel, width: number): readonly Line[] => {
  if (model.row?.kind === 'removed' || model.row?.kind === 'lost') return removedLines(model.row, width);
  const term = model.cursor === '' ? undefined : termAt(model.exploration.policy, model.cursor);
  return fromFirst(term === undefined ? rootLines(model, width) : termLines(model, term, width));
};
