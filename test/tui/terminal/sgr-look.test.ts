import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applySgr,
  changeLook,
  type Look,
  ownLook,
  showsOnBlanks,
} from '../../../src/tui/terminal/sgr-look.ts';

/** The parameters of a sequence that `changeLook` gives. */
const parametersOf = (sequence: string): string => /^\x1b\[([0-9;]*)m$/.exec(sequence)?.[1] ?? 'none';

describe('the look after an SGR sequence', () => {
  it.each<[from: Look, parameters: string, to: Look | undefined]>([
    [[], '1;32', ['1', '32']],
    [['1', '32'], '31', ['1', '31']],
    [['1', '2', '32'], '22', ['32']],
    [['1', '32'], '', []],
    [['1', '32'], '0;7', ['7']],
    [[], '38;5;208', ['38;5;208']],
    [['31'], '38;2;1;2;3;1', ['1', '38;2;1;2;3']],
    [['31', '38;5;1'], '39', []],
    [['31', '41'], '49', ['31']],
    [['9', '31'], '33', ['33', '9']],
    [['9', '31'], '29;97', ['97']],
    [[], '38;6;1', undefined],
    [[], '99', undefined],
    [[], '5', undefined],
  ])('%j, %s', (from, parameters, to) => {
    expect(applySgr(from, parameters)).toEqual(to);
  });
});

describe('the way from one look to another', () => {
  it.each<[from: Look, to: Look, sequence: string]>([
    [['1'], ['1'], ''],
    [['1', '32'], [], '\x1b[m'],
    [[], ['1', '32'], '\x1b[1;32m'],
    [['31'], ['32'], '\x1b[32m'],
    [['1', '7'], ['1'], '\x1b[27m'],
    [['1', '2'], ['1'], '\x1b[0;1m'],
    [['1', '2', '38;5;208'], ['1', '38;5;208'], '\x1b[22;1m'],
  ])('%j to %j', (from, to, sequence) => {
    expect(changeLook(from, to)).toBe(sequence);
  });

  it('ends in the look that is wanted, and changes nothing where there is nothing to change', () => {
    const code = fc.constantFrom('1', '2', '3', '4', '7', '8', '9', '31', '97', '41', '38;5;9', '48;2;1;2;3');
    const look = fc
      .array(code, { maxLength: 6 })
      .map((codes) => codes.reduce<Look>((on, next) => applySgr(on, next) ?? on, ownLook));
    fc.assert(
      fc.property(look, look, (from, to) => {
        const sequence = changeLook(from, to);
        if (sequence === '') expect(to).toEqual(from);
        else expect(applySgr(from, parametersOf(sequence))).toEqual(to);
      }),
    );
  });
});

it.each<[look: Look, isSeen: boolean]>([
  [[], false],
  [['1', '2', '3', '31'], false],
  [['4'], true],
  [['7'], true],
  [['9'], true],
  [['41'], true],
  [['48;5;1'], true],
])('a blank in the look %j is seen: %s', (look, isSeen) => {
  expect(showsOnBlanks(look)).toBe(isSeen);
});
