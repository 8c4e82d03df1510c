import { readPieces, type ZonePiece, type ZonePlace } from './zone-file-lexer.ts';

/** One field of an entry as written: escapes are still in its text, quotes are not. */
export type ZoneField = Extract<ZonePiece, { kind: 'field' }>;

/** One entry of a master file (RFC 1035 §5.1): a line, or the lines that parentheses join. It has a field at least.
 *  `startsBlank`: a space or tab stands where the owner would. */
export type ZoneEntry = Readonly<{ fields: readonly ZoneField[]; startsBlank: boolean }>;

/** Takes one problem, as a sentence for a person, and where it is. */
export type ReportZoneProblem = (place: ZonePlace, message: string) => void;

// An RDATA of 65,535 octets has no more fields than that; before them stand owner, TTL, class and type.
const MAX_FIELDS = 65_535 + 4;

/** The entries of a master file, in order. An entry whose quotes or parentheses don't match is reported and left out.
 *  Holds one entry at a time. */
export function* readEntries(text: string, report: ReportZoneProblem): Generator<ZoneEntry> {
  let fields: ZoneField[] = [];
  let startsBlank = false;
  let isBroken = false;
  let depth = 0;
  let opened: ZonePlace | undefined;

  const fail = (place: ZonePlace, message: string): void => {
    if (!isBroken) report(place, message);
    isBroken = true;
  };

  for (const piece of readPieces(text)) {
    switch (piece.kind) {
      case 'field':
        if (fields.length < MAX_FIELDS) fields.push(piece);
        else
          fail(
            piece,
            `no record holds more than ${MAX_FIELDS} fields; a line end is expected before this one`,
          );
        break;
      case 'blank':
        if (depth === 0) startsBlank = true;
        break;
      case 'open':
        if (depth === 0) opened = piece;
        depth += 1;
        break;
      case 'close':
        if (depth > 0) depth -= 1;
        else fail(piece, '")" closes nothing; a "(" is expected before it');
        break;
      case 'unclosed':
        fail(piece, 'a string is opened here and not closed; a second " is expected on this line');
        break;
      case 'line-end':
        if (depth > 0) break;
        if (!isBroken && fields.length > 0) yield { fields, startsBlank };
        fields = [];
        startsBlank = false;
        isBroken = false;
        break;
      default:
        piece satisfies never;
    }
  }
  if (depth > 0 && opened) fail(opened, '"(" is opened here and not closed; a ")" is expected after it');
}
