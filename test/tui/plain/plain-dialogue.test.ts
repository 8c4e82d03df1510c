import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { reduceExploration, startExploration } from '../../../src/exploration/reduce-exploration.ts';
import { createExplorationRun } from '../../../src/exploration/run-exploration.ts';
import { plainCommands, readPlainCommand } from '../../../src/tui/plain/plain-commands.ts';
import { answerPlain, noticeExploration } from '../../../src/tui/plain/plain-dialogue.ts';
import { type PlainState, startPlain } from '../../../src/tui/plain/plain-state.ts';
import { asText, findUnsafe, hostilePieces } from '../../helpers/hostile-text.ts';
import { settle } from '../../helpers/manual-resolver.ts';
import { memoryResolver } from '../../helpers/memory-resolver.ts';
import type { MemoryZone } from '../../helpers/memory-zone.ts';
import { requestFrom } from '../../helpers/walk-zone.ts';

const nobody = { ip: '', helo: '', sender: '' };

const zone: MemoryZone = {
  'example.com': 'v=spf1 mx include:a.example include:b.example -all',
  'a.example': 'v=spf1 ip4:192.0.2.0/24 include:c.example -all',
  'b.example': 'v=spf1 ip4:198.51.100.0/24 -all',
  'c.example': 'v=spf1 ip4:203.0.113.7 ?all',
  'broken.example': 'v=spf1 ip4:192.0.2.0/24-all',
};

/** A dialogue over a zone, as a runner has it: `said` is what was told of its own accord since the last look. */
const openDialogue = (records: MemoryZone = zone) => {
  let clock = 0;
  let exploration = startExploration('', undefined, 0);
  let state: PlainState = startPlain(nobody);
  let said: string[] = [];
  const run = createExplorationRun({
    resolver: memoryResolver(records),
    dispatch: (event) => {
      exploration = reduceExploration(exploration, event);
      const step = noticeExploration(state, exploration, ++clock);
      ({ state } = step);
      said.push(...step.lines);
    },
    fail: (error) => {
      throw error;
    },
    later: setImmediate,
    now: () => ++clock,
  });
  return {
    explore: async (domain: string, ip?: string) => {
      await run.explore(domain, ip === undefined ? undefined : requestFrom(ip, { domain }));
      await settle();
    },
    requery: async () => {
      await run.requery();
      await settle();
    },
    heard: () => {
      const lines = said;
      said = [];
      return lines;
    },
    type: (line: string) => {
      const step = answerPlain(state, line, ++clock);
      ({ state } = step);
      return step;
    },
  };
};

describe('a line typed into the dialogue', () => {
  const rows: readonly (readonly [string, ReturnType<typeof readPlainCommand>])[] = [
    ['next', { kind: 'next' }],
    ['  NEXT  ', { kind: 'next' }],
    ['n', { kind: 'next' }],
    ['p', { kind: 'previous' }],
    ['par', { kind: 'parent' }],
    ['?', { kind: 'help' }],
    ['', { kind: 'nothing' }],
    ['q', { kind: 'quit' }],
    ['go 3', { kind: 'go', row: 3 }],
    ['go 0', { kind: 'unknown', problem: 'Name the row by its number: go 3.' }],
    ['go', { kind: 'unknown', problem: 'Name the row by its number: go 3.' }],
    ['find  ip4:192 x', { kind: 'find', text: 'ip4:192 x' }],
    ['find', { kind: 'find', text: '' }],
    ['fi', { kind: 'unknown', problem: 'That may be first or find.' }],
    ['domain a.example', { kind: 'domain', name: 'a.example' }],
    ['domain', { kind: 'unknown', problem: 'Name the domain: domain example.com.' }],
    ['client 192.0.2.1', { kind: 'client', ip: '192.0.2.1', helo: '', sender: '' }],
    [
      'client 192.0.2.1 helo X.example from Ann@a.example',
      { kind: 'client', ip: '192.0.2.1', helo: 'X.example', sender: 'Ann@a.example' },
    ],
    ['client none', { kind: 'client', ip: '', helo: '', sender: '' }],
    ['client', { kind: 'unknown', problem: 'Name the client: client 192.0.2.1, or client none.' }],
    [
      'client 192.0.2.1 helo',
      {
        kind: 'unknown',
        problem: 'A client is written as: client 192.0.2.1 helo mail.example from ann@example.com.',
      },
    ],
    ['next 3', { kind: 'unknown', problem: '"next" takes nothing behind it.' }],
    ['jump', { kind: 'unknown', problem: 'That is no command; "help" lists them.' }],
  ];
  it.each(rows)('%j is read', (line, command) => {
    expect(readPlainCommand(line)).toEqual(command);
  });

  it('may name every command of the help', () => {
    const argumentsOf: Readonly<Record<string, string>> = {
      go: ' 1',
      client: ' 192.0.2.1',
      domain: ' a.example',
    };
    for (const { name } of plainCommands)
      expect(readPlainCommand(name + (argumentsOf[name] ?? '')).kind).toBe(name);
  });
});

