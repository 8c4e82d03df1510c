import type { Statement } from '../candidate.ts';
import { found, type LineForm, type LineReading, missed } from '../form.ts';
import { readLogTime } from '../log-time.ts';
import { readReplyStart, resultOfReply, resultOfWords } from '../reply-words.ts';
import { readResultWord } from '../result-word.ts';
import { readWhyAddress } from '../why-address.ts';
import { readAuthenticationResults } from './authentication-results.ts';
import { readReceivedSpf, readSpfPairs } from './received-spf.ts';
import { readUsualLine } from './usual-policyd-line.ts';

/** The statement with more facts, and the time of the line. */
const withFacts = (statement: Statement, facts: Statement['facts'], line: string): LineReading =>
  found({ ...statement, time: readLogTime(line), facts: { ...statement.facts, ...facts } });

/** A header that the server is told to put before the mail. */
const readPrepended = (header: string, line: string): LineReading | undefined => {
  const colon = header.indexOf(':');
  const value = header.slice(colon + 1);
  switch (header.slice(0, Math.max(colon, 0)).toLowerCase()) {
    case 'received-spf': {
      const reading = readReceivedSpf(value);
      return reading.kind === 'miss' ? reading : withFacts(reading.statement, { action: 'prepend' }, line);
    }
    case 'authentication-results': {
      const [statement] = readAuthenticationResults(value).statements;
      return statement && withFacts(statement, { action: 'prepend' }, line);
    }
    // "SPF check N/A for local connections - client-ip=…"
    case 'x-comment': {
      const at = value.indexOf('client-ip=');
      if (at === -1) return undefined;
      const reason = value.slice(0, at).trim().replace(/ -$/, '');
      const pairs = readSpfPairs(value.slice(at));
      return withFacts({ ...pairs, reason }, { action: 'prepend', skipped: 'true' }, line);
    }
    default:
      return undefined;
  }
};

/** A rejection, with an address of openspf.org that holds what was judged. */
const readRejection = (body: string, line: string): LineReading | undefined => {
  const { code, dsn, length } = readReplyStart(body);
  const why = readWhyAddress(body);
  if (code === undefined) return undefined;
  if (why === undefined)
    return missed('It rejects, but without the address of a page that names the client.');
  const text = body.slice(length).trim();
  const reason = /^Message (?:rejected|deferred) due to: (.*?)\.? Please see /.exec(text)?.[1] ?? text;
  return withFacts(
    {
      clientIp: why.clientIp,
      helo: why.identity === 'helo' ? why.id : undefined,
      mailFrom: why.identity === 'helo' ? undefined : why.id,
      identity: why.identity,
      result: resultOfReply(dsn, reason),
      reason,
      receiver: why.receiver,
    },
    { action: code.startsWith('4') ? 'defer' : 'reject', code, dsn },
    line,
  );
};

/** The log of 2007: "REASON:QUEUEID=…; identity=…". The reason may hold colons of its own. */
const readFirstGeneration = (body: string, line: string): LineReading | undefined => {
  const at = body.indexOf(':QUEUEID=');
  if (at === -1) return undefined;
  const reason = body.slice(0, at);
  const pairs = readSpfPairs(body.slice(at + 1));
  return withFacts({ ...pairs, result: resultOfWords(reason), reason }, {}, line);
};

/** The log of 2011: "Pass; identity=…". */
const readSecondGeneration = (body: string, line: string): LineReading | undefined => {
  const word = /^([A-Za-z]{4,9}); (?=identity=|client-ip=)/.exec(body)?.[1] ?? '';
  const result = readResultWord(word);
  return result && withFacts({ ...readSpfPairs(body.slice(word.length)), result }, {}, line);
};

/** The Perl server says first what it found and then what it does; the second line holds the first. */
const readSummary = (body: string, line: string, key: string): LineReading | undefined => {
  const summary = /^SPF (\w{4,9}) \((.{0,999})\): Envelope-from: (\S*)$/.exec(body);
  const result = readResultWord(summary?.[1] ?? '');
  if (summary === null || result === undefined) return undefined;
  const statement = { result, reason: summary[2], mailFrom: summary[3], time: readLogTime(line) };
  return { kind: 'found', statement, key, isPartial: true };
};

const readBody = (body: string, line: string, key: string): LineReading | undefined => {
  const prepended = /^(?:Policy action=|action=)?prepend +/i.exec(body)?.[0];
  if (prepended !== undefined) return readPrepended(body.slice(prepended.length), line);
  const action = /^(?:Policy action=|action=)(?:reject +)?/i.exec(body)?.[0] ?? '';
  return (
    readRejection(body.slice(action.length), line) ??
    readFirstGeneration(body, line) ??
    readSecondGeneration(body, line) ??
    readSummary(body, line, key)
  );
};

/** Reads a line of a policy server by the parsers of its parts. Undefined for a line of none. */
export const readAnyPolicydLine = (line: string): LineReading | undefined => {
  if (/^action=/i.test(line)) return readBody(line, line, '');
  const tag = /\b(?:policyd?-spf|pyspf-milter)(\[\d{1,10}\])?: */.exec(line);
  if (tag === null) return undefined;
  const body = line
    .slice(tag.index + tag[0].length)
    .replace(/^: */, '')
    .trimEnd();
  const reading = readBody(body, line, tag[0]);
  // The next line of the same process holds all of a summary.
  return reading?.kind === 'found' && reading.key === undefined ? { ...reading, key: tag[0] } : reading;
};

/** A policy server for SPF under Postfix: its log, of every generation since 2007, and the answers that it gives. Known
 *  are policyd-spf of Python, its milter, and postfix-policyd-spf-perl. */
export const policydSpf: LineForm = {
  name: 'policyd-spf',
  marks: ['policyd-spf', 'policy-spf', 'pyspf-milter', 'action='],
  read: (line) => readUsualLine(line) ?? readAnyPolicydLine(line),
};
