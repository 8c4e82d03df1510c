import type { Candidate, FormName, Place, Statement, TrustKind } from './candidate.ts';
import { formLabels, trustKindOf } from './form-table.ts';
import { isDmarcReport, readDmarcReport } from './forms/dmarc-report.ts';
import { isPolicyAttribute, readPolicyRequest } from './forms/policy-request.ts';
import { readSmtpReply } from './forms/smtp-reply.ts';
import { readSpamSymbols } from './forms/spam-symbols.ts';
import { readHeaderBlock } from './header-block.ts';
import { fieldKind, readFields, startsField } from './header-field.ts';
import type { Intake, MessageTrace, NearMiss } from './intake.ts';
import { readLogTime } from './log-time.ts';
import { findNearMiss } from './near-miss.ts';
import { withoutPasteMarks } from './paste-marks.ts';
import { decodeQuotedPrintable } from './quoted-printable.ts';
import { createLineJoiner, type LineJoiner } from './read-line.ts';
import { longestLine, placeOfLines, splitLines, type TextLine } from './text-lines.ts';
import { trustOf } from './trust.ts';
import { readWrappedLine } from './wrapped-line.ts';

type Findings = {
  candidates: Candidate[];
  messages: MessageTrace[];
  misses: NearMiss[];
  joiner: LineJoiner<Place>;
};

const add = (
  findings: Findings,
  form: FormName,
  place: Place,
  trust: TrustKind,
  statement: Statement,
): void => {
  findings.candidates.push({ ...statement, form, place, trust: trustOf(trust) });
};

/** The end of the run of lines that starts at `start` and holds while `isIn` does. */
const runEnd = (lines: readonly TextLine[], start: number, isIn: (text: string) => boolean): number => {
  let index = start;
  while (isIn(lines[index]?.text ?? '')) index++;
  return index;
};

const takeHeaders = (lines: readonly TextLine[], start: number, findings: Findings): number => {
  const { fields, next } = readFields(lines, start);
  if (!fields.some(({ name }) => fieldKind(name) !== undefined)) return start;
  const { candidates, trace, misses } = readHeaderBlock(fields);
  for (const candidate of candidates) findings.candidates.push(candidate);
  if (trace !== undefined) findings.messages.push(trace);
  for (const miss of misses) findings.misses.push(miss);
  return next;
};

const takeRequest = (lines: readonly TextLine[], start: number, findings: Findings): number => {
  const next = runEnd(
    lines,
    start + 1,
    (text) => isPolicyAttribute(text) && !/^(?:request|action)=/.test(text),
  );
  const own = lines.slice(start, next);
  const isRequest = own.length > 1 || own.some(({ text }) => text.startsWith('client_address='));
  if (!isRequest) return start;
  const statement = readPolicyRequest(own.map(({ text }) => text));
  const place = placeOfLines(own);
  if (statement !== undefined) add(findings, 'policy-request', place, 'policy-request', statement);
  else
    findings.misses.push({
      form: 'policy-request',
      place,
      sentence: 'It is a part of a policy request, but client_address is missing or no address.',
    });
  return next;
};

const takeLogLine = (lines: readonly TextLine[], index: number, findings: Findings): number => {
  const { text = '' } = lines[index] ?? {};
  if (text.includes(': client=')) findings.joiner.noteClient(text);
  const read = readWrappedLine(lines, index);
  if (read === undefined) return index;
  const { form, reading, count } = read;
  const place = placeOfLines(lines.slice(index, index + count));
  if (reading.kind === 'miss') findings.misses.push({ form, place, sentence: reading.sentence });
  else
    for (const joined of findings.joiner.add({ form, reading }, place))
      add(findings, joined.form, joined.item, trustKindOf(joined.form), joined.statement);
  return index + count;
};

/** A line that starts a reply of its own: a code, as in a transcript of SMTP. */
const codePattern = /^(?:<<< ?)?[245]\d\d([ -]|$)/;

/** The replies among the lines of a paragraph. One ends behind the line whose code a space follows (RFC 5321 §4.2.1);
 *  what has no code of its own belongs to the reply above it. */
