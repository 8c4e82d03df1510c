import type { Policy } from './policy.ts';

/** Whether another client makes the policy ask DNS something new: by a macro or a `ptr`. */
export const asksByClient = (policy: Policy): boolean =>
  [...policy.records.values()].some(({ terms }) =>
    terms.some(
      ({ term, target }) =>
        target.kind === 'unknown' ||
        (target.kind === 'name' && target.hasMacros) ||
        (term.kind === 'directive' && term.mechanism.name === 'ptr'),
    ),
  );
