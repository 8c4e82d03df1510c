import fc from 'fast-check';
import type { DomainName } from '../../src/dns/resolver.ts';
import type { CheckRequest } from '../../src/spf/check-request.ts';
import { parseIpAddress, reverseName } from '../../src/spf/ip-address.ts';
import type { MemoryZone, NameData, Trouble } from './memory-zone.ts';
import { knownNames, nameArbitrary, policyNames, recordArbitrary } from './random-record.ts';

/** A made-up policy: zone data, the domain that the check begins at, and a client. */
export type PolicyCase = Readonly<{ zone: MemoryZone; root: DomainName; request: CheckRequest }>;

/** `pointers`: whether `ptr` and `%{p}` occur, whose outcome RFC 7208 lets depend on the order of an answer.
 *  `trouble`: whether names may be out of order (timeouts, SERVFAIL …). Both unless told otherwise. */
export type PolicyCaseOptions = Readonly<{ pointers?: boolean; trouble?: boolean }>;

const clientAddresses = ['192.0.2.1', '198.51.100.7', '2001:db8::1', '2001:db8:1::7'];

const cut = (text: string, at: number): readonly string[] => [text.slice(0, at), text.slice(at)];

const textsArbitrary = (pointers: boolean): fc.Arbitrary<readonly (string | readonly string[])[]> => {
  const record = recordArbitrary(pointers);
  const other = fc.constantFrom(
    'v=spf10 -all',
    'some-verification=1',
    'v=spf1-all',
    'see %{i} of %{d}',
    '%{x}',
  );
  return fc.oneof(
    { weight: 28, arbitrary: record.map((text) => [text]) },
    { weight: 4, arbitrary: fc.tuple(record, fc.nat(20)).map(([text, at]) => [cut(text, at)]) },
    { weight: 4, arbitrary: fc.tuple(record, other).map((texts) => [...texts]) },
    { weight: 1, arbitrary: fc.tuple(record, record).map((texts) => [...texts]) },
    { weight: 1, arbitrary: other.map((text) => [text]) },
    { weight: 1, arbitrary: fc.constant([]) },
  );
};

const explanations = (pointers: boolean): readonly string[] => [
  'See http://%{d}/why?ip=%{c}&from=%{S}',
  '%{i} is not one of %{d}; %{h}, %{r}, %{t}%%%_%-',
  'broken %{q}',
  '',
  ...(pointers ? ['%{p} is not welcome'] : []),
];

const troubles: readonly Trouble[] = ['timeout', 'servfail', 'refused', 'unreachable', 'malformed'];

