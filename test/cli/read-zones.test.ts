import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDemoZones, readZone, readZoneFiles } from '../../src/cli/read-zones.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { demoZones } from '../../src/demo/zones.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const apex = '@ 300 SOA ns hostmaster 1 3600 600 86400 60\n@ TXT "v=spf1 -all"\n';

const namesOf = (zone: Awaited<ReturnType<typeof readZoneFiles>>[number] | undefined) =>
  zone?.records.map(({ type, name }) => `${type} ${name}`);

describe('zone files', () => {
  test('are read in their order', async () => {
    const folder = await temporaryFolder({
      one: `$ORIGIN a.example.\n${apex}`,
      two: `$ORIGIN b.example.\n${apex}`,
    });
    const zones = await readZoneFiles([join(folder, 'two'), join(folder, 'one')]);
    expect(zones.map(namesOf)).toEqual([
      ['SOA b.example', 'TXT b.example'],
      ['SOA a.example', 'TXT a.example'],
    ]);
  });

  test('may be named for their origin', async () => {
    const folder = await temporaryFolder({ 'a.example.zone': apex, 'b.zone': `$ORIGIN c.example.\n${apex}` });
    const [zone] = await readZoneFiles([join(folder, 'a.example.zone')]);
    expect(namesOf(zone)).toEqual(['SOA a.example', 'TXT a.example']);
    const [other] = await readZoneFiles([join(folder, 'b.zone')]);
    expect(namesOf(other)).toEqual(['SOA c.example', 'TXT c.example']);
  });

  test('are octets: nothing in them is taken for UTF-8', async () => {
    const folder = await temporaryFolder({ 'a.example.zone': `${apex}x TXT "caf\xe9"\n` });
    const [zone] = await readZoneFiles([join(folder, 'a.example.zone')]);
    expect(zone?.records.at(-1)).toMatchObject({ type: 'TXT', strings: ['caf\xe9'] });
  });

  test('that are missing, unreadable or no files are refused in one line', async () => {
    const folder = await temporaryFolder({ secret: apex });
    await mkdir(join(folder, 'folder'));
    const refuse = (path: string) => expect(readZoneFiles([path])).rejects;
    await refuse(join(folder, 'none')).toThrow(new RegExp(`^--zone ${folder}/none: there is no such file$`));
    await refuse(join(folder, 'folder')).toThrow(/: it is a directory; a zone file is wanted$/);
    await refuse(join(folder, 'secret', 'x')).toThrow(/^--zone .*: \w+$/);
    await refuse('no\x1b[2J\nsuch').toThrow(/^--zone no\\x1B\[2J\\x0Asuch: /);
    await refuse(join(folder, 'none')).toBeInstanceOf(UsageError);
    // Root may read whatever it likes.
    if (process.getuid?.() === 0) return;
    await chmod(join(folder, 'secret'), 0);
    await refuse(join(folder, 'secret')).toThrow(/: it may not be read$/);
  });

  test.each<[text: string, message: RegExp]>([
    ['@ TXT "x"\n', /^z\.zone:1:1: .*\$ORIGIN/],
    ['$ORIGIN a.example.\n@ 300 SOA ns hostmaster 1 3600\n', /^z\.zone:2:\d+: /],
    [`$ORIGIN a.example.\n${apex}x A 300.1.2.3\n`, /^z\.zone:4:\d+: .*300\.1\.2\.3/],
    [`$ORIGIN a.example.\n${apex}x A 1\ny AAAA 2\nz MX 3\n`, /\(and 2 more\)$/],
    [`$ORIGIN a.example.\n${apex}x A \x1b[2J\n`, /^[\x20-\x7e]*$/],
  ])('that are wrong are refused with file, line, column, and what was expected: %#', (text, message) => {
    const refused = () => readZone(text, 'z.zone', undefined);
    expect(refused).toThrow(UsageError);
    expect(refused).toThrow(message);
  });
});

test('the embedded zones are all read', async () => {
  const zones = await readDemoZones();
  expect(zones.map(({ file }) => file)).toEqual(demoZones.map(({ file }) => file));
});
