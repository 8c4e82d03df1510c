import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { type ClipboardPath, copyToClipboard, mostClipboardOctets } from '../../src/report/clipboard.ts';

const sequenceOf = (text: string, path: ClipboardPath): string => {
  const copy = copyToClipboard(text, path);
  if (copy.kind !== 'sequence') throw new Error('too long');
  return copy.sequence;
};

/** What a terminal gets into its clipboard from an output, and what it shows. */
const readTerminal = async (output: string): Promise<Readonly<{ copied: string[]; shown: string }>> => {
  const terminal = new xterm.Terminal({ cols: 80, rows: 5, allowProposedApi: true });
  const copied: string[] = [];
  terminal.parser.registerOscHandler(52, (data) => {
    copied.push(Buffer.from(data.replace(/^c;/, ''), 'base64').toString('utf8'));
    return true;
  });
  await new Promise<void>((resolve) => terminal.write(output, resolve));
  const shown = terminal.buffer.active.getLine(0)?.translateToString(true) ?? '';
  terminal.dispose();
  return { copied, shown };
};

/** What GNU screen and tmux write to their terminal for what is in control strings to them. */
const screenString = /\x1bP((?:[^\x1b]|\x1b(?!\\))*)\x1b\\/g;
const tmuxString = /\x1bPtmux;((?:[^\x1b]|\x1b\x1b)*)\x1b\\/g;

const unwrapScreen = (output: string): string => output.replace(screenString, '$1');

const unwrapTmux = (output: string): string =>
  output.replace(tmuxString, (_, inner: string) => inner.replaceAll('\x1b\x1b', '\x1b'));

const texts: readonly (readonly [string, string])[] = [
  ['a term', 'include:_spf.example.com'],
  ['nothing', ''],
  ['more than one line', 'a\nb\n'],
  ['more than ASCII', 'bücher.example 漢字 🎉'],
  ['a control sequence', '\x1b]52;c;\x07\x1b\\'],
  ['a long text', 'v=spf1 '.repeat(5000)],
];

describe('a text for the clipboard', () => {
  it.each(texts)('arrives in a terminal: %s', async (_, text) => {
    expect(await readTerminal(sequenceOf(text, { term: 'xterm-256color' }))).toEqual({
      copied: [text],
      shown: '',
    });
  });

  it.each(texts)('passes GNU screen: %s', async (_, text) => {
    for (const path of [{ sty: '1.tty', term: 'screen' }, { term: 'screen-256color' }]) {
      const sequence = sequenceOf(text, path);
      for (const [string] of sequence.matchAll(screenString)) expect(string.length).toBeLessThanOrEqual(768);
      expect((await readTerminal(unwrapScreen(sequence))).copied).toEqual([text]);
      expect(sequence.replace(screenString, '')).toBe('');
    }
  });

  it.each(texts)('passes tmux: %s', async (_, text) => {
    for (const path of [{ tmux: '/tmp/tmux', sty: '', term: 'screen' }, { term: 'tmux-256color' }]) {
      const sequence = sequenceOf(text, path);
      // Once handed on, and once for a tmux that takes it itself.
      expect(await readTerminal(unwrapTmux(sequence))).toEqual({ copied: [text, text], shown: '' });
      expect(await readTerminal(sequence.replace(tmuxString, ''))).toEqual({ copied: [text], shown: '' });
    }
  });

  it('is not wrapped where the variables are empty', () => {
    expect(sequenceOf('a', { tmux: '', sty: '' })).toBe('\x1b]52;c;YQ==\x07');
  });

  it('is refused above the limit, which counts octets', () => {
    expect(copyToClipboard('a'.repeat(mostClipboardOctets), {}).kind).toBe('sequence');
    expect(copyToClipboard('é'.repeat(mostClipboardOctets / 2 + 1), {})).toEqual({
      kind: 'too-long',
      octets: mostClipboardOctets + 2,
    });
  });
});
