import PostalMime, { type Attachment } from 'postal-mime';
import type { Candidate } from './candidate.ts';
import type { Intake, MessageTrace, NearMiss } from './intake.ts';
import { readIncidents } from './read-incidents.ts';

/** What an archive holds, or why it was not opened; `plain` for octets that are no archive. */
export type Unpacked =
  | Readonly<{ kind: 'plain' }>
  | Readonly<{ kind: 'unpacked'; files: readonly Readonly<{ name: string; octets: Uint8Array }>[] }>
  | Readonly<{ kind: 'refused'; sentence: string }>;

/** Opens archives, with bounds of its own on what comes out. Archives inside of archives it leaves alone. */
export type Unpack = (octets: Uint8Array) => Unpacked;

/** What MIME may cost: no mail of a person, a bounce or a report has as much. */
const parserLimits = { maxNestingDepth: 32, maxHeadersSize: 1_048_576 } as const;
const mostAttachments = 64;
const mostHeaderOctets = 1_048_576;

const decoder = new TextDecoder();

/** The headers of a message, up to the empty line. */
const headersOf = (text: string): string => {
  const end = /\r?\n\r?\n/.exec(text.slice(0, mostHeaderOctets));
  return text.slice(0, end?.index ?? mostHeaderOctets);
};

/** Whether a text is a message whose parts have to be decoded before they can be read: it starts with headers, and they
 *  name a type or an encoding. */
export const isMimeMessage = (text: string): boolean =>
  /^(?:[A-Za-z][\w-]{0,76}:|From )/.test(text) &&
  /^(?:MIME-Version|Content-Type|Content-Transfer-Encoding):/im.test(headersOf(text));

const withoutTags = (html: string): string =>
  html
    .replace(/<(?:br|\/p|\/div|\/tr|\/pre)\b[^<>]{0,200}>/gi, '\n')
    .replace(/<[^<>]{0,2000}>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

const octetsOf = ({ content }: Attachment): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);

const isMessage = ({ mimeType }: Attachment): boolean =>
  mimeType === 'message/rfc822' || mimeType === 'text/rfc822-headers' || mimeType === 'message/global';

/** The parts of a message that may say something, in order. Of a message in a message, only its headers are read. */
const partsOf = async (
  octets: Uint8Array,
  unpack: Unpack,
): Promise<readonly Readonly<{ name: string; intake: Intake }>[]> => {
  const mail = await PostalMime.parse(octets, { ...parserLimits, forceRfc822Attachments: true });
  const body = mail.text ?? (mail.html === undefined ? '' : withoutTags(mail.html));
  const parts = [{ name: 'body', intake: readIncidents(body) }];
  for (const attachment of mail.attachments.slice(0, mostAttachments)) {
    const name = attachment.filename ?? attachment.mimeType;
    const content = octetsOf(attachment);
    const intake = isMessage(attachment)
      ? readIncidents(headersOf(decoder.decode(content)))
      : await readOctets(content, unpack, true);
    parts.push({ name, intake });
  }
  return parts;
};

/** What was read of a part of a message or an archive, its places under the part's name. */
export const inPart = (intake: Intake, part: string): Intake => ({
  ...intake,
  candidates: intake.candidates.map(
    (candidate): Candidate => ({ ...candidate, place: { ...candidate.place, part } }),
  ),
  messages: intake.messages.map((trace): MessageTrace => ({ ...trace, place: { ...trace.place, part } })),
  nearMiss: intake.nearMiss && { ...intake.nearMiss, place: { ...intake.nearMiss.place, part } },
});

/** Several intakes as one, in their order. */
export const joinIntakes = (intakes: readonly Intake[]): Intake => {
  const candidates = intakes.flatMap((intake) => intake.candidates);
  const miss = intakes.find(({ nearMiss }) => nearMiss?.form !== undefined)?.nearMiss;
  return {
    candidates,
    messages: intakes.flatMap(({ messages }) => messages),
    lookedFor: intakes[0]?.lookedFor ?? [],
    nearMiss:
      candidates.length > 0
        ? undefined
        : (miss ?? intakes.find(({ nearMiss }) => nearMiss !== undefined)?.nearMiss),
  };
};

const whole = { line: 1, lastLine: 1, start: 0, end: 0 } as const;

const refused = (sentence: string): Intake => {
  const nearMiss: NearMiss = { form: undefined, place: whole, sentence };
  return { ...readIncidents(''), nearMiss };
};

/** Everything in a message that speaks of an SPF check: its own headers, and what its parts hold, such as the reply in a
 *  bounce, the headers that it returns, or a DMARC report, packed or not. Where a part claims a result and the headers
 *  claim none, as in a bounce or a report, the parts come first. A message that breaks a limit of MIME is read as text. */
export const readMessage = async (octets: Uint8Array, unpack: Unpack): Promise<Intake> => {
  const text = decoder.decode(octets);
  const own = readIncidents(headersOf(text));
  let parts: Awaited<ReturnType<typeof partsOf>>;
  try {
    parts = await partsOf(octets, unpack);
  } catch (error) {
    // The parser rejects what nests too deep or has too many headers: the input is wrong, and has no class of error.
    if (!(error instanceof Error)) throw error;
    return readIncidents(text);
  }
  const named = parts.map(({ name, intake }) => inPart(intake, name));
  const claimsResult = (intake: Intake): boolean =>
    intake.candidates.some(({ result }) => result !== undefined);
  const arePartsFirst = named.some(claimsResult) && !claimsResult(own);
  return joinIntakes(arePartsFirst ? [...named, own] : [own, ...named]);
};

/** Everything in a file of any kind: text, a message, or an archive of them. `isInside` is for what came out of a
 *  message or an archive: no message is looked for in it. */
export const readOctets = async (octets: Uint8Array, unpack: Unpack, isInside = false): Promise<Intake> => {
  const unpacked = unpack(octets);
  switch (unpacked.kind) {
    case 'refused':
      return refused(unpacked.sentence);
    case 'unpacked':
      return joinIntakes(
        unpacked.files.map((file) => inPart(readIncidents(decoder.decode(file.octets)), file.name)),
      );
    case 'plain': {
      const text = decoder.decode(octets);
      return !isInside && isMimeMessage(text) ? readMessage(octets, unpack) : readIncidents(text);
    }
    default:
      return unpacked satisfies never;
  }
};
