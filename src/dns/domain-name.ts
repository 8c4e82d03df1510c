import { asciiLowerCase, type DomainName } from './resolver.ts';

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

/** What of a name breaks RFC 1035 §2.3.4, to stand after "it has"; undefined of a name that can be asked. */
export const unaskableReason = (name: DomainName): string | undefined => {
  const labels = labelsOf(name);
  if (labels.some((label) => label === '')) return 'an empty label';
  const long = labels.find((label) => label.length > 63);
  if (long !== undefined) return `a label of ${long.length} octets (63 are allowed)`;
  const octets = labels.reduce((sum, label) => sum + label.length + 1, 1);
  return octets > 255 ? `${octets} octets in all (255 are allowed)` : undefined;
};

/** Whether `name` is `ancestor` or lies below it; names compare without case (RFC 4343). */
export const isSameOrBelow = (name: DomainName, ancestor: DomainName): boolean => {
  const labels = labelsOf(asciiLowerCase(name));
  const suffix = labelsOf(asciiLowerCase(ancestor));
  const skipped = labels.length - suffix.length;
  return skipped >= 0 && suffix.every((label, index) => label === labels[skipped + index]);
};
