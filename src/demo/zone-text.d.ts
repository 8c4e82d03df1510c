/** A zone file, as text: the bundler and the test runner load it so. */
declare module '*.zone' {
  const text: string;
  export default text;
}
