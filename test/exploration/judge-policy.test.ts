import { expect, test } from 'vitest';
import { judgePolicy } from '../../src/exploration/judge-policy.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import { requestFrom } from '../helpers/walk-zone.ts';

const zone = {
  'example.com': 'v=spf1 include:%{i}.e.example a:h.example -all',
  '192.0.2.9.e.example': `v=spf1 ${'a:h.example '.repeat(10)}-all`,
  '192.0.2.10.e.example': 'v=spf1 -all',
  'h.example': { A: ['8.8.8.8'], AAAA: ['2606:4700::8'] },
};

const codesFor = async (ip: string): Promise<string[]> => {
  const { problems } = await judgePolicy({
    root: 'example.com',
    resolver: memoryResolver(zone),
    requests: [requestFrom(ip)],
  });
  return problems.map(({ code }) => code);
};

test('what a client alone is led to counts, though the walk had none', async () => {
  expect(await codesFor('192.0.2.9')).toContain('lookups-depend-on-client');
  expect(await codesFor('192.0.2.10')).not.toContain('lookups-depend-on-client');
});

test('servers are asked by themselves only where rules may ask at all', async () => {
  const servers = ['v=spf1 mx -all', 'v=spf1 a -all'].map((text) => memoryResolver({ 'example.com': text }));
  const subject = { root: 'example.com', resolver: memoryResolver(zone), servers };
  expect((await judgePolicy(subject)).byServer.size).toBe(0);
  expect(servers.map(({ asked }) => asked)).toEqual([[], []]);
  const { byServer } = await judgePolicy({ ...subject, organisationOf: () => 'example.com' });
  expect([...byServer.keys()]).toEqual(['TXT example.com']);
  expect(servers.map(({ asked }) => asked)).toEqual([['TXT example.com'], ['TXT example.com']]);
});
