import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allCodes, explainCode } from '../../src/lint/explain-code.ts';
import { findProblems } from '../../src/lint/find-problems.ts';
import type { Problem } from '../../src/lint/problem.ts';
import { rules } from '../../src/lint/rule-table.ts';
import { syntaxPages } from '../../src/lint/syntax-pages.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { recordAt, recordOf, termAt } from '../../src/policy/policy-tree.ts';
import { walkPolicy } from '../../src/policy/walk-policy.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { applyFix } from '../../src/spf/diagnostic.ts';
import { isSpfRecord, parseRecord } from '../../src/spf/parse-record.ts';
import type { SpfRecord } from '../../src/spf/record.ts';
import { ipOf } from '../helpers/check-table.ts';
import { growthWhenQuadrupled } from '../helpers/growth.ts';
import { briefly, lintZone } from '../helpers/lint-table.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { policyCases } from '../helpers/random-policy.ts';
import { requestFrom, walkZone } from '../helpers/walk-zone.ts';

const codes = (problems: readonly Problem[]): string[] => problems.map(({ code }) => code);

describe('the problems of a policy', () => {
  test('come by severity, then in the order of the tree', async () => {
    const problems = await lintZone({
      'example.com': 'v=spf1  ptr include:gone.example include:a.example a:192.0.2.1 ~all',
      'a.example': 'v=spf1 ptr ip4:192.0.2.256 -all',
    });
    expect(problems.map((problem) => `${problem.code} ${briefly(problem)}`)).toEqual([
      "include-without-record 1 error 'include:gone.example'",
      "nested-error 2 error 'include:a.example'",
      "bad-ip 2.1 error '192.0.2.256'",
      "ip-as-name 3 error '192.0.2.1'",
      "ptr-used 0 warning 'ptr'",
      "extra-space notice ' '",
      "include-own-all 2 notice 'include:a.example'",
      "ptr-used 2.0 notice 'ptr'",
      "soft-all 4 notice '~all'",
    ]);
  });

  test('are none where there is nothing to say', async () => {
    expect(await lintZone('v=spf1 ip4:72.11.154.128/25 ip6:2606:4700::/48 -all')).toEqual([]);
  });

  test('stand at the first place of a record that is included twice', async () => {
    const problems = await lintZone({
      'example.com': 'v=spf1 include:a.example include:b.example -all',
      'a.example': 'v=spf1 include:b.example -all',
      'b.example': 'v=spf1 ptr -all',
    });
    expect(problems.map(briefly)).toEqual(["0.0.0 notice 'ptr'"]);
  });

  test('that are risks weigh as such in records of the domain alone, and where one stands in for it', async () => {
    const problems = await lintZone({
      'example.com': 'v=spf1 include:_spf.example.com include:a.example redirect=b.example',
      '_spf.example.com': 'v=spf1 ptr -all',
      'a.example': 'v=spf1 ptr ip4:192.0.2.256 -all',
      'b.example': 'v=spf1 ptr -all',
    });
    const found = problems.filter(({ code }) => code === 'ptr-used' || code === 'bad-ip');
    expect(found.map(briefly)).toEqual([
      "1.1 error '192.0.2.256'",
      "0.0 warning 'ptr'",
      "2.0 warning 'ptr'",
      "1.0 notice 'ptr'",
    ]);
  });

  test('say of many equal ones how many more there are', async () => {
    const problems = await lintZone(`v=spf1 ${'ip4:192.0.2.256 '.repeat(10_000)}-all`);
    const listed = problems.filter(({ code }) => code === 'bad-ip');
    expect(listed).toHaveLength(11);
    expect(listed.slice(0, 10).map(({ path }) => path)).toEqual([...'0123456789']);
    expect(listed[10]).toMatchObject({ path: '9', leftOut: 9990 });
    expect(listed[10]).not.toHaveProperty('span');
  });

  test('are so many at most, the weightiest, and the last says how many more there are', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `r${index}.example`);
    const many = Array.from({ length: 9 }, (_, index) => `ptr:p${index}.example`).join(' ');
    const zone: MemoryZone = {
      'example.com': `v=spf1 ${names.map((name) => `include:${name}`).join(' ')} foo`,
      ...Object.fromEntries(names.map((name) => [name, `v=spf1 ${many} -all`])),
    };
    const problems = await lintZone(zone);
    expect(problems).toHaveLength(300);
    expect(problems[0]?.severity).toBe('error');
    const last = problems.at(-1);
    expect(last?.code).toBe('more-problems');
    expect(last?.leftOut).toBeGreaterThan(60 * 9 - 300);
  });

  test('quote hostile names and terms cut short', async () => {
    const long = `exists:${'x'.repeat(20_000)}.%{l}.example`;
    const problems = await lintZone(`v=spf1 ${long} ?all`);
    expect(codes(problems)).toContain('local-part-lookup');
    for (const { message } of problems) expect(message.length).toBeLessThan(400);
    const name = 'x'.repeat(20_000);
    const broken = await lintZone(`v=spf1 ip4:${name} include: ${name}.example foo${name} mx-${name} -all`);
    expect(broken.length).toBeGreaterThan(3);
    for (const { message } of broken) expect(message.length).toBeLessThan(400);
  });

  test('are told while the walk goes on, from what it has', async () => {
    const { events } = await walkZone({ 'example.com': 'v=spf1 ptr include:a.example ~all' });
    expect(events.length).toBeGreaterThan(3);
    const { policy } = await walkZone(
      { 'example.com': 'v=spf1 ptr include:a.example ~all' },
      { caps: { queries: 1 } },
    );
    expect(codes(findProblems({ policy }))).toEqual(['ptr-used', 'soft-all']);
  });
});

