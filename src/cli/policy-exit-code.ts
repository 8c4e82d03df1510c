import type { Policy } from '../policy/policy.ts';
import { recordOf } from '../policy/policy-tree.ts';
import { resultExitCodes } from './exit-codes.ts';

/** Without a client: 0 where there is a policy, else the code of the result that every client would get. */
export const policyExitCode = (policy: Policy): number => {
  const root = recordOf(policy, policy.root);
  if (root?.kind !== 'read') return resultExitCodes.none;
  switch (root.selection.kind) {
    case 'record':
      return 0;
    case 'no-record':
      return resultExitCodes.none;
    case 'multiple-records':
      return resultExitCodes.permerror;
    case 'dns-trouble':
      return resultExitCodes.temperror;
  }
};
