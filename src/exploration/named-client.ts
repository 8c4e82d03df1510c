import type { SpfResult } from '../spf/result.ts';

/** A client with a name of its own, its parts as a person typed them. `ip`: an address or a host name, which stands
 *  for all its addresses. `helo`, `sender`: empty where none was given. `expected`: the result it should get. */
export type NamedClient = Readonly<{
  label: string;
  ip: string;
  helo: string;
  sender: string;
  expected?: SpfResult;
}>;
