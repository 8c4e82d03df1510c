import type { DomainName } from './resolver.ts';
import type { ReportZoneProblem, ZoneEntry, ZoneField } from './zone-file-entries.ts';
import { type Decoded, decodeName, decodeSeconds } from './zone-file-text.ts';

/** Takes the fields of one entry from left to right. What is expected completes the sentence "… is expected".
 *  After the first problem, which is reported, everything is undefined, and nothing more is reported. */
export type FieldReader = Readonly<{
  /** The next field, left where it is; undefined at the end. */
  peek: () => ZoneField | undefined;
  take: (expected: string) => ZoneField | undefined;
  /** The fields that are left, at least one. */
  takeRest: (expected: string) => readonly ZoneField[] | undefined;
  takeName: (expected: string) => DomainName | undefined;
  takeInteger: (expected: string, most: number) => number | undefined;
  takeSeconds: (expected: string) => number | undefined;
  /** Whether nothing went wrong and no field is left; one that is left is reported. */
  isDone: () => boolean;
  /** Reports a problem, `at` characters into a field's text. */
  fail: (field: ZoneField, message: string, at?: number) => undefined;
  /** The value, or its problem reported as one of that field. */
  accept: <Value>(field: ZoneField, decoded: Decoded<Value>) => Value | undefined;
}>;

/** A reader of an entry's fields. `origin` gives what completes a relative name, when one is met. */
export const fieldReader = (
  { fields }: ZoneEntry,
  origin: () => DomainName | undefined,
  report: ReportZoneProblem,
): FieldReader => {
  let next = 0;
  let hasFailed = false;

  const failAt = (line: number, column: number, message: string): undefined => {
    if (!hasFailed) report({ line, column }, message);
    hasFailed = true;
  };
  const fail: FieldReader['fail'] = (field, message, at = 0) =>
    failAt(field.line, field.column + (field.isQuoted ? 1 : 0) + at, message);
  const accept: FieldReader['accept'] = (field, decoded) =>
    decoded.ok ? decoded.value : fail(field, decoded.message, decoded.at);

  const take = (expected: string): ZoneField | undefined => {
    if (hasFailed) return undefined;
    const field = fields[next];
    if (field !== undefined) {
      next += 1;
      return field;
    }
    // An entry has a field at least.
    const last = fields.at(-1) as ZoneField;
    const end = last.column + last.text.length + (last.isQuoted ? 2 : 0);
    return failAt(last.line, end, `the record ends here; ${expected} is expected`);
  };

  const takeNumber = (expected: string, most: number, decode: (text: string) => number | undefined) => {
    const field = take(expected);
    if (field === undefined) return undefined;
    const value = decode(field.text);
    return value !== undefined && value <= most
      ? value
      : fail(field, `${quoteField(field)} is here; ${expected} is expected`);
  };

  return {
    peek: () => (hasFailed ? undefined : fields[next]),
    take,
    takeRest: (expected) => {
      const first = take(expected);
      if (first === undefined) return undefined;
      const rest = fields.slice(next);
      next = fields.length;
      return [first, ...rest];
    },
    takeName: (expected) => {
      const field = take(expected);
      return field && accept(field, decodeName(field.text, origin()));
    },
    takeInteger: (expected, most) =>
      takeNumber(expected, most, (text) => (/^\d{1,10}$/.test(text) ? Number(text) : undefined)),
    takeSeconds: (expected) => takeNumber(expected, 0xffffffff, decodeSeconds),
    isDone: () => {
      const extra = hasFailed ? undefined : fields[next];
      if (extra !== undefined)
        fail(extra, `${quoteField(extra)} is left over; the end of the record is expected`);
      return !hasFailed;
    },
    fail,
    accept,
  };
};

/** A field as a problem shows it: short, and with nothing that a terminal would obey. */
export const quoteField = ({ text }: ZoneField): string => {
  const shown = text.length > 40 ? `${text.slice(0, 40)}...` : text;
  const printable = shown.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\${String(character.charCodeAt(0)).padStart(3, '0')}`,
  );
  return `"${printable}"`;
};
