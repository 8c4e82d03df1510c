/** A moment for people: `2026-11-22 07:44 UTC`. Milliseconds since the epoch; one that no calendar has is named so. */
export const formatMoment = (atMs: number): string => {
  const date = new Date(atMs);
  if (Number.isNaN(date.getTime())) return 'an unknown time';
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
};
