import { nameRows, sizeRows } from './lying-server-names.ts';
import type { LieRow } from './lying-server-row.ts';
import { codeRows, sectionRows } from './lying-server-sections.ts';
import { strangers, times } from './lying-server-strangers.ts';
import { ednsRows, tcpRows } from './lying-server-transports.ts';

/** Every lie, by what it is about. */
export const lieRows: Readonly<Record<string, readonly LieRow[]>> = {
  'who answers': strangers,
  'when it answers': times,
  EDNS: ednsRows,
  TCP: tcpRows,
  size: sizeRows,
  'names and aliases': nameRows,
  'records and sections': sectionRows,
  'response codes': codeRows,
};
