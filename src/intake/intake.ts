import type { Candidate, FormName, Place, Statement } from './candidate.ts';

/** Where a hop stands in a message. `internal`: between hosts of the receiver. `no-client`: it names no address. */
export type HopStanding = 'no-client' | 'internal' | 'border' | 'below-border' | 'unknown';

/** One Received header of a message, numbered from the top, and why it is or is not the border. */
export type Hop = Readonly<{
  number: number;
  place: Place;
  standing: HopStanding;
  sentence: string;
  statement: Statement;
}>;

/** The way of one message, as its Received headers tell it, the last hop first. `border` is the number of the hop at
 *  which the receiver saw the client, undefined where none can be told; `why` says how it was found. `mailFrom` is what
 *  the message says of its sender. */
export type MessageTrace = Readonly<{
  place: Place;
  hops: readonly Hop[];
  border: number | undefined;
  why: string;
  mailFrom: string | undefined;
}>;

/** A piece of text that is nearly one of a form. */
export type NearMiss = Readonly<{ form: FormName | undefined; place: Place; sentence: string }>;

/** What a text was found to hold. `candidates` in the order of the text. `lookedFor` names the forms in words, for a
 *  text in which nothing is found, and `nearMiss` is then what comes nearest. */
export type Intake = Readonly<{
  candidates: readonly Candidate[];
  messages: readonly MessageTrace[];
  lookedFor: readonly string[];
  nearMiss: NearMiss | undefined;
}>;
