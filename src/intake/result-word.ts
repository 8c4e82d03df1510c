import { isSpfResult, type SpfResult } from '../spf/result.ts';
import type { Identity } from './candidate.ts';

/** Spellings that are older than RFC 7208, or a filter's own. RFC 4408 named errors PermError and TempError; its
 *  drafts had "unknown" and "error". */
const spellings: Readonly<Record<string, SpfResult>> = {
  hardfail: 'fail',
  failed: 'fail',
  failure: 'fail',
  deny: 'fail',
  allow: 'pass',
  passed: 'pass',
  unknown: 'permerror',
  permfail: 'permerror',
  permerr: 'permerror',
  error: 'temperror',
  temperr: 'temperror',
  dnsfail: 'temperror',
  na: 'none',
};

/** The result that a word names, in any case and any spelling that was ever in use, or undefined. */
export const readResultWord = (word: string): SpfResult | undefined => {
  const lower = word.toLowerCase();
  return isSpfResult(lower) ? lower : Object.hasOwn(spellings, lower) ? spellings[lower] : undefined;
};

/** The identity that a word names: `mailfrom` or `mfrom`, `helo` or `ehlo`. */
export const readIdentityWord = (word: string): Identity | undefined => {
  const lower = word.toLowerCase();
  if (lower === 'mailfrom' || lower === 'mfrom' || lower === 'smtp.mailfrom') return 'mailfrom';
  return lower === 'helo' || lower === 'ehlo' ? 'helo' : undefined;
};
