import fc from 'fast-check';

const join = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(''));

const transformers = join(
  fc.constantFrom('', '', '', '1', '2', '3', '9', '127', '128', '01', '0'),
  fc.constantFrom('', '', 'r', 'R'),
);
const delimiters = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  fc.constantFrom('.', '-', '+', ',', '/', '_', '=', '.-', '-+.', ':', '..'),
);

const macro = (letters: string): fc.Arbitrary<string> =>
  join(
    fc.constant('%{'),
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...letters) },
      { weight: 4, arbitrary: fc.constantFrom(...letters.toUpperCase()) },
    ),
    transformers,
    delimiters,
    fc.constant('}'),
  );

const broken = fc.constantFrom(
  '%',
  '%%',
  '%_',
  '%-',
  '%{',
  '%{}',
  '%{d',
  '%{z}',
  '%{dd}',
  '%{d0}',
  '%{d2.5}',
  '%a',
  '%{ d}',
  '%{d!}',
  '%{c}',
  '%{r}',
  '%{t}',
);

/** A domain-spec built of macros; some are no legal ones. `letters`: those that may occur, in lower case. */
export const macroSpecArbitrary = (letters: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: join(macro(letters), fc.constantFrom('.example', '.a.example', '.%{d}')) },
    { weight: 2, arbitrary: macro(letters) },
    {
      weight: 2,
      arbitrary: join(
        macro(letters),
        fc.constantFrom('.', '-', '%-', ''),
        macro(letters),
        fc.constantFrom('.example', ''),
      ),
    },
    {
      weight: 1,
      arbitrary: join(fc.constantFrom('', 'x.', '_spf.'), broken, fc.constantFrom('', '.example', '.%{d}')),
    },
  );
