/** A result, as far as tests look into it. */
export type SarifResult = Readonly<{
  ruleId: string;
  locations: readonly [
    Readonly<{
      physicalLocation: Readonly<{
        artifactLocation: Readonly<{ uri: string }>;
        region?: Readonly<{ startLine: number }>;
      }>;
    }>,
  ];
}>;

type Check = (value: unknown, at: string) => readonly string[];

const when =
  (isRight: (value: unknown) => boolean, what: string): Check =>
  (value, at) =>
    isRight(value) ? [] : [`${at} is no ${what}`];

const text = when((value) => typeof value === 'string' && value !== '', 'text');
const oneOf = (...words: readonly unknown[]) =>
  when((value) => words.includes(value), `one of ${words.join(', ')}`);
const whole = (least: number) =>
  when((value) => Number.isInteger(value) && Number(value) >= least, `whole number from ${least} on`);
// RFC 3986: no character that a URI reference may not hold, and each "%" begins two hexadecimal digits.
const uriReference = when(
  (value) => typeof value === 'string' && /^(?:[\w\-.~:/?#@!$&'()*+,;=[\]]|%[\dA-Fa-f]{2})+$/.test(value),
  'URI reference',
);

const list =
  (item: Check): Check =>
  (value, at) =>
    Array.isArray(value)
      ? value.flatMap((one, index) => item(one, `${at}[${index}]`))
      : [`${at} is no array`];

/** An object with the properties that the specification has and spfx uses; those that end in `?` may be absent. */
const object =
  (properties: Readonly<Record<string, Check>>): Check =>
  (value, at) => {
    if (typeof value !== 'object' || value === null) return [`${at} is no object`];
    const given = new Map(Object.entries(value));
    const known = new Map(Object.entries(properties).map(([name, check]) => [name.replace('?', ''), check]));
    return [
      ...[...given.keys()].filter((name) => !known.has(name)).map((name) => `${at}.${name} is not known`),
      ...Object.keys(properties)
        .filter((name) => !name.endsWith('?') && !given.has(name))
        .map((name) => `${at}.${name} is missing`),
      ...[...known].flatMap(([name, check]) =>
        given.has(name) ? check(given.get(name), `${at}.${name}`) : [],
      ),
    ];
  };

const message = object({ text });

const region: Check = (value, at) => {
  const faults = object({
    startLine: whole(1),
    'startColumn?': whole(1),
    'endColumn?': whole(1),
    'snippet?': message,
  })(value, at);
  // Its properties were just checked.
  const { startColumn = 1, endColumn = 2 } = value as { startColumn?: number; endColumn?: number };
  return endColumn > startColumn ? faults : [...faults, `${at} is empty`];
};

const log = object({
  '$schema?': uriReference,
  version: oneOf('2.1.0'),
  runs: list(
    object({
      tool: object({
        driver: object({
          name: text,
          semanticVersion: text,
          rules: list(
            object({ id: text, shortDescription: message, 'fullDescription?': message, 'help?': message }),
          ),
        }),
      }),
      columnKind: oneOf('utf16CodeUnits', 'unicodeCodePoints'),
      results: list(
        object({
          ruleId: text,
          ruleIndex: whole(0),
          level: oneOf('none', 'note', 'warning', 'error'),
          message,
          locations: list(
            object({
              physicalLocation: object({
                artifactLocation: object({ uri: uriReference }),
                'region?': region,
              }),
              logicalLocations: list(object({ fullyQualifiedName: text, kind: text })),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** What is wrong with a log by SARIF 2.1.0 (its sections 3.13 to 3.37, as far as lint uses them), with the place of each
 *  fault. */
export const sarifFaults = (value: unknown): readonly string[] => log(value, 'log');
