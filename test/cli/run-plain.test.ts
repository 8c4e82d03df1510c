import { describe, expect, test } from 'vitest';
import { subjectOf } from '../../src/cli/command-input.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { readLines } from '../../src/cli/read-lines.ts';
import { type LineSource, runPlain } from '../../src/cli/run-plain.ts';

/** A run of the dialogue. `send` types, `end` closes the input, `heard` is all that was printed. */
const openPlain = (words: readonly string[], isTyped: boolean) => {
  const args = parseArguments(words);
  if (args.kind !== 'command') throw new Error('no command');
  const chunks: string[] = [];
  let isOver = false;
  let wake = (): void => {};
  const input: LineSource = {
    isTyped,
    close: () => {
      isOver = true;
      wake();
    },
    chunks: (async function* () {
      for (;;) {
        const chunk = chunks.shift();
        if (chunk !== undefined) yield chunk;
        else if (isOver) return;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    })(),
  };
  let heard = '';
  const listeners = new Set<() => void>();
  const terminal = {
    isInteractive: isTyped,
    hasColour: false,
    hasScreen: false,
    showsTrouble: false,
    isUtf8: true,
    catchFaults: () => () => {},
    write: async (text: string) => {
      heard += text;
      for (const listener of [...listeners]) listener();
    },
    writeTrouble: async () => {},
  };
  const code = runPlain(args, terminal, subjectOf(args, 0), input);
  return {
    code,
    heard: () => heard,
    send: (text: string) => {
      chunks.push(text);
      wake();
    },
    end: input.close,
    waitFor: (text: string) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (!heard.includes(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      }),
  };
};

const incident = ['explore', 'anbermedia.com', '--ip', '72.11.154.232', '--demo', '--plain'];

describe('a dialogue that comes by a pipe', () => {
  test('answers one command after the other, each with what DNS said', async () => {
    const { code, heard, send, end } = openPlain(incident, false);
    send('where\nclient 192.0.2.1\ncli');
    send('ent 72.11.154.129\r\nquit\nwhere\n');
    end();
    expect(await code).toBe(4);
    const lines = heard().split('\n');
    const places = [
      'The check is done. anbermedia.com: permerror.',
      'ip4:72.11.154.128/25-all: syntax error. Row 2 of 2, level 1.',
      'It would give 192.0.2.1 fail by -all.',
      'It would give 72.11.154.129 pass by ip4:72.11.154.128/25.',
    ].map((line) => lines.indexOf(line));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(heard()).not.toContain('> ');
    expect(lines.filter((line) => line.includes('Row 2'))).toHaveLength(1);
  });

  test('ends with its input, with the result on the last line or none', async () => {
    const { code, heard, send, end } = openPlain(['explore', '--demo', '--plain'], false);
    send('next\ndomain anbermedia.com');
    end();
    expect(await code).toBe(0);
    expect(heard()).toContain('No domain is named yet: domain example.com.\n');
    expect(heard()).toContain('anbermedia.com: broken.\n');
  });

  test('says what is no client, and keeps the one before', async () => {
    const { code, heard, send, end } = openPlain(incident, false);
    send('client 300.1.1.1\ndomain google.com\n');
    end();
    await code;
    expect(heard()).toContain(
      'That cannot be checked: 300.1.1.1 is no IP address; write it as 192.0.2.1 or 2001:db8::1.\n',
    );
    expect(heard()).toContain('Client 72.11.154.232, helo google.com');
  });
});

describe('a dialogue with a person', () => {
  test('has a prompt once all is said', async () => {
    const { code, heard, send, waitFor } = openPlain(incident, true);
    await waitFor('\n> ');
    expect(heard().split('\n').slice(-4)).toEqual([
      'The policy:',
      '1. The record of anbermedia.com: permerror',
      '  2. ip4:72.11.154.128/25-all: syntax error',
      '> ',
    ]);
    send('next\n');
    await waitFor('This is the last row.\n> ');
    // The second command comes before the first is answered; one prompt is enough.
    send('client 192.0.2.1\nwhere\n');
    await waitFor('It would give 192.0.2.1 fail by -all.\n> ');
    expect(heard().match(/^> /gm)).toHaveLength(3);
    send('quit\n');
    expect(await code).toBe(4);
  });
});

describe('lines', () => {
  const rows: readonly (readonly [readonly string[], readonly string[]])[] = [
    [[], []],
    [['a\nb\n'], ['a', 'b']],
    [
      ['a', 'b\r\n', '\n', 'c'],
      ['ab', '', 'c'],
    ],
    [[`${'x'.repeat(30_000)}\ny`], ['x'.repeat(10_000), 'y']],
    [['x'.repeat(8_000), 'x'.repeat(8_000), 'x'.repeat(8_000)], ['x'.repeat(10_000)]],
  ];
  test.each(rows)('are read from chunks (%#)', async (chunks, expected) => {
    const read: string[] = [];
    const source = (async function* () {
      yield* chunks;
    })();
    for await (const line of readLines(source)) read.push(line);
    expect(read).toEqual(expected);
  });
});
