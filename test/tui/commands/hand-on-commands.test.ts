import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readClientsFile } from '../../../src/cli/read-clients-file.ts';
import type { Resolver } from '../../../src/dns/resolver.ts';
import { answerOf } from '../../helpers/manual-resolver.ts';
import type { MemoryZone } from '../../helpers/memory-zone.ts';
import { driveScreen } from '../../helpers/screen-driver.ts';
import { clientWith, exploreZone, footerOf } from '../../helpers/zone-screen.ts';

const long = `v=spf1 ${Array.from({ length: 20 }, (_, at) => `ip4:192.0.2.${at + 100}`).join(' ')} -all`;
const zone: MemoryZone = {
  'example.com': 'v=spf1 include:one.example exists:\\x"y -all',
  'one.example': 'v=spf1 ip4:192.0.2.0/24 ?all',
  'long.example': long,
  'none.example': { TXT: ['other'] },
  'octets.example': 'v=spf1 a:b\xe9\x01c -all',
};

describe('copying', () => {
  const rows: readonly (readonly [string, string, readonly string[], string])[] = [
    ['y a term', 'example.com', ['j', 'y'], 'include:one.example'],
    ['y a term of an included record', 'example.com', ['2', 'j', 'y'], 'ip4:192.0.2.0/24'],
    ['y a term that was taken out', 'one.example', ['j', 'x', 'y'], 'ip4:192.0.2.0/24'],
    [
      'y of the domain its TXT as zone-file text',
      'one.example',
      ['y'],
      'one.example. 3600 IN TXT "v=spf1 ip4:192.0.2.0/24 ?all"',
    ],
    [
      'what a zone file has a meaning for is escaped there',
      'example.com',
      ['y'],
      'example.com. 3600 IN TXT "v=spf1 include:one.example exists:\\\\x\\"y -all"',
    ],
    [
      'y of a long record, in strings of 255 octets',
      'long.example',
      ['y'],
      `long.example. 3600 IN TXT (\n    "${long.slice(0, 255)}"\n    "${long.slice(255)}" )`,
    ],
    ['Y the record as plain text', 'long.example', ['Y'], long],
    ['Y the record that the row stands in', 'example.com', ['2', 'j', 'Y'], 'v=spf1 ip4:192.0.2.0/24 ?all'],
    ['Y the record as it is edited', 'one.example', ['j', 'x', 'Y'], 'v=spf1 ?all'],
    [
      'y the zone file of an edited record',
      'one.example',
      ['j', 'x', 'g', 'y'],
      'one.example. 3600 IN TXT "v=spf1 ?all"',
    ],
    ['octets that are not visible as escapes', 'octets.example', ['Y'], 'v=spf1 a:b\\233\\001c -all'],
  ];
  it.each(rows)('%s', async (_, domain, keys, expected) => {
    for (const inOneGo of [true, false]) {
      const screen = await exploreZone(zone, domain);
      if (inOneGo) await screen.press(...keys);
      else for (const key of keys) await screen.press(key);
      expect(screen.copied).toEqual([expected]);
    }
  });

  it('takes the TTL of the answer, and an hour for one of none', async () => {
    for (const [ttlSeconds, expected] of [
      [300, 300],
      [0, 3600],
    ] as const) {
      const resolver: Resolver = {
        resolve: async (question) =>
          answerOf(question, {
            ttlSeconds,
            records: [{ type: 'TXT', name: question.name, ttlSeconds, strings: ['v=spf1 -all'] }],
          }),
      };
      const screen = driveScreen(resolver);
      screen.controller.explore('example.com', clientWith({}));
      await screen.settle();
      await screen.press('y');
      expect(screen.copied).toEqual([`example.com. ${expected} IN TXT "v=spf1 -all"`]);
    }
  });

  it.each([['y'], ['Y']])('%s says that there is no record', async (key) => {
    for (const domain of ['none.example', 'absent.example']) {
      const screen = await exploreZone(zone, domain);
      await screen.press(key);
      expect(footerOf(screen)).toBe('there is no record to copy here');
      expect(screen.copied).toEqual([]);
    }
  });

  it('R the report, with the answer and the tree, and no colour', async () => {
    const screen = await exploreZone(zone, 'one.example', [{ ip: '192.0.2.7' }]);
    await screen.press('R');
    const [report = ''] = screen.copied;
    expect(report).toMatch(/^one\.example {2}pass\n/);
    expect(report).toContain('ip4:192.0.2.0/24');
    expect(report.endsWith('\n')).toBe(true);
    expect(report).not.toContain('\x1b');
    expect(footerOf(screen)).toBe('the report is copied');
  });

  it('S the screen as it is', async () => {
    const screen = await exploreZone(zone, 'example.com');
    const { lines } = screen.controller.draw();
    await screen.press('S');
    expect(screen.pictures).toEqual([lines]);
  });

  it('the clients as --clients reads them', async () => {
    const clients = [
      {
        label: 'web',
        ip: '192.0.2.1',
        helo: 'h.example',
        sender: 'a@example.com',
        expected: 'pass' as const,
      },
      { ip: '2001:db8::1' },
      { label: 'q"\\\n# é: - {}', ip: '203.0.113.9' },
    ];
    const screen = await exploreZone(zone, 'example.com', clients);
    await screen.press(':', ...'copy-clients', 'enter');
    const folder = await mkdtemp(join(tmpdir(), 'spfx-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, 'clients.yml');
    await writeFile(path, screen.copied[0] ?? '');
    expect(await readClientsFile(path)).toEqual([
      { ...clients[0] },
      { label: '2001:db8::1', ip: '2001:db8::1', helo: '', sender: '' },
      { ...clients[2], helo: '', sender: '' },
    ]);
  });

  it('says that there is no client to copy', async () => {
    const screen = await exploreZone(zone, 'example.com');
    await screen.press(':', ...'copy-clients', 'enter');
    expect(screen.copied).toEqual([]);
    expect(footerOf(screen)).toMatch(/no client/);
  });
});
