// Stands in for node:process in the build: importing that asks for each of its properties, and so opens all three
// streams and makes tables that nobody reads.
const { process } = globalThis;

export default process;
export const { cwd, env } = process;
