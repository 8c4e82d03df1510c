/** A value from outside that has not the shape that it should have. The message says where, and what would be
 *  accepted; it quotes nothing of the value. */
export class ShapeError extends Error {}

/** Checks a value at its door. `place`: its name for messages, as `answers[3].question`. Throws a ShapeError. */
export type Check<Value> = (value: unknown, place: string) => Value;

/** Ends the reading of a value. */
export const fail = (place: string, wanted: string): never => {
  throw new ShapeError(`${place || 'the file'}: ${wanted} is wanted`);
};

/** An object, its fields unchecked. */
export const readObject: Check<Readonly<Record<string, unknown>>> = (value, place) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? // Any object that is no array has fields by name.
      (value as Readonly<Record<string, unknown>>)
    : fail(place, 'an object');

/** A text. */
export const readText: Check<string> = (value, place) =>
  typeof value === 'string' ? value : fail(place, 'a text');

/** A text of octets, one character each. */
export const readOctets: Check<string> = (value, place) => {
  const text = readText(value, place);
  return /^[\x00-\xff]*$/.test(text) ? text : fail(place, 'a text of octets (U+0000 to U+00FF)');
};

/** A number that is not negative. */
export const readNumber: Check<number> = (value, place) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0
    ? value
    : fail(place, 'a number from 0 on');

/** A whole number that is not negative. */
export const readInteger: Check<number> = (value, place) =>
  Number.isSafeInteger(value) ? readNumber(value, place) : fail(place, 'a whole number from 0 on');

/** One of some texts. */
export const readOneOf =
  <Text extends string>(texts: readonly Text[]): Check<Text> =>
  (value, place) =>
    texts.find((text) => text === value) ?? fail(place, texts.join(', '));

/** A list of values that all pass a check. */
export const readArray =
  <Value>(check: Check<Value>): Check<readonly Value[]> =>
  (value, place) =>
    Array.isArray(value)
      ? value.map((member: unknown, index) => check(member, `${place}[${index}]`))
      : fail(place, 'a list');

/** A field of an object that may be absent, as an object with that field or without. */
export const readOptional =
  <Name extends string, Value>(name: Name, check: Check<Value>) =>
  (object: Readonly<Record<string, unknown>>, place: string): Readonly<Partial<Record<Name, Value>>> =>
    // One field of that name and type, or none.
    (object[name] === undefined
      ? {}
      : { [name]: check(object[name], place === '' ? name : `${place}.${name}`) }) as Readonly<
      Partial<Record<Name, Value>>
    >;
