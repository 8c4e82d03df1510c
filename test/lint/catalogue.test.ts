import { describe, expect, test } from 'vitest';
import { allCodes, explainCode } from '../../src/lint/explain-code.ts';
import { codeIndex } from './code-index.ts';

/** What lint is to find, by the part of SPF that it is about. Codes are public: one that is gone breaks somebody's
 *  build. */
const catalogue: Readonly<Record<string, readonly string[]>> = {
  'selection and DNS': [
    ...['no-record', 'multiple-records', 'record-prefix', 'bad-version', 'uppercase-version', 'wrong-name'],
    ...['spf-type-record', 'sender-id-record', 'cname-at-record', 'subdomain-none', 'helo-none'],
    ...['answer-too-big', 'tcp-blocked', 'strings-weld-terms', 'dns-trouble', 'dnssec-bogus', 'slow-check'],
    ...['servers-differ', 'resolver-stale', 'ttl-unwise'],
  ],
  syntax: [
    ...[
      'bad-term',
      'missing-space',
      'welded-terms',
      'unknown-mechanism',
      'missing-colon',
      'separator',
      'quotes',
    ],
    ...['mechanism-with-equals', 'modifier-with-colon', 'unknown-modifier', 'non-ascii', 'extra-space'],
    ...['ip-as-name', 'ip-family-mismatch', 'bad-ip', 'bad-prefix', 'empty-argument', 'argument-on-all'],
    ...['bad-domain-spec', 'trailing-dot', 'duplicate-modifier', 'bad-macro', 'macro-uppercase'],
    ...['macro-truncated'],
  ],
  'structure and limits': [
    ...['pass-all', 'neutral-all', 'soft-all', 'no-terminator', 'terms-after-all', 'redirect-ignored'],
    ...['redundant-term', 'needless-text', 'include-own-all', 'include-qualifier', 'policy-mismatch', 'loop'],
    ...['too-many-lookups', 'near-limit', 'lookups-depend-on-client', 'too-many-voids', 'near-void-limit'],
    ...['void-term', 'family-split', 'too-many-mx', 'too-many-ptr', 'null-mx', 'mx-dangling', 'mx-loopback'],
    ...['include-without-record', 'nested-error', 'ptr-used', 'macro-p-used', 'exp-bad', 'exp-unreachable'],
    ...['exists-matches-all', 'local-part-lookup'],
  ],
  'networks and risk': [
    ...['host-bits', 'zero-prefix', 'wide-network', 'private-network', 'covered-network', 'overlapping'],
    ...['ipv6-missing', 'mx-not-dual-stack', 'dangling-name', 'lame-name', 'provider-typo'],
    ...['provider-wrong-name', 'parked-domain', 'client-private'],
  ],
};

const codes = Object.values(catalogue).flat();

describe('the catalogue', () => {
  test('is what there are pages for, no more and no less', () => {
    expect(allCodes()).toEqual(codes.toSorted());
  });

  test('is in the index once, by what each code weighs', () => {
    const rows = codeIndex().split('\n').slice(2);
    const cells = rows.map((row) => /^\| `([\w-]+)` \| (error|warning|notice) \| \S/.exec(row) ?? []);
    const listed = cells.map(([, code = '']) => code);
    expect([...new Set(cells.map(([, , severity]) => severity))]).toEqual(['error', 'warning', 'notice']);
    expect(listed.toSorted()).toEqual(codes.toSorted());
    for (const code of listed) expect(explainCode(code)).toBeDefined();
  });
});
