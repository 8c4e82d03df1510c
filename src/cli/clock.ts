/** Milliseconds from some moment on, for measuring how long things take. `performance.now` would do as well, but
 *  loading it takes longer than a check's own arithmetic. */
export const monotonicNow = (): number => {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
};