const splitReplies = (lines: readonly TextLine[]): TextLine[][] => {
  const replies: TextLine[][] = [];
  let isOver = true;
  for (const line of lines) {
    const divider = codePattern.exec(line.text)?.[1];
    const isOwn = readLogTime(line.text) !== undefined;
    const isNew = replies.length === 0 || isOwn || (divider !== undefined && isOver);
    if (isNew) replies.push([line]);
    else replies.at(-1)?.push(line);
    if (divider !== undefined || isNew) isOver = divider === ' ' || divider === '' || isOwn;
  }
  return replies;
};

const takeParagraph = (lines: readonly TextLine[], findings: Findings): void => {
  for (const own of splitReplies(lines)) {
    const text = own.map((line) => line.text).join('\n');
    const place = placeOfLines(own);
    const statement = readSmtpReply(text);
    if (statement !== undefined) add(findings, 'smtp-reply', place, 'quoted-reply', statement);
    else
      for (const symbols of text.includes('SPF_') ? readSpamSymbols(text) : [])
        add(findings, 'spam-symbols', place, 'filter-symbol', symbols);
  }
};

const takeReport = (lines: readonly TextLine[], findings: Findings): void => {
  const text = lines.map((line) => line.text).join('\n');
  const starts: number[] = [];
  let length = 0;
  for (const line of lines) {
    starts.push(length);
    length += line.text.length + 1;
  }
  // Records come in the order of the text, and so do their lines.
  let at = 0;
  const lineAt = (offset: number): number => {
    while ((starts[at + 1] ?? Number.POSITIVE_INFINITY) <= offset) at++;
    return at;
  };
  for (const { offset, end, reading } of readDmarcReport(text)) {
    const place = placeOfLines(lines.slice(lineAt(offset), lineAt(end - 1) + 1));
    for (const each of reading)
      if (each.kind === 'found') add(findings, 'dmarc-report', place, 'aggregate-report', each.statement);
      else findings.misses.push({ form: 'dmarc-report', place, sentence: each.sentence });
  }
};

const takeLines = (lines: readonly TextLine[], findings: Findings): void => {
  let paragraph: TextLine[] = [];
  const flush = (): void => {
    takeParagraph(paragraph, findings);
    paragraph = [];
  };
  // Up to here, lines are known to start no headers and no request.
  let plainUntil = 0;
  for (let index = 0; index < lines.length; ) {
    const line = lines[index];
    if (line === undefined) break;
    let next = index;
    if (index >= plainUntil && startsField(line.text)) {
      next = takeHeaders(lines, index, findings);
      if (next === index) plainUntil = readFields(lines, index).next;
    } else if (index >= plainUntil && isPolicyAttribute(line.text) && !line.text.startsWith('action='))
      next = takeRequest(lines, index, findings);
    if (next > index) {
      flush();
      index = next;
      continue;
    }
    next = takeLogLine(lines, index, findings);
    if (next > index || line.text.trim() === '') flush();
    else paragraph.push(line);
    index = Math.max(next, index + 1);
  }
  flush();
};

/** Everything in a text that speaks of an SPF check: lines of logs, headers, messages, requests, replies, reports, in
 *  any mixture, as they are or as a paste leaves them. Reads any text; the time that it takes grows with its length. A
 *  message with MIME parts is `readMessage`'s. */
export const readIncidents = (text: string): Intake => {
  // Some receivers write a report in one line, however many records it has.
  const mayBeLong = isDmarcReport(text);
  const split = splitLines(text, mayBeLong ? Number.POSITIVE_INFINITY : longestLine);
  const lines = decodeQuotedPrintable(withoutPasteMarks(split));
  const findings: Findings = { candidates: [], messages: [], misses: [], joiner: createLineJoiner() };
  const isReport = mayBeLong || lines.some((line) => isDmarcReport(line.text));
  if (isReport) takeReport(lines, findings);
  else takeLines(lines, findings);
  for (const { form, statement, item } of findings.joiner.end())
    add(findings, form, item, trustKindOf(form), statement);
  // A paragraph is read when its last line is known, behind what stands between its lines.
  const candidates = findings.candidates.sort((one, other) => one.place.start - other.place.start);
  return {
    candidates,
    messages: findings.messages,
    lookedFor: Object.values(formLabels),
    nearMiss: candidates.length > 0 ? undefined : findNearMiss(lines, findings.misses),
  };
};
