/** Whether one insertion, deletion, substitution or swap of neighbours turns one word into the other. */
export const isOneEditAway = (left: string, right: string): boolean => {
  let head = 0;
  while (head < left.length && left[head] === right[head]) head++;
  const [a, b] = [left.slice(head), right.slice(head)];
  const swapped = (a[1] ?? '') + (a[0] ?? '') + a.slice(2);
  return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1) || swapped === b;
};
