import { describe, expect, test } from 'vitest';
import { isLoop, termAt } from '../../src/policy/policy-tree.ts';
import { rowText, type TreeShape, treeRows } from '../../src/report/tree-rows.ts';
import { walkZone } from '../helpers/walk-zone.ts';

const { policy } = await walkZone({
  'example.com':
    'v=spf1 include:a.example ip4:192.0.2.1 include:b.example include:empty.example redirect=c.example',
  'a.example': 'v=spf1 include:b.example -all',
  'b.example': 'v=spf1 include:A.EXAMPLE ?include:example.com include:lost.example',
  'c.example': 'v=spf1 -all include:a.example',
  'empty.example': 'v=spf1',
});

const draw = (isOpen: TreeShape['isOpen']): string[] =>
  treeRows(policy, { isOpen }).map((row) => {
    const sign = row.isOpen ? 'v' : row.isExpandable ? '>' : row.kind === 'term' && row.isLoop ? '@' : '.';
    const text = row.kind === 'root' ? row.domain : rowText(row);
    return `${'  '.repeat(row.depth)}${sign} ${row.path} ${text}`;
  });

describe('the rows of a policy', () => {
  test('all open show every record wherever it is included, and stop at loops', () => {
    expect(draw(() => true)).toEqual([
      'v  example.com',
      '  v 0 include:a.example',
      '    v 0.0 include:b.example',
      '      @ 0.0.0 include:A.EXAMPLE',
      '      @ 0.0.1 ?include:example.com',
      '      . 0.0.2 include:lost.example',
      '    . 0.1 -all',
      '  . 1 ip4:192.0.2.1',
      '  v 2 include:b.example',
      '    v 2.0 include:A.EXAMPLE',
      '      @ 2.0.0 include:b.example',
      '      . 2.0.1 -all',
      '    @ 2.1 ?include:example.com',
      '    . 2.2 include:lost.example',
      '  . 3 include:empty.example',
      '  v 4 redirect=c.example',
      '    . 4.0 -all',
      '    . 4.1 include:a.example',
    ]);
  });

  test('all closed are the root alone', () => {
    expect(draw(() => false)).toEqual(['>  example.com']);
  });

  test('open where they are asked to', () => {
    expect(draw((path) => path === '' || path === '4')).toEqual([
      'v  example.com',
      '  > 0 include:a.example',
      '  . 1 ip4:192.0.2.1',
      '  > 2 include:b.example',
      '  . 3 include:empty.example',
      '  v 4 redirect=c.example',
      '    . 4.0 -all',
      '    . 4.1 include:a.example',
    ]);
  });

  test('say whose record they stand in, and agree with the tree', () => {
    for (const row of treeRows(policy, { isOpen: () => true })) {
      if (row.kind !== 'term') continue;
      expect(termAt(policy, row.path)).toBe(row.term);
      expect(isLoop(policy, row.path)).toBe(row.isLoop);
    }
    const domains = treeRows(policy, { isOpen: () => true }).map(({ domain }) => domain);
    expect(domains.slice(0, 6)).toEqual([
      'example.com',
      'example.com',
      'a.example',
      'b.example',
      'b.example',
      'b.example',
    ]);
  });

  test('are asked about with their depth and the domain they lead to', () => {
    const asked: unknown[] = [];
    treeRows(policy, {
      isOpen: (...about) => {
        asked.push(about);
        return about[1] < 2;
      },
    });
    expect(asked).toEqual([
      ['', 0, 'example.com'],
      ['0', 1, 'a.example'],
      ['0.0', 2, 'b.example'],
      ['2', 1, 'b.example'],
      ['2.0', 2, 'A.EXAMPLE'],
      ['4', 1, 'c.example'],
    ]);
  });

  test('of a policy that is not read yet are the root alone', async () => {
    const { policy: none } = await walkZone({ 'example.com': 'timeout' });
    expect(treeRows(none, { isOpen: () => true })).toEqual([
      { kind: 'root', path: '', depth: 0, domain: 'example.com', isExpandable: false, isOpen: false },
    ]);
  });
});
