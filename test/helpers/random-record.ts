import fc from 'fast-check';
import type { DomainName } from '../../src/dns/resolver.ts';
import { macroSpecArbitrary } from './random-macro.ts';
import { networkTermArbitrary } from './random-network.ts';

// Few names, so that they meet again: loops, shared includes, and a name that is host and policy at once.
/** Names that publish policies. */
export const policyNames = ['a', 'b', 'c', 'd', 'e', 'f'].map((label) => `${label}.example`);
const hostNames = ['mail.example', 'mx1.a.example', 'mx2.a.example', 'void.example', 'gone.example'];
const otherNames = ['why.example', '_spf.a.example', '192.0.2.1.example', 'x.a.example'];
/** All names that random records speak of. */
export const knownNames = [...policyNames, ...hostNames, ...otherNames];

const namesWith = (policies: number, hosts: number): fc.Arbitrary<DomainName> =>
  fc.oneof(
    { weight: policies, arbitrary: fc.constantFrom(...policyNames) },
    { weight: hosts, arbitrary: fc.constantFrom(...hostNames, ...otherNames) },
    { weight: 1, arbitrary: fc.constantFrom('A.Example', 'C.EXAMPLE', 'Mail.Example') },
  );
/** A name of any kind. */
export const nameArbitrary = namesWith(6, 12);
const policyNameArbitrary = namesWith(24, 1);

/** What may stand as a domain-spec; most expand to names that the zone has. */
const domainSpecArbitrary = (names: fc.Arbitrary<DomainName>, pointers: boolean): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 16, arbitrary: names },
    { weight: 3, arbitrary: fc.constantFrom('%{o}', '%{d}', '%{d2}', '%{l}.example', '%{l1r-}.example') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '%{h}',
        '%{lr+}.%{d}',
        '%{i}.example',
        '%{ir}.%{v}.a.example',
        '_spf.%{d2}',
        '%{S}.example',
        '%{dr}.%{d1r}.example',
        'x.%{o1}.%{d1}',
        // Odd names: DNS can't carry some, some are one label or too long.
        `${'l'.repeat(64)}.example`,
        'a..example',
        '%{h}.%{h}.%{h}.%{h}.%{h}.%{h}.%{h}.%{h}.%{h}.%{h}.%{h}.%{h}.%{h}.%{h}.%{h}.%{h}.%{h}.%{h}.%{d}',
        'back\\slash.example',
      ),
    },
    { weight: 2, arbitrary: macroSpecArbitrary(pointers ? 'slodiphv' : 'slodihv') },
    ...(pointers
      ? [{ weight: 1, arbitrary: fc.constantFrom('%{p}', '%{p2}.example', '%{pr}.a.example') }]
      : []),
  );

const qualifierArbitrary = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  { weight: 4, arbitrary: fc.constantFrom('+', '-', '~', '?') },
);

const prefixArbitrary = fc.oneof(
  { weight: 5, arbitrary: fc.constant('') },
  { weight: 2, arbitrary: fc.constantFrom('/24', '/32', '//64', '/16//32', '/0', '//0') },
);

const brokenTerms = [
  'ip4:192.0.2.0/33',
  'ip4:192.0.2.0/25-all',
  'inclde:a.example',
  'ipv4:192.0.2.1',
  'include:',
  'include:a.example/24',
  'redirect:a.example',
  'a:%{z}',
  'exists:%{d',
  'all:a.example',
  'ip6:192.0.2.1',
  '"a"',
  'caf\xe9',
  '\x1b[2J',
  '-',
];

const allArbitrary = fc
  .tuple(qualifierArbitrary, fc.constantFrom('all', 'all', 'ALL'))
  .map(([qualifier, name]) => qualifier + name);

const termArbitrary = (pointers: boolean): fc.Arbitrary<string> => {
  const spec = domainSpecArbitrary(nameArbitrary, pointers);
  const policySpec = domainSpecArbitrary(policyNameArbitrary, pointers);
  const join = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc.tuple(...parts).map((texts) => texts.join(''));
  const say = fc.constant<string>;
  const optional = fc.oneof(say(''), join(say(':'), spec));
  return fc.oneof(
    { weight: 10, arbitrary: join(qualifierArbitrary, say('include:'), policySpec) },
    { weight: 5, arbitrary: join(qualifierArbitrary, say('a'), optional, prefixArbitrary) },
    { weight: 5, arbitrary: join(qualifierArbitrary, say('mx'), optional, prefixArbitrary) },
    { weight: 4, arbitrary: join(qualifierArbitrary, say('exists:'), spec) },
    ...(pointers ? [{ weight: 3, arbitrary: join(qualifierArbitrary, say('ptr'), optional) }] : []),
    {
      weight: 4,
      arbitrary: join(
        qualifierArbitrary,
        fc.constantFrom('ip4:203.0.113.0/24', 'ip4:192.0.2.1', 'ip6:2001:db8::/48', 'ip6:2001:db8:2::/64'),
      ),
    },
    { weight: 2, arbitrary: join(qualifierArbitrary, networkTermArbitrary) },
    { weight: 3, arbitrary: join(say('redirect='), policySpec) },
    { weight: 3, arbitrary: join(say('exp='), spec) },
    {
      weight: 1,
      arbitrary: join(fc.constantFrom('ra=', 'unknown-one='), fc.constantFrom('', '%{d}', 'x/y')),
    },
    { weight: 1, arbitrary: allArbitrary },
  );
};

/** An SPF record of at least so many terms, good ones mostly. `pointers`: whether `ptr` and `%{p}` occur. */
export const recordArbitrary = (pointers: boolean, least = 0): fc.Arbitrary<string> => {
  const term = termArbitrary(pointers);
  const some = fc.array(term, { minLength: least, maxLength: 5, size: 'max' });
  const terms = fc.oneof(
    { weight: 12, arbitrary: some },
    { weight: 12, arbitrary: fc.tuple(some, allArbitrary).map(([list, all]) => [...list, all]) },
    { weight: 5, arbitrary: some.map((list) => ['exp=why.example', ...list, '-all']) },
    // More than ten lookups in one record.
    { weight: 2, arbitrary: fc.array(term, { minLength: 10, maxLength: 16 }) },
    {
      weight: 1,
      arbitrary: fc.tuple(some, fc.constantFrom(...brokenTerms)).map(([good, broken]) => [...good, broken]),
    },
  );
  const version = fc.oneof(
    { weight: 9, arbitrary: fc.constant('v=spf1') },
    { weight: 1, arbitrary: fc.constant('V=SPF1') },
  );
  const space = fc.oneof(
    { weight: 9, arbitrary: fc.constant(' ') },
    { weight: 1, arbitrary: fc.constant('   ') },
  );
  return fc.tuple(version, terms, space).map(([start, list, between]) => [start, ...list].join(between));
};