describe('every code', () => {
  const all = [...rules.map(({ code }) => code), ...syntaxPages.keys()];

  test('is in kebab-case and belongs to one rule', () => {
    expect(all.filter((code) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(code))).toEqual([]);
    const ruleCodes = rules.map(({ code }) => code);
    expect(new Set(ruleCodes).size).toBe(ruleCodes.length);
  });

  test.each(all)('%s has a page of whole sentences', (code) => {
    const page = explainCode(code);
    expect(page?.meaning).toMatch(/^[A-Z%a-z].*[.)]$/s);
    expect(page?.mending).toMatch(/^[A-Za-z].*[.)]$/s);
    expect(page?.example).toMatch(/\S/);
  });

  test('is in the list of all, once', () => {
    expect(allCodes()).toEqual([...new Set(all)].sort());
  });

  test('that nobody has, has no page', () => {
    expect(explainCode('no-such-code')).toBeUndefined();
  });
});

/** The text that a problem speaks of is one that its domain publishes. */
const isPublished = (policy: Policy, { domain, text }: Problem): boolean => {
  const record = recordOf(policy, domain);
  if (record?.kind !== 'read') return false;
  return record.answer.records.some((data) => data.type === 'TXT' && data.strings.join('') === text);
};

test('every problem of a random policy has a place that is there, and a page', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(policyCases(), fc.boolean(), async ({ zone, root, request }, hasClient) => {
      const resolver = memoryResolver(zone);
      const policy = await walkPolicy(root, resolver, { ...(hasClient ? { request } : {}), now: () => 0 });
      const evaluation = hasClient ? { evaluation: await checkHost(request, resolver) } : {};
      for (const problem of findProblems({ policy, ...evaluation })) {
        const { code, path, text, span, message } = problem;
        seen.add(code);
        expect([code, explainCode(code) !== undefined]).toEqual([code, true]);
        expect(message).toMatch(/^\S.*[^.\s]$/s);
        if (path === undefined) continue;
        expect([code, path, path === '' || termAt(policy, path) !== undefined]).toEqual([code, path, true]);
        const owners = [
          recordAt(policy, path)?.domain,
          recordAt(policy, path.replace(/\.?\d+$/, ''))?.domain,
        ];
        expect(owners.map((owner) => owner?.toLowerCase())).toContain(problem.domain.toLowerCase());
        if (span === undefined) continue;
        expect(isPublished(policy, problem)).toBe(true);
        expect(span.start).toBeLessThan(span.end);
        expect(span.end).toBeLessThanOrEqual(text?.length ?? 0);
      }
    }),
    { numRuns: 500 },
  );
  // The rules are worth something only if most of them fire.
  expect(seen.size).toBeGreaterThan(40);
});

const wholeRecord = (text: string): SpfRecord => parseRecord([text]);

