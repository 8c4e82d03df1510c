/** The function, keeping its last result for as long as it is called with the very same arguments. */
export const memoizeLast = <Args extends readonly unknown[], Result>(
  compute: (...args: Args) => Result,
): ((...args: Args) => Result) => {
  let last: Readonly<{ args: Args; result: Result }> | undefined;
  return (...args) => {
    const isSame = last?.args.every((arg, index) => Object.is(arg, args[index])) ?? false;
    if (last === undefined || !isSame) last = { args, result: compute(...args) };
    return last.result;
  };
};
