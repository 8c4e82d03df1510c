import { join } from 'node:path';

/** The command lines on which a hostile word can stand; none asks a network. `path`: a file that is no zone. `folder`:
 *  where files may be written. */
export const hostileLines = (piece: string, path: string, folder: string): string[][] => [
  [piece],
  ['help', piece],
  ['check', 'a.test', `--${piece}`],
  ['check', 'a.test', `--json=${piece}`],
  ['check', 'a.test', 'b.test', piece],
  ['check', '--demo', '--ip', '192.0.2.1', '--', piece],
  ['tree', '--demo', '--', piece],
  ['tree', '--json', '--demo', '--', piece],
  ['check', 'a.test', '--demo', '--ip', piece],
  ['check', 'google.com', '--demo', '--ip', '192.0.2.1', '--helo', piece],
  ['check', 'google.com', '--demo', '--ip', '192.0.2.1', '--sender', `${piece}@${piece}`],
  ['check', '--demo', '--ip', '192.0.2.1', '--sender', piece],
  ['tree', 'a.test', '--server', piece],
  ['tree', 'a.test', '--server', `127.0.0.1:${piece}`],
  ['tree', 'a.test', '--server', `fe80::1%${piece}`],
  ['tree', 'a.test', '--dns-timeout', piece],
  ['tree', 'a.test', '--dns-retries', piece],
  ['tree', 'a.test', '--zone', piece],
  ['tree', 'a.test', '--zone', path],
  ['demo', piece],
  ['demo', '--write', join('/dev/null', piece)],
  ['demo', '--write', join(folder, 'written', piece.replaceAll('/', '_'))],
];

/** The lines of a zone file with a hostile piece in each field. */
export const hostileZoneLines = (piece: string): string[] => [
  `${piece} A 192.0.2.1`,
  `x ${piece} 192.0.2.1`,
  `x A ${piece}`,
  `x MX ${piece} a`,
  `x MX 10 ${piece}`,
  `x TXT ${piece}`,
  `x TXT "${piece}"`,
  `x TXT "${piece}`,
  `x ${piece}1 IN A 192.0.2.1`,
  `$${piece} x`,
  `$ORIGIN ${piece}`,
  `$TTL ${piece}`,
  `$INCLUDE ${piece}`,
  `x TYPE${piece} \\# 1 00`,
  `x TXT \\# ${piece}`,
  `x A \\# 4 ${piece}`,
];
