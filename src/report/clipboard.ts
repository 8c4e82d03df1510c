/** What the environment tells of what stands between the program and the terminal: the values of `TMUX`, `STY` (set by
 *  GNU screen) and `TERM`. */
export type ClipboardPath = Readonly<{ tmux?: string; sty?: string; term?: string }>;

/** What puts a text into the clipboard, or why nothing can: it has more octets than terminals take. */
export type ClipboardCopy =
  | Readonly<{ kind: 'sequence'; sequence: string }>
  | Readonly<{ kind: 'too-long'; octets: number }>;

/** The longest text that is copied, in octets of UTF-8. Terminals have limits of their own, and tell of none. */
export const mostClipboardOctets = 100_000;

/** GNU screen takes 768 octets in a control string and shows what is over as text; four are its frame. */
const screenChunk = 764;

const dcs = (content: string): string => `\x1bP${content}\x1b\\`;

/** As tmux hands on what it is told to (`allow-passthrough`); each ESC in it is doubled. */
const throughTmux = (sequence: string): string => dcs(`tmux;${sequence.replaceAll('\x1b', '\x1b\x1b')}`);

/** As GNU screen hands it on: in pieces, which come out as one. */
const throughScreen = (sequence: string): string => {
  const chunks: string[] = [];
  for (let start = 0; start < sequence.length; start += screenChunk)
    chunks.push(dcs(sequence.slice(start, start + screenChunk)));
  return chunks.join('');
};

const base64 = (octets: Uint8Array): string => {
  let binary = '';
  for (const octet of octets) binary += String.fromCharCode(octet);
  return btoa(binary);
};

/** What to write to the terminal so that the text comes into its clipboard (OSC 52), wrapped for tmux or GNU screen
 *  where one is in between. Terminals don't tell whether they did it. Above `mostClipboardOctets`, the text has to
 *  go into a file. */
export const copyToClipboard = (text: string, { tmux, sty, term }: ClipboardPath): ClipboardCopy => {
  const octets = new TextEncoder().encode(text);
  if (octets.length > mostClipboardOctets) return { kind: 'too-long', octets: octets.length };
  // Ended by BEL: an ESC at the end would end a string of GNU screen.
  const plain = `\x1b]52;c;${base64(octets)}\x07`;
  const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';
  // A tmux that hands nothing on may still take the sequence for itself (`set-clipboard on`).
  if (isSet(tmux) || term?.startsWith('tmux'))
    return { kind: 'sequence', sequence: throughTmux(plain) + plain };
  // From screen to another machine, TERM is all that goes along.
  if (isSet(sty) || term?.startsWith('screen')) return { kind: 'sequence', sequence: throughScreen(plain) };
  return { kind: 'sequence', sequence: plain };
};
