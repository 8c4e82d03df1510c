import { describe, expect, it } from 'vitest';
import { createEscapeJoiner, escapeWaitMs, sequenceWaitMs } from '../../../src/tui/terminal/escape-joiner.ts';

/** A joiner whose clock the test moves on; what passes it, at once or later, is in `passed`. */
const openJoiner = () => {
  const passed: string[] = [];
  const timers = new Set<{ callback: () => void; ms: number }>();
  const join = createEscapeJoiner({
    later: (callback, ms) => {
      const timer = { callback, ms };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    release: (keys) => passed.push(keys),
  });
  return {
    passed,
    send: (chunk: string) => {
      const keys = join(chunk);
      if (keys !== '') passed.push(keys);
    },
    wait: (ms: number) => {
      for (const timer of [...timers])
        if (timer.ms <= ms) {
          timers.delete(timer);
          timer.callback();
        }
    },
    timerCount: () => timers.size,
  };
};

describe('keys that come in pieces', () => {
  const rows: readonly (readonly [string, readonly (string | number)[], readonly string[]])[] = [
    ['plain keys pass at once', ['jj', 'k'], ['jj', 'k']],
    ['a whole arrow passes at once', ['\x1b[A'], ['\x1b[A']],
    ['an arrow in three pieces', ['\x1b', '[', 'A'], ['\x1b[A']],
    ['slowly', ['\x1b', escapeWaitMs - 1, '[', sequenceWaitMs - 1, 'A'], ['\x1b[A']],
    ['an arrow of the keypad', ['\x1bO', 'A'], ['\x1bOA']],
    ['a key with modifiers', ['\x1b[1;', '5', 'C'], ['\x1b[1;5C']],
    ['a function key of the Linux console', ['\x1b[[', 'A'], ['\x1b[[A']],
    ['Shift in rxvt, which ends in $', ['\x1b[2$'], ['\x1b[2$']],
    ['the end of a paste', ['x\x1b[20', '1~y'], ['x', '\x1b[201~y']],
    ['Alt and a letter', ['\x1b', 'f'], ['\x1bf']],
    ['a reply from its first character on', ['\x1b]', '1'], ['\x1b]1']],
    ['Alt and another bracket', ['\x1b]', sequenceWaitMs], ['\x1b]']],
    ['Esc alone', ['\x1b', escapeWaitMs], ['\x1b']],
    ['Esc, then a key', ['\x1b', escapeWaitMs, 'j'], ['\x1b', 'j']],
    ['keys, then Esc', ['ab\x1b', escapeWaitMs], ['ab', '\x1b']],
    ['Alt and a bracket', ['\x1b[', sequenceWaitMs, 'j'], ['\x1b[', 'j']],
    ['a sequence that is lost on the way', ['\x1b[<0;1', sequenceWaitMs, 'j'], ['j']],
    ['a number without end', [`\x1b[${'1'.repeat(100)}`], [`\x1b[${'1'.repeat(100)}`]],
  ];
  it.each(rows)('are joined: %s', (_, steps, expected) => {
    const joiner = openJoiner();
    for (const step of steps)
      if (typeof step === 'string') joiner.send(step);
      else joiner.wait(step);
    expect(joiner.passed).toEqual(expected);
    expect(joiner.timerCount()).toBe(0);
  });

  it('hold nothing back but one open sequence, however long', () => {
    const joiner = openJoiner();
    for (let index = 0; index < 1000; index++) joiner.send('\x1b[1;1');
    expect(joiner.passed.join('')).toBe('\x1b[1;1'.repeat(999));
    for (let index = 0; index < 1000; index++) joiner.send(';1');
    expect(joiner.passed.join('').length).toBeGreaterThan(5 * 999 + 1900);
  });
});
