import { describe, expect, test } from 'vitest';
import type { Policy } from '../../src/policy/policy.ts';
import {
  askedBy,
  domainsAlong,
  isLoop,
  ledToDomain,
  recordAt,
  recordOf,
  termAt,
} from '../../src/policy/policy-tree.ts';
import { requestFrom, walkZone } from '../helpers/walk-zone.ts';

const zone = {
  'example.com':
    'v=spf1 ip4:192.0.2.1 include:A.example include:b.example mx exp=why.example redirect=c.example',
  'a.example': 'v=spf1 include:b.example a:host.example -all include:dead.example',
  'b.example': 'v=spf1 include:a.example ?include:example.com exists:%{i}.example -all',
  'c.example': 'v=spf1 redirect=Example.com',
};

const policy: Policy = (await walkZone(zone)).policy;

const textAt = (path: string) => termAt(policy, path)?.term.text;

describe('a path leads', () => {
  test.each([
    ['0', 'ip4:192.0.2.1'],
    ['1', 'include:A.example'],
    ['1.0', 'include:b.example'],
    ['1.0.0', 'include:a.example'],
    ['1.0.0.0.1', '?include:example.com'],
    ['1.1', 'a:host.example'],
    ['2.1.1.1', 'a:host.example'],
    ['5', 'redirect=c.example'],
    ['5.0', 'redirect=Example.com'],
    ['5.0.5.0.3', 'mx'],
    // Nowhere:
    ['', undefined],
    ['9', undefined],
    ['0.0', undefined],
    ['1.3.0', undefined],
    ['3.0', undefined],
    ['2.2.0', undefined],
    ['nonsense', undefined],
  ])('from the root by %j to %j', (path, text) => {
    expect(textAt(path)).toBe(text);
  });

  test.each([
    ['', 'example.com'],
    ['1', 'A.example'],
    ['2.0', 'A.example'],
    ['5.0', 'example.com'],
    ['0', undefined],
    ['4', undefined],
    ['1.3', undefined],
    ['7', undefined],
  ])('at %j to the record of %j', (path, domain) => {
    expect(recordAt(policy, path)?.domain).toBe(domain);
  });

  test.each([
    ['0', ['example.com']],
    ['1.0', ['example.com', 'A.example']],
    ['1.0.0.1', ['example.com', 'A.example', 'b.example', 'A.example']],
    ['5.0', ['example.com', 'c.example']],
  ])('to %j through %j', (path, domains) => {
    expect(domainsAlong(policy, path)).toEqual(domains);
  });

  test.each([
    ['0', false],
    ['1', false],
    ['1.0', false],
    ['1.0.0', true],
    ['1.0.1', true],
    ['2.0', false],
    ['2.0.0', true],
    ['5', false],
    ['5.0', true],
    ['1.3', false],
    ['9', false],
  ])('at %j back to where it came from: %j', (path, loops) => {
    expect(isLoop(policy, path)).toBe(loops);
  });
});

test('records are found without case', () => {
  expect(recordOf(policy, 'B.EXAMPLE')?.domain).toBe('b.example');
  expect(recordOf(policy, 'dead.example')).toBeUndefined();
});

test('only live includes and redirects with a known target lead to a domain', () => {
  const leads = (path: string) => {
    const term = termAt(policy, path);
    return term && ledToDomain(term);
  };
  expect(['0', '1', '3', '4', '5', '1.3', '1.0.2'].map(leads)).toEqual([
    undefined,
    'A.example',
    undefined,
    undefined,
    'c.example',
    undefined,
    undefined,
  ]);
});

describe('what a term asks', () => {
  const askedAt = (of: Policy, path: string) => {
    const term = termAt(of, path);
    return (
      term && askedBy(of, term).map(({ question, answer }) => [question.type, question.name, answer?.outcome])
    );
  };

  test.each([
    ['0', []],
    ['1', [['TXT', 'A.example', 'records']]],
    ['3', [['MX', 'example.com', 'no-data']]],
    ['4', []],
    [
      '1.1',
      [
        ['A', 'host.example', 'name-error'],
        ['AAAA', 'host.example', 'name-error'],
      ],
    ],
    ['1.3', []],
    ['1.0.2', []],
  ])('at %j is %j', (path, questions) => {
    expect(askedAt(policy, path)).toEqual(questions);
  });

  test('is nothing where DNS cannot carry the name', async () => {
    const long = 'l'.repeat(64);
    const record = `v=spf1 a:${long}.example exists:x..example include:${long}.example include:%{d1} redirect=%{d1}`;
    const { policy: odd } = await walkZone({ 'example.com': record });
    expect(['0', '1', '2', '3', '4'].map((path) => askedAt(odd, path))).toEqual([[], [], [], [], []]);
  });

  test('of an exchange follows once the exchanges are known', async () => {
    const { policy: known } = await walkZone(
      {
        'example.com': {
          TXT: ['v=spf1 mx -all'],
          MX: [
            [20, 'b.example'],
            [10, 'a.example'],
          ],
        },
        'a.example': { A: ['192.0.2.1'] },
      },
      { request: requestFrom('192.0.2.1') },
    );
    expect(askedAt(known, '0')).toEqual([
      ['MX', 'example.com', 'records'],
      ['A', 'a.example', 'records'],
      ['A', 'b.example', 'name-error'],
    ]);
  });
});
