import type { MacroString } from '../spf/record.ts';

/** The text of a domain-spec without macros, without a trailing dot; undefined of one that has some. */
export const plainName = ({ text, parts }: MacroString): string | undefined =>
  parts.every(({ kind }) => kind === 'literal') ? text.replace(/\.$/, '') : undefined;

/** Why a plain name is none that a host or domain has, though the grammar of records has it; undefined where it may be
 *  one. */
export const whyNoName = (domainSpec: MacroString): string | undefined => {
  const name = plainName(domainSpec);
  if (name === undefined) return undefined;
  const stray = /[^\w.*-]/.exec(name)?.[0];
  if (stray !== undefined) return `"${stray}" stands in no domain name`;
  const labels = name.split('.');
  if (labels.includes('')) return 'it has an empty label';
  return labels.some(({ length }) => length > 63) ? 'it has a label over 63 octets' : undefined;
};
