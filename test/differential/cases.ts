import fc from 'fast-check';
import { formatIpAddress } from '../../src/spf/ip-address.ts';
import type { MemoryZone, NameData } from '../helpers/memory-zone.ts';
import { policyCases } from '../helpers/random-policy.ts';

/** A client as a receiver sees it. An empty sender is the null reverse-path, so that the HELO name is checked. */
export type Client = Readonly<{ ip: string; helo: string; sender: string; receiver: string }>;

/** The same question for every evaluator: what DNS has, and who asks to be let in. */
export type DifferentialCase = Readonly<{ zone: MemoryZone; client: Client }>;

const receiver = 'receiver.example.org';

/** A silent server costs seconds with every evaluator, so names in trouble fail at once. */
const withoutSilence = (zone: MemoryZone): MemoryZone =>
  Object.fromEntries(
    Object.entries(zone).map(([name, data]) => [
      name,
      typeof data === 'string'
        ? data
        : // The shape is kept: only what stands for trouble is a text.
          (Object.fromEntries(
            Object.entries(data).map(([type, value]) => [
              type,
              type !== 'CNAME' && typeof value === 'string' ? 'servfail' : value,
            ]),
          ) as NameData),
    ]),
  );

type Edit = Readonly<{ kind: 'insert' | 'delete' | 'replace'; at: number; text: string }>;

const editArbitrary: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'replace'),
  at: fc.nat(999),
  text: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...' :/=%{}.-+~?_"\\,;019aipr') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '\t',
        '\n',
        '\0',
        '\x7f',
        '\xa0',
        '\xe9',
        '  ',
        ' all',
        ' -all ',
        '//',
        '::',
      ),
    },
  ),
});

const applyEdit = (text: string, { kind, at, text: piece }: Edit): string => {
  const place = Math.floor((at * (text.length + 1)) / 1000);
  return (
    text.slice(0, place) +
    (kind === 'delete' ? '' : piece) +
    text.slice(kind === 'insert' ? place : place + 1)
  );
};

/** The zone with the one record of the domain misspelt: one character too many, too few or wrong. */
const misspell = (zone: MemoryZone, domain: string, edits: readonly Edit[]): MemoryZone => {
  const data = zone[domain];
  if (data === undefined || typeof data === 'string' || !Array.isArray(data.TXT)) return zone;
  const [text, ...others] = data.TXT;
  if (typeof text !== 'string') return zone;
  return { ...zone, [domain]: { ...data, TXT: [edits.reduce(applyEdit, text), ...others] } };
};

/** Random cases, from plausible to nasty. The check begins at `a.example`, mostly. */
export const differentialCases: fc.Arbitrary<DifferentialCase> = fc
  .record({
    policyCase: policyCases(),
    identity: fc.constantFrom('domain', 'domain', 'domain', 'helo', 'other'),
    edits: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(editArbitrary, { minLength: 1, maxLength: 2 }) },
    ),
    isMapped: fc.oneof(
      { weight: 40, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
  })
  .map(({ policyCase: { zone, root, request }, identity, edits, isMapped }) => {
    const localPart = request.sender.slice(0, request.sender.lastIndexOf('@'));
    const ip = formatIpAddress(request.ip);
    const client = {
      ip: isMapped && !ip.includes(':') ? `::ffff:${ip}` : ip,
      // No HELO name at all is nothing that reaches an evaluator.
      helo: identity === 'helo' ? root : request.helo || root,
      sender: identity === 'helo' ? '' : identity === 'other' ? request.sender : `${localPart}@${root}`,
      receiver,
    };
    return { zone: misspell(withoutSilence(zone), root, edits), client };
  });
