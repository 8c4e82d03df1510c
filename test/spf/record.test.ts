import { expect, test } from 'vitest';
import { parseRecord } from '../../src/spf/parse-record.ts';
import { domainSpecOf, spendsLookup } from '../../src/spf/record.ts';

test.each([
  ['all', false, undefined],
  ['ip4:192.0.2.1', false, undefined],
  ['ip6:::', false, undefined],
  ['include:b.example', true, 'b.example'],
  ['a', true, undefined],
  ['a:b.example/24', true, 'b.example'],
  ['mx', true, undefined],
  ['mx:b.example', true, 'b.example'],
  ['ptr', true, undefined],
  ['ptr:b.example', true, 'b.example'],
  ['exists:%{i}.b.example', true, '%{i}.b.example'],
  ['redirect=b.example', true, 'b.example'],
  ['exp=b.example', false, 'b.example'],
  ['x=b.example', false, undefined],
  ['foo:b.example', false, undefined],
])('of %s: spends a lookup %j, domain-spec %j', (text, spends, domainSpec) => {
  const [term] = parseRecord([`v=spf1 ${text}`]).terms;
  if (term === undefined) throw new Error('no term');
  expect(spendsLookup(term)).toBe(spends);
  expect(domainSpecOf(term)?.text).toBe(domainSpec);
});