describe('the dialogue', () => {
  test('says the answer and the tree of its own accord, once', async () => {
    const dialogue = openDialogue();
    await dialogue.explore('example.com', '192.0.2.9');
    expect(dialogue.heard()).toEqual([
      'The check is done. example.com: pass.',
      'include:a.example: 192.0.2.9 passes the record of a.example, by ip4:192.0.2.0/24. RFC 7208 §5.2.',
      'The record of example.com: v=spf1 mx include:a.example include:b.example -all',
      'The place: column 11, include:a.example',
      'Client 192.0.2.9, helo mail.example.com, from alice@example.com. Lookups 2 of 10, void lookups 1 of 2.',
      'The policy:',
      '1. The record of example.com: pass',
      '  2. mx: no match, void, lookup 1',
      '  3. include:a.example: MATCH, lookup 2',
      '    4. ip4:192.0.2.0/24: MATCH',
      '    5. include:c.example: after the match, adds 1 lookup (closed)',
      '    6. -all: after the match',
      '  7. include:b.example: after the match, adds 1 lookup (closed)',
      '  8. -all: after the match',
    ]);
    await settle();
    expect(dialogue.heard()).toEqual([]);
  });

  test('says what another client changes, and no tree again', async () => {
    const dialogue = openDialogue();
    await dialogue.explore('example.com', '192.0.2.9');
    dialogue.heard();
    expect(dialogue.type('client 203.0.113.8').effect).toEqual({
      kind: 'explore',
      domain: 'example.com',
      client: { ip: '203.0.113.8', helo: '', sender: '' },
    });
    await dialogue.explore('example.com', '203.0.113.8');
    // The record is the same, so that nobody has to hear it again.
    expect(dialogue.heard()).toEqual([
      'The check is done. example.com: fail. Before: pass.',
      'No term before "-all" matches 203.0.113.8, so it decides. RFC 7208 §5.1.',
      'The place: column 47, -all',
      'Next: If 203.0.113.8 is yours, put ip4:203.0.113.8 before "-all" in the record of example.com; if not, SPF did its work.',
      'Client 203.0.113.8, helo mail.example.com, from alice@example.com. Lookups 4 of 10, void lookups 1 of 2.',
    ]);
    await dialogue.requery();
    expect(dialogue.heard()).toEqual(['The check is done. example.com: fail. As before.']);
    expect(dialogue.type('answer').lines).toHaveLength(6);
    await dialogue.explore('b.example', '203.0.113.8');
    const other = dialogue.heard();
    expect(other[0]).toBe('The check is done. b.example: fail.');
    expect(other).toContain('The policy:');
  });

  test('says a fix', async () => {
    const dialogue = openDialogue();
    await dialogue.explore('broken.example', '192.0.2.9');
    expect(dialogue.heard()).toEqual(
      expect.arrayContaining([
        'The check is done. broken.example: permerror.',
        'A record that mends it: v=spf1 ip4:192.0.2.0/24 -all',
        'It would give 192.0.2.9 pass by ip4:192.0.2.0/24.',
      ]),
    );
  });

  test('says how a policy stands without a client', async () => {
    const dialogue = openDialogue();
    await dialogue.explore('b.example');
    expect(dialogue.heard().slice(0, 2)).toEqual([
      'The policy of b.example is read.',
      '2 terms, 0 further records; if nothing matches, 0 of 10 lookups, 0 of 2 voids.',
    ]);
    await dialogue.explore('nowhere.example');
    expect(dialogue.heard()[0]).toBe('nowhere.example: no policy.');
    await dialogue.explore('not a name');
    expect(dialogue.heard()[0]).toMatch(/^"not a name" cannot be checked: /);
  });

  test('goes through the rows', async () => {
    const dialogue = openDialogue();
    await dialogue.explore('example.com', '198.51.100.3');
    const rows: readonly (readonly [string, string])[] = [
      ['where', 'ip4:198.51.100.0/24: MATCH. Row 10 of 12, level 2.'],
      ['parent', 'include:b.example: MATCH, lookup 4. Row 9 of 12, level 1, open.'],
      ['', 'include:b.example: MATCH, lookup 4. Row 9 of 12, level 1, open.'],
      ['open', 'It is open already.'],
      ['next', 'ip4:198.51.100.0/24: MATCH. Row 10 of 12, level 2.'],
      ['open', 'There is nothing to open here.'],
      ['parent', 'include:b.example: MATCH, lookup 4. Row 9 of 12, level 1, open.'],
      ['close', 'include:b.example: MATCH, lookup 4. Row 9 of 10, level 1, closed.'],
      ['close', 'It is closed already.'],
      ['next', '-all: after the match. Row 10 of 10, level 1.'],
      ['next', 'This is the last row.'],
      ['first', 'The record of example.com: pass. Row 1 of 10, level 0, open.'],
      ['previous', 'This is the first row.'],
      ['parent', 'This is the first row.'],
      ['go 5', 'include:c.example: no match, lookup 3. Row 5 of 10, level 2, open.'],
      ['go 11', 'There are 10 rows.'],
      ['last', '-all: after the match. Row 10 of 10, level 1.'],
      // What is found in a closed record opens it; then the search goes round.
      ['find 198.51', 'ip4:198.51.100.0/24: MATCH. Row 10 of 12, level 2.'],
      ['find', 'ip4:198.51.100.0/24: MATCH. Row 10 of 12, level 2.'],
      ['find C.EXAMPLE', 'Nothing is found.'],
      ['find c.example', 'include:c.example: no match, lookup 3. Row 5 of 12, level 2, open.'],
      ['more', 'The walk did not stop at a limit that can be raised.'],
      ['nonsense', 'That is no command; "help" lists them.'],
    ];
    for (const [line, answer] of rows) expect([line, ...dialogue.type(line).lines]).toEqual([line, answer]);
    expect(dialogue.type('tree').lines).toHaveLength(12);
    expect(dialogue.type('detail').lines).toEqual(
      expect.arrayContaining([
        'include:c.example',
        'NO MATCH  The record of c.example gives neutral; only pass would match. RFC 7208 §5.2',
      ]),
    );
    expect(dialogue.type('answer').lines[0]).toBe('example.com: pass.');
    expect(dialogue.type('quit').effect).toEqual({ kind: 'quit' });
    expect(dialogue.type('requery').effect).toEqual({ kind: 'requery' });
  });

  test('speaks of commands only, never of keys', async () => {
    const dialogue = openDialogue({ 'example.com': 'v=spf1 exists:%{i}.a.example -all' });
    await dialogue.explore('example.com');
    dialogue.type('next');
    expect(dialogue.type('detail').lines).toContain('Needs %{i}, which only a client gives.');
  });

  test('knows what to say before anything is known', () => {
    const { type } = openDialogue();
    for (const line of ['next', 'detail', 'client 192.0.2.1', 'answer', 'requery'])
      expect(type(line).lines).toEqual(['No domain is named yet: domain example.com.']);
    expect(type('help').lines.length).toBe(plainCommands.length);
    expect(type('domain a.example').effect).toEqual({ kind: 'explore', domain: 'a.example', client: nobody });
  });

  test('stays short, and quick, on a long explanation', async () => {
    const dialogue = openDialogue({
      'example.com': 'v=spf1 -all exp=why.example',
      'why.example': `${'%{h} '.repeat(10_000)}`,
    });
    await dialogue.explore('example.com', '192.0.2.9');
    expect(dialogue.heard().join('').length).toBeLessThan(5000);
    dialogue.type('first');
    const { lines } = dialogue.type('detail');
    expect(lines).toHaveLength(301);
    expect(lines.at(-1)).toMatch(/^\d+ further lines left out\.$/);
  });

  it('takes any lines in any order', async () => {
    const dialogue = openDialogue();
    await dialogue.explore('example.com', '192.0.2.9');
    const line = fc.oneof(
      fc.constantFrom(...plainCommands.map(({ name }) => name), 'find i', 'go 4', 'c'),
      fc.string(),
    );
    fc.assert(
      fc.property(line, (typed) => {
        for (const said of dialogue.type(typed).lines) expect(findUnsafe(said)).toBeUndefined();
        expect(dialogue.type('where').lines[0]).toMatch(/ Row \d+ of \d+, level \d+/);
      }),
      { numRuns: 500 },
    );
  });

  it.each(hostilePieces)('says nothing unsafe about $name', async (piece) => {
    const dialogue = openDialogue({ 'example.com': `v=spf1 a:${piece.octets} exp=${piece.octets} -all` });
    await dialogue.explore('example.com', '192.0.2.1');
    const lines = dialogue.heard();
    for (const line of [
      'answer',
      'tree',
      'next',
      'detail',
      `find ${asText(piece)}`,
      asText(piece),
      'client none',
    ])
      lines.push(...dialogue.type(line).lines);
    await dialogue.explore(asText(piece), '192.0.2.1');
    lines.push(...dialogue.heard(), ...dialogue.type('answer').lines);
    for (const line of lines) expect(findUnsafe(line)).toBeUndefined();
    expect(lines.filter((line) => line.includes('\n'))).toEqual([]);
  });
});
