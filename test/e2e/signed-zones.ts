import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ServedZone } from './name-servers.ts';

const run = promisify(execFile);

const daySeconds = 86_400;

const makeKey = async (folder: string, origin: string, ...options: readonly string[]): Promise<string> => {
  const args = [...options, '-a', 'ECDSAP256SHA256', origin];
  return (await run('ldns-keygen', args, { cwd: folder })).stdout.trim();
};

/** Writes a zone of these lines. Gives it with the file's path. */
export const writeZone = (folder: string, origin: string, ...lines: readonly string[]): ServedZone => {
  const head = [
    `$ORIGIN ${origin}.`,
    '$TTL 60',
    '@ SOA ns.test. hostmaster.test. 1 2h 15m 2w 10m',
    '@ NS ns.test.',
  ];
  const path = join(folder, `${origin}.zone`);
  writeFileSync(path, `${[...head, ...lines].join('\n')}\n`);
  return { origin, path };
};

/** Signs a zone with new keys. `validDays`: from when to when its signatures hold, counted from today. The trust
 *  anchor is the DS record of its key, or of another one. */
export const signZone = async (
  folder: string,
  zone: ServedZone,
  {
    validDays: [from, until],
    anchor = 'own',
  }: Readonly<{ validDays: readonly [number, number]; anchor?: 'own' | 'other' }>,
): Promise<ServedZone> => {
  const { origin, path } = zone;
  const keys = [await makeKey(folder, origin, '-k'), await makeKey(folder, origin)];
  const other = anchor === 'own' ? keys[0] : await makeKey(folder, origin, '-k');
  const now = Math.floor(Date.now() / 1000);
  const signed = `${path}.signed`;
  const times = ['-i', `${now + from * daySeconds}`, '-e', `${now + until * daySeconds}`];
  await run('ldns-signzone', [...times, '-f', signed, path, ...keys], { cwd: folder });
  const trustAnchor = readFileSync(join(folder, `${other}.ds`), 'latin1').trim();
  return { origin, path: signed, trustAnchor };
};
