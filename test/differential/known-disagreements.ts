import type { MemoryZone } from '../helpers/memory-zone.ts';
import type { Client } from './cases.ts';
import type { Disagreement } from './compare.ts';
import { mailSpfDisagreements } from './known-of-mail-spf.ts';
import { mailauthDisagreements } from './known-of-mailauth.ts';
import { pyspfDisagreements } from './known-of-pyspf.ts';
import type { PeerName } from './peers.ts';

/** A way in which an evaluator differs from spfx, understood. `theirs`: RFC 7208 says otherwise, in that section;
 *  `open`: it leaves room, and our choice is one of the interpretations. `example` is the least case that shows it,
 *  with what each says (a fail without its explanation unless that is the difference). `explains` is asked of a
 *  disagreement whose case has been reduced to what it needs. */
export type KnownDisagreement = Readonly<{
  habit: string;
  blame: 'theirs' | 'open';
  section: string;
  example: Readonly<{ zone: MemoryZone; client: Partial<Client>; ours: string; theirs: string }>;
  explains: (disagreement: Disagreement) => boolean;
}>;

/** All that is known, by evaluator. */
export const knownDisagreements: Readonly<Record<PeerName, readonly KnownDisagreement[]>> = {
  pyspf: pyspfDisagreements,
  'Mail::SPF': mailSpfDisagreements,
  mailauth: mailauthDisagreements,
};

/** What explains a disagreement; undefined when nothing known does. */
export const explain = (disagreement: Disagreement): KnownDisagreement | undefined =>
  knownDisagreements[disagreement.peer].find(({ explains }) => explains(disagreement));