const nameDataArbitrary = (
  name: DomainName,
  pointers: boolean,
  trouble: boolean,
): fc.Arbitrary<NameData | null> => {
  const isPolicy = policyNames.includes(name) || name === '_spf.a.example';
  const maybe = <Value>(value: fc.Arbitrary<Value>, nil: number) =>
    fc.option(value, { freq: nil, nil: undefined });
  const ip4 = fc.constantFrom('192.0.2.1', '192.0.2.77', '198.51.100.7', '203.0.113.9', '203.0.113.10');
  const ip6 = fc.constantFrom('2001:db8::1', '2001:db8::77', '2001:db8:1::7', '2001:db8:ffff::1');
  const exchange = fc.tuple(fc.constantFrom(0, 10, 20), fc.constantFrom(...knownNames, '', 'MX1.a.example'));
  const exchanges = fc.oneof(
    { weight: 12, arbitrary: fc.array(exchange, { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.array(exchange, { minLength: 11, maxLength: 12 }) },
  );
  const texts =
    name === 'why.example'
      ? fc.constantFrom(...explanations(pointers)).map((text) => [text])
      : textsArbitrary(pointers);
  const plain = fc
    .record({
      TXT: maybe(texts, isPolicy || name === 'why.example' ? 40 : 2),
      A: maybe(fc.array(ip4, { minLength: 1, maxLength: 3 }), 4),
      AAAA: maybe(fc.array(ip6, { minLength: 1, maxLength: 3 }), 4),
      MX: maybe(exchanges, 3),
    })
    .map((data) => withoutUndefined(data));
  return fc.oneof(
    { weight: isPolicy ? 30 : 8, arbitrary: plain },
    { weight: 1, arbitrary: fc.constantFrom(...knownNames).map((target) => ({ CNAME: target })) },
    { weight: 1, arbitrary: fc.constant(null) },
    ...(trouble
      ? [
          { weight: 1, arbitrary: fc.constantFrom(...troubles).map((otherwise) => ({ otherwise })) },
          {
            weight: 1,
            arbitrary: fc
              .tuple(plain, fc.constantFrom('A', 'AAAA', 'MX', 'TXT'), fc.constantFrom(...troubles))
              .map(([data, type, outcome]) => ({ ...data, [type]: outcome })),
          },
        ]
      : []),
  );
};

/** Drops what is undefined, so that the fields left are those of a NameData. */
const withoutUndefined = (data: {
  TXT: readonly (string | readonly string[])[] | undefined;
  A: readonly string[] | undefined;
  AAAA: readonly string[] | undefined;
  MX: readonly (readonly [number, string])[] | undefined;
}): NameData => ({
  ...(data.TXT === undefined ? {} : { TXT: data.TXT }),
  ...(data.A === undefined ? {} : { A: data.A }),
  ...(data.AAAA === undefined ? {} : { AAAA: data.AAAA }),
  ...(data.MX === undefined ? {} : { MX: data.MX }),
});

const addressOf = (text: string) => {
  const address = parseIpAddress(text);
  if (address === undefined) throw new Error(`${text} is no IP address`);
  return address;
};

const pointerArbitrary = (trouble: boolean): fc.Arbitrary<NameData | null> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.array(nameArbitrary, { minLength: 1, maxLength: 4 }).map((PTR) => ({ PTR })) },
    {
      weight: 1,
      arbitrary: fc.array(nameArbitrary, { minLength: 11, maxLength: 13 }).map((PTR) => ({ PTR })),
    },
    { weight: 1, arbitrary: fc.constant(null) },
    ...(trouble ? [{ weight: 1, arbitrary: fc.constant({ PTR: 'timeout' as const }) }] : []),
  );

const requestArbitrary: fc.Arbitrary<CheckRequest> = fc
  .record({
    ip: fc.constantFrom(...clientAddresses),
    localPart: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom('a', 'b', 'c-a', 'a+b', 'postmaster', 'x.y-z') },
      {
        weight: 1,
        arbitrary: fc.constantFrom('jos\xe9', '\u6f22', 'a@b', ' ', '%{d}', '\x1b[31m', 'l'.repeat(70)),
      },
    ),
    senderDomain: fc.constantFrom(...policyNames, 'other.example'),
    helo: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...knownNames) },
      { weight: 1, arbitrary: fc.constantFrom('localhost', '[192.0.2.1]', '\u00fcber.example', '') },
    ),
  })
  .map(({ ip, localPart, senderDomain, helo }) => ({
    ip: addressOf(ip),
    domain: 'a.example',
    sender: `${localPart}@${senderDomain}`,
    helo,
    receiver: 'receiver.example.org',
    timeSeconds: 1_000_000_000,
  }));

/** Policies as they are and as they should not be: all mechanisms, modifiers and qualifiers, nesting, redirect, exp,
 *  macros, both families, void lookups, aliases, loops, DNS trouble, syntax errors, more than ten lookups. The check
 *  begins at `a.example`. */
export const policyCases = (options: PolicyCaseOptions = {}): fc.Arbitrary<PolicyCase> => {
  const { pointers = true, trouble = true } = options;
  const names = fc.record(
    Object.fromEntries(knownNames.map((name) => [name, nameDataArbitrary(name, pointers, trouble)])),
  );
  const reverse = fc.record(
    Object.fromEntries(
      clientAddresses.map((text) => [reverseName(addressOf(text)), pointerArbitrary(trouble)]),
    ),
  );
  // A root without a record of its own ends most checks before they begin.
  const rootText = fc.option(recordArbitrary(pointers, 2), { freq: 20 });
  return fc.tuple(names, reverse, rootText, requestArbitrary).map(([forward, backward, text, request]) => {
    const rootData = text === null ? {} : { 'a.example': { ...forward['a.example'], TXT: [text] } };
    const all: [DomainName, NameData | null][] = Object.entries({ ...forward, ...backward, ...rootData });
    const zone = Object.fromEntries(
      all.filter((entry): entry is [DomainName, NameData] => entry[1] !== null),
    );
    return { zone, root: 'a.example', request };
  });
};
