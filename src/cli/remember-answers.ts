import { type DnsAnswer, isTransient, questionKey, type Resolver } from '../dns/resolver.ts';

/** The resolver with a memory: what it once answered, it answers again at once, but for trouble, which another try may
 *  mend. */
export const rememberAnswers = (resolver: Resolver): Resolver => {
  const known = new Map<string, DnsAnswer>();
  return {
    resolve: async (question, signal) => {
      const key = questionKey(question);
      const answer = known.get(key);
      if (answer !== undefined) return { ...answer, question };
      const fresh = await resolver.resolve(question, signal);
      if (!isTransient(fresh.outcome)) known.set(key, fresh);
      return fresh;
    },
  };
};
