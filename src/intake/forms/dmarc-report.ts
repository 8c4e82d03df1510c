import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Statement } from '../candidate.ts';
import { found, type LineReading, missed } from '../form.ts';
import { readAddress } from '../read-address.ts';
import { readIdentityWord, readResultWord } from '../result-word.ts';

/** A record of a report is short, and flat. */
const mostCharacters = 65_536;
const mostDepth = 12;

/** One `<record>` of a report and where it starts in the text. */
export type ReportRecord = Readonly<{ offset: number; end: number; reading: readonly LineReading[] }>;

/** Whether a text is a DMARC aggregate report (RFC 7489 appendix C, RFC 9990), or a piece of one. */
export const isDmarcReport = (text: string): boolean =>
  /<(?:\w{1,20}:)?(?:feedback|auth_results|policy_evaluated)[\s>]/.test(text);

const parser = new XMLParser({
  parseTagValue: false,
  ignoreAttributes: true,
  removeNSPrefix: true,
  processEntities: false,
});

/** How deep tags nest: counted before parsing, which would go as deep as they do. */
const depthOf = (xml: string): number => {
  let [depth, deepest] = [0, 0];
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at + 1)) {
    const end = xml.indexOf('>', at);
    if (end === -1) break;
    if (xml[at + 1] === '/') depth--;
    else if (xml[end - 1] !== '/') depth++;
    deepest = Math.max(deepest, depth);
    at = end;
  }
  return deepest;
};

/** The object of one element, or undefined where it is no well-formed XML, or none that a report holds. */
const parseElement = (xml: string): unknown => {
  if (xml.length > mostCharacters || xml.includes('<!') || depthOf(xml) > mostDepth) return undefined;
  if (XMLValidator.validate(xml) !== true) return undefined;
  try {
    return parser.parse(xml);
  } catch (error) {
    // It throws a plain Error at what it finds dangerous, such as an element named __proto__: the input is wrong.
    if (error instanceof Error) return undefined;
    throw error;
  }
};

const fieldOf = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>(
    (current, name) =>
      typeof current === 'object' && current !== null && Object.hasOwn(current, name)
        ? // Safe: it has that field; what the field holds stays unknown.
          (current as Record<string, unknown>)[name]
        : undefined,
    value,
  );

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value.trim() : undefined);

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** The raw results of SPF in a record; what `policy_evaluated` says of it is the result of alignment. */
const readRecord = (
  record: unknown,
  { facts, time }: Pick<Statement, 'facts' | 'time'>,
): readonly LineReading[] => {
  const row = fieldOf(record, 'record', 'row');
  const clientIp = readAddress(textOf(fieldOf(row, 'source_ip')) ?? '');
  if (clientIp === undefined)
    return [missed('It is a record of a DMARC report, but its source_ip is no address.')];
  const identifiers = fieldOf(record, 'record', 'identifiers');
  const shared = {
    ...facts,
    count: textOf(fieldOf(row, 'count')),
    headerFrom: textOf(fieldOf(identifiers, 'header_from')),
    rcpt: textOf(fieldOf(identifiers, 'envelope_to')),
  };
  const envelope = textOf(fieldOf(identifiers, 'envelope_from'));
  const results = listOf(fieldOf(record, 'record', 'auth_results', 'spf')).slice(0, 16);
  const sender: Statement = envelope === '' ? { mailFrom: '' } : {};
  if (results.length === 0)
    return [
      found({ clientIp, time, ...sender, ...(envelope ? { mailFromDomain: envelope } : {}), facts: shared }),
    ];
  return results.map((result) => {
    const domain = textOf(fieldOf(result, 'domain')) || undefined;
    const scope = textOf(fieldOf(result, 'scope'))?.toLowerCase();
    const identity = readIdentityWord(scope ?? '');
    return found({
      clientIp,
      time,
      ...sender,
      ...(identity === 'helo' ? { helo: domain } : { mailFromDomain: domain }),
      identity,
      result: readResultWord(textOf(fieldOf(result, 'result')) ?? ''),
      reason: textOf(fieldOf(result, 'human_result')) || undefined,
      facts: { ...shared, scope },
    });
  });
};

/** A text of XML with spaces for its comments, every offset and line kept. */
export const blankComments = (text: string): string => {
  const pieces: string[] = [];
  let index = 0;
  for (let at = text.indexOf('<!--'); at !== -1; at = text.indexOf('<!--', index)) {
    const end = text.indexOf('-->', at + 4);
    if (end === -1) break;
    pieces.push(text.slice(index, at), text.slice(at, end + 3).replace(/[^\n]/g, ' '));
    index = end + 3;
  }
  pieces.push(text.slice(index));
  return pieces.join('');
};

/** Who sent the report, and when the time that it covers begins. */
const readHead = (text: string): Pick<Statement, 'facts' | 'time'> => {
  const head = text.slice(0, mostCharacters);
  const begin = /<(?:\w{1,20}:)?begin>\s{0,9}(\d{1,11})\s{0,9}</.exec(head)?.[1];
  const facts = { reporter: /<(?:\w{1,20}:)?org_name>([^<]{0,255})</.exec(head)?.[1]?.trim() || undefined };
  return begin === undefined ? { facts } : { facts, time: { text: begin, atMs: Number(begin) * 1000 } };
};

/** The records of a report, each read by itself: a report that was cut gives those that are whole, and neither a
 *  document type with its entities nor a bomb around them is ever parsed. */
export const readDmarcReport = (whole: string): readonly ReportRecord[] => {
  const text = blankComments(whole);
  const head = readHead(text);
  const records: ReportRecord[] = [];
  const opening = /<((?:\w{1,20}:)?record)>/g;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const closing = `</${match[1]}>`;
    const at = text.indexOf(closing, match.index);
    if (at === -1) {
      records.push({
        offset: match.index,
        end: text.length,
        reading: [missed('It is a record of a DMARC report that is cut before its end.')],
      });
      break;
    }
    const end = at + closing.length;
    const parsed = parseElement(text.slice(match.index, end));
    const reading =
      parsed === undefined
        ? [missed('It is a record of a DMARC report, but not well-formed XML.')]
        : readRecord(parsed, head);
    records.push({ offset: match.index, end, reading });
    opening.lastIndex = end;
  }
  return records;
};
