import type { Trust, TrustKind } from './candidate.ts';

const sentences: Readonly<Record<TrustKind, string>> = {
  'own-log': 'A log of the receiving server: it saw the client itself.',
  'policy-request': 'A question of the mail server to its policy server: it saw the client itself.',
  'border-header': 'It stands above the Received header of the border, where no sender can write.',
  'beside-border':
    'It stands right below the Received header of the border: some receivers write there, but so can every sender.',
  'below-border': 'It stands below the border: the sender or a forwarder wrote it, or made it up.',
  'loose-header': 'A header by itself: nothing shows who wrote it.',
  'filter-symbol': 'A symbol of a spam filter: it names the result and not what was judged.',
  'quoted-reply': 'Words of another server, as a bounce or a log hands them on.',
  'aggregate-report': 'A report of a receiver about many messages of one client.',
};

const trusts: ReadonlyMap<string, Trust> = new Map(
  // Safe: the keys of that table are its type's.
  (Object.entries(sentences) as [TrustKind, string][]).map(([kind, sentence]) => [kind, { kind, sentence }]),
);

/** The trust of a kind, with its sentence. */
export const trustOf = (kind: TrustKind): Trust => trusts.get(kind) ?? { kind, sentence: sentences[kind] };
