// Takes the pictures of the README anew, of the built program on the embedded incidents:
//   npm run build && node test/scripts/readme-pictures.mjs
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

const pictures = [
  {
    file: 'explore.png',
    size: '120x30',
    keys: '<wait:PERMERROR><wait:fix>',
    args: 'explore anbermedia.com --ip 72.11.154.232 --helo mail.anbermedia.com --demo',
  },
  {
    file: 'what-if.png',
    size: '120x36',
    keys: '<wait:PERMERROR>x<wait:FAIL>',
    args: 'explore corner-bakery.example --ip 198.51.100.200 --demo',
  },
  {
    file: 'clients.png',
    size: '120x36',
    keys: '<wait:expected>]]<wait:permerror>',
    args: 'explore twitter.com --client label=old,ip=199.59.148.10,expect=pass --client label=campaigns,ip=203.0.113.130,expect=pass --client label=IPv6,ip=2001:db8:6::25,expect=pass --demo',
  },
];

for (const { file, size, keys, args } of pictures) {
  const words = ['test/scripts/run-typescript.mjs', 'test/scripts/screenshot.ts'];
  const { status } = spawnSync(
    process.execPath,
    [...words, join('test/pictures', file), size, keys, '--', ...args.split(' ')],
    { cwd: root, stdio: 'inherit', env: { ...process.env, XDG_STATE_HOME: '/dev/null' } },
  );
  if (status !== 0) process.exit(status ?? 1);
}