describe('a fix', () => {
  test('gives a record, or one with fewer mistakes', async () => {
    let fixes = 0;
    await fc.assert(
      fc.asyncProperty(policyCases({ trouble: false }), async ({ zone, root }) => {
        const { policy } = await walkZone(zone, { root });
        for (const { fix, text, code } of findProblems({ policy })) {
          if (fix === undefined || text === undefined) continue;
          fixes++;
          const fixed = applyFix(text, fix);
          expect([code, isSpfRecord(fixed)]).toEqual([code, true]);
          if (!isSpfRecord(text)) continue;
          // A "redirect:" that is mended may be the second redirect.
          expect(wholeRecord(fixed).diagnostics.length).toBeLessThanOrEqual(
            wholeRecord(text).diagnostics.length,
          );
        }
      }),
      { numRuns: 500 },
    );
    expect(fixes).toBeGreaterThan(100);
  });

  // Their pages say so: what was ignored in silence is heard.
  const widening = new Set([
    'mechanism-with-equals',
    'unknown-modifier',
    'strings-weld-terms',
    'macro-uppercase',
  ]);

  test('of a record without errors leaves the verdict of every client as it was', async () => {
    let fixes = 0;
    const clients = ['192.0.2.1', '198.51.100.7', '203.0.113.9', '2001:db8::1', '2001:db8:2::7'];
    const term = fc.constantFrom(
      ...['ip4:192.0.2.0/24', 'ip4:192.0.2.1', '-ip4:192.0.2.1', '+ip4:192.0.2.0/28', '?ip4:192.0.2.9/25'],
      ...[
        'ip4:203.0.113.9/32',
        '~ip4:203.0.113.0/24',
        'ip6:2001:db8::/32',
        'ip6:2001:db8:2::7/48',
        'a',
        '+a',
        '-A',
      ],
      ...[
        'mx',
        'a:h.example.',
        'include:i.example',
        'ip6:2001:db8:2::/64 ',
        '~ip6:2001:db8::1',
        '-all',
        'mx ',
      ],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(term, { maxLength: 7, size: 'max' }), async (terms) => {
        const text = ['v=spf1', ...terms].join(' ');
        const zone = (record: string): MemoryZone => ({
          'example.com': { TXT: [record], A: ['192.0.2.1'], MX: [[1, 'h.example']] },
          'h.example': { A: ['198.51.100.7'], AAAA: ['2001:db8:2::7'] },
          'i.example': 'v=spf1 ip4:192.0.2.1 -all',
        });
        const judge = async (record: string, ip: string) =>
          (await checkHost({ ...requestFrom('192.0.2.1'), ip: ipOf(ip) }, memoryResolver(zone(record))))
            .result;
        for (const { fix, domain, code } of await lintZone(zone(text))) {
          if (fix === undefined || domain !== 'example.com' || widening.has(code)) continue;
          fixes++;
          const fixed = applyFix(text, fix);
          for (const ip of clients) {
            const before = await judge(text, ip);
            // Fewer lookups and voids may mend an error.
            if (before === 'permerror') continue;
            expect([code, fixed, ip, await judge(fixed, ip)]).toEqual([code, fixed, ip, before]);
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(fixes).toBeGreaterThan(200);
  });
});

describe('time grows with the policy', () => {
  const shapes: readonly (readonly [what: string, term: (index: number) => string])[] = [
    ['equal terms that ask', () => 'a:h.example'],
    ['terms in error', () => 'ip4:192.0.2.256'],
    ['networks apart', (index) => `ip4:10.${(index >> 8) & 255}.${index & 255}.0/24`],
    ['networks within networks', (index) => `ip6:2001:db8::/${128 - (index % 129)}`],
    ['equal includes', () => 'include:s.example'],
    ['different names', (index) => `exists:n${index}.%{l}.example`],
    ['explanations', (index) => `exp=n${index}.example`],
    ['unknown modifiers', (index) => `redirct${index}=h.example`],
  ];

  test.each(shapes)('of %s', async (_, term) => {
    const walked = async (size: number) => {
      const text = `v=spf1  ${Array.from({ length: size }, (_, index) => term(index)).join(' ')} ~all`;
      const zone = {
        'example.com': text,
        's.example': 'v=spf1 a:h.example ptr ip4:192.0.2.0/24 ?all',
        'h.example': { A: Array.from({ length: 50 }, (_, index) => `192.0.2.${index}`) },
      };
      return (await walkZone(zone)).policy;
    };
    const policies = new Map([
      [1000, await walked(1000)],
      [4000, await walked(4000)],
    ]);
    const growth = growthWhenQuadrupled(
      1000,
      (size) => policies.get(size),
      (policy) => policy && findProblems({ policy }),
    );
    expect(growth).toBeLessThan(10);
  });
});
