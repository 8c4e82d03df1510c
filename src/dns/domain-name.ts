import type { DomainName } from './resolver.ts';

/** The labels of a name, unescaped, one character an octet; none for the root. */
export const labelsOf = (name: DomainName): string[] => {
  if (name === '') return [];
  if (!name.includes('\\')) return name.split('.');
  const labels: string[] = [];
  let label = '';
  for (let index = 0; index < name.length; index++) {
    const character = name[index];
    if (character === '\\') label += name[++index] ?? '';
    else if (character === '.') {
      labels.push(label);
      label = '';
    } else label += character;
  }
  labels.push(label);
  return labels;
};

/** The name that these labels (one character an octet) make. */
export const nameFromLabels = (labels: readonly string[]): DomainName =>
  labels.map((label) => label.replace(/[\\.]/g, '\\$&')).join('.');

/** Why a name can't be asked (RFC 1035 §2.3.4), or undefined when it can. */
export const unaskableReason = (name: DomainName): string | undefined => {
  const labels = labelsOf(name);
  if (labels.some((label) => label === '')) return 'empty label';
  const long = labels.find((label) => label.length > 63);
  if (long !== undefined) return `label of ${long.length} octets, at most 63 are allowed`;
  const octets = labels.reduce((sum, label) => sum + label.length + 1, 1);
  return octets > 255 ? `name of ${octets} octets, at most 255 are allowed` : undefined;
};
