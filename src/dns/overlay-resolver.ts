import { asciiLowerCase, type DomainName, type Resolver } from './resolver.ts';

/** The TXT records that stand in for what a name really has; each is a list of strings, latin1. */
export type TxtOverlay = ReadonlyMap<DomainName, readonly (readonly string[])[]>;

/** A resolver whose TXT answers for the overlay's names (compared without case) are the overlay's; everything else
 *  is passed on. */
export const overlayResolver = (resolver: Resolver, overlay: TxtOverlay): Resolver => {
  const byName = new Map([...overlay].map(([name, texts]) => [asciiLowerCase(name), texts]));
  return {
    resolve: (question, signal) => {
      const texts = question.type === 'TXT' ? byName.get(asciiLowerCase(question.name)) : undefined;
      if (texts === undefined) return resolver.resolve(question, signal);
      return Promise.resolve({
        question,
        outcome: texts.length > 0 ? 'records' : 'no-data',
        records: texts.map((strings) => ({ type: 'TXT', name: question.name, ttlSeconds: 0, strings })),
        aliases: [],
        origin: { kind: 'overlay' },
        askedAtMs: 0,
        elapsedMs: 0,
        attempts: [],
      });
    },
  };
};
