/** A row of the table: what was measured, what each program showed, what is wanted. */
export type Row = readonly [what: string, ...seen: string[]];

/** The value that this share of the values lies below. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

/** The value in the middle. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Times in milliseconds: the usual one, and the one that a hundredth is slower than. */
export const describeTimes = (values: readonly number[]): string =>
  `p50 ${median(values).toFixed(1)} ms, p99 ${percentile(values, 0.99).toFixed(1)} ms`;

/** Sizes in octets. */
export const describeOctets = (values: readonly number[]): string =>
  `median ${median(values)} B, most ${Math.max(...values)} B`;
