import type { NameData } from '../helpers/memory-zone.ts';
import type { DifferentialCase } from './cases.ts';

const isEmpty = (data: NameData): boolean => Object.keys(data).length === 0;

/** The list without each of its entries in turn, the last first. */
const withoutOne = <Item>(list: readonly Item[]): (readonly Item[])[] =>
  list.map((_item, index) => list.toSpliced(index, 1)).toReversed();

/** The ways to make a text of terms smaller: without one of them, then without one of its characters. */
const smallerTexts = (text: string): string[] => {
  const [version = '', ...terms] = text.split(' ');
  const shorter = withoutOne(terms).map((left) => [version, ...left].join(' '));
  const plainer = terms.flatMap((term, index) =>
    /^[+~?]/.test(term) ? [[version, ...terms.with(index, term.slice(1))].join(' ')] : [],
  );
  return [...shorter, ...plainer];
};

const smallerData = (data: NameData): NameData[] => {
  const entries = Object.entries(data);
  const dropped = withoutOne(entries).map((left) => Object.fromEntries(left));
  const shorter = entries.flatMap(([type, value]) =>
    Array.isArray(value) && value.length > 1
      ? withoutOne(value).map((left) => ({ ...data, [type]: left }))
      : [],
  );
  const texts = Array.isArray(data.TXT) ? data.TXT : [];
  const rewritten = texts.flatMap((strings: string | readonly string[], index) => {
    const text = typeof strings === 'string' ? strings : strings.join('');
    const candidates = [...(typeof strings === 'string' ? [] : [text]), ...smallerTexts(text)];
    return candidates.map((candidate) => ({ ...data, TXT: texts.with(index, candidate) }));
  });
  return [...dropped, ...shorter, ...rewritten];
};

function* smallerCases({ zone, client }: DifferentialCase): Generator<DifferentialCase> {
  const names = Object.keys(zone);
  for (const left of withoutOne(names))
    yield { zone: Object.fromEntries(left.map((name) => [name, zone[name] ?? {}])), client };
  for (const name of names) {
    const data = zone[name];
    if (data === undefined || typeof data === 'string') continue;
    for (const smaller of smallerData(data))
      if (!isEmpty(smaller) || !isEmpty(data)) yield { zone: { ...zone, [name]: smaller }, client };
  }
  const domain = client.sender.slice(client.sender.lastIndexOf('@') + 1);
  const plain: Partial<DifferentialCase['client']>[] = [
    { sender: '', helo: domain },
    { helo: domain },
    { sender: `a@${domain}` },
  ];
  for (const change of plain)
    if (
      client.sender !== '' &&
      Object.entries(change).some(([key, value]) => client[key as 'helo'] !== value)
    )
      yield { zone, client: { ...client, ...change } };
}

/** A case that is still interesting and of which nothing more can be left out, one thing at a time. */
export const reduceCase = async (
  start: DifferentialCase,
  isInteresting: (smaller: DifferentialCase) => Promise<boolean>,
): Promise<DifferentialCase> => {
  let current = start;
  for (let isReduced = true; isReduced; ) {
    isReduced = false;
    for (const smaller of smallerCases(current)) {
      if (!(await isInteresting(smaller))) continue;
      current = smaller;
      isReduced = true;
      break;
    }
  }
  return current;
};
