import type { Resolver } from './resolver.ts';

/** Asks the zones first, and the servers for what no zone is for: the names outside, and the targets outside that a
 *  zone's CNAME leads to. `zones` is a `zoneResolver`, whose answers of origin `none` say that a name lies outside. */
export const zoneFirstResolver = (zones: Resolver, servers: Resolver): Resolver => ({
  resolve: async (question, signal) => {
    const answer = await zones.resolve(question, signal);
    if (answer.outcome !== 'name-error' || answer.origin.kind !== 'none') return answer;
    const target = answer.aliases.at(-1);
    if (target === undefined) return servers.resolve(question, signal);
    const beyond = await servers.resolve({ name: target, type: question.type }, signal);
    return { ...beyond, question, aliases: [...answer.aliases, ...beyond.aliases] };
  },
});
