import { describe, expect, test } from 'vitest';
import { createAnswerCache } from '../../src/dns/answer-cache.ts';
import { proveFix } from '../../src/exploration/prove-fix.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { requestFrom } from '../helpers/walk-zone.ts';

const prove = async (zone: MemoryZone, ip = '192.0.2.1') => {
  const servers = memoryResolver(zone);
  const { live } = createAnswerCache(servers);
  const evaluation = await checkHost(requestFrom(ip), live);
  return { evaluation, fix: await proveFix(evaluation, live), asked: servers.asked };
};

describe('a record with a slip of the pen', () => {
  test.each<[what: string, record: string, ip: string, mended: string, result: string]>([
    [
      'a missing space',
      'v=spf1 ip4:72.11.154.128/25-all',
      '72.11.154.232',
      'v=spf1 ip4:72.11.154.128/25 -all',
      'pass',
    ],
    [
      'a missing space, a stranger',
      'v=spf1 ip4:72.11.154.128/25-all',
      '192.0.2.1',
      'v=spf1 ip4:72.11.154.128/25 -all',
      'fail',
    ],
    ['ipv4 for ip4', 'v=spf1 ipv4:192.0.2.1 ~all', '192.0.2.1', 'v=spf1 ip4:192.0.2.1 ~all', 'pass'],
    [
      'two slips',
      'v=spf1 ipv4:192.0.2.1 inclde:b.example ?all',
      '192.0.2.9',
      'v=spf1 ip4:192.0.2.1 include:b.example ?all',
      'neutral',
    ],
    [
      'the same slip many times',
      'v=spf1 ipv4:192.0.2.3 ipv4:192.0.2.2 ipv4:192.0.2.1/32-all',
      '192.0.2.1',
      'v=spf1 ip4:192.0.2.3 ip4:192.0.2.2 ip4:192.0.2.1/32 -all',
      'pass',
    ],
    [
      'commas',
      'v=spf1 ip4:192.0.2.2,ip4:192.0.2.1,-all',
      '192.0.2.1',
      'v=spf1 ip4:192.0.2.2 ip4:192.0.2.1 -all',
      'pass',
    ],
    [
      'a modifier with a colon',
      'v=spf1 redirect:b.example',
      '192.0.2.1',
      'v=spf1 redirect=b.example',
      'softfail',
    ],
  ])('is mended, and the check of the same client repeated: %s', async (_, record, ip, mended, result) => {
    const { evaluation, fix } = await prove({ 'example.com': record, 'b.example': 'v=spf1 ~all' }, ip);
    expect(evaluation.result).toBe('permerror');
    expect(fix).toMatchObject({ domain: 'example.com', record: mended, evaluation: { result } });
    expect(fix?.evaluation.request).toBe(evaluation.request);
    expect(fix?.diagnostic).toBe(
      evaluation.cause.kind === 'syntax-error' ? evaluation.cause.diagnostic : undefined,
    );
  });
});

test('the fix of an included record is proven from the root on', async () => {
  const { fix } = await prove({
    'example.com': 'v=spf1 include:B.example -all',
    'b.example': 'v=spf1 ipv4:192.0.2.1 -all',
  });
  expect(fix).toMatchObject({ record: 'v=spf1 ip4:192.0.2.1 -all', evaluation: { result: 'pass' } });
  expect(fix?.evaluation.cause).toMatchObject({ kind: 'match', path: '0', domain: 'example.com' });
});

test('a record in several strings is mended as one text', async () => {
  const { fix } = await prove({ 'example.com': { TXT: [['v=spf1 ip4:192.0.2.0/2', '4-all']] } });
  expect(fix).toMatchObject({ record: 'v=spf1 ip4:192.0.2.0/24 -all', evaluation: { result: 'pass' } });
});

test('the other texts at the name stay out of it, and no question is asked twice', async () => {
  const { fix, asked } = await prove({
    'example.com': { TXT: ['v=spf1 a ipv4:192.0.2.1 -all', 'some-verification=1'], A: ['192.0.2.7'] },
  });
  expect(fix?.evaluation.result).toBe('pass');
  expect(asked).toEqual(['TXT example.com', 'A example.com']);
});

describe('there is no fix', () => {
  test.each<[what: string, zone: MemoryZone]>([
    ['for a slip that none explains', { 'example.com': 'v=spf1 ip4:192.0.2.0/33 -all' }],
    ['for two redirects', { 'example.com': 'v=spf1 redirect=a.example redirect=b.example' }],
    ['where one of two slips has none', { 'example.com': 'v=spf1 ipv4:192.0.2.1 ip4:300.1.1.1 -all' }],
    ['for a pass', { 'example.com': 'v=spf1 +all' }],
    ['for a fail', { 'example.com': 'v=spf1 -all' }],
    ['for two records', { 'example.com': { TXT: ['v=spf1 -all', 'v=spf1 ~all'] } }],
    ['for too many lookups', { 'example.com': 'v=spf1 include:example.com -all' }],
    ['for no record', { 'example.com': {} }],
    ['for DNS trouble', { 'example.com': 'timeout' }],
    [
      'for a record with a slip that no check reaches',
      { 'example.com': 'v=spf1 +all', 'b.example': 'v=spf1 ipv4:1' },
    ],
  ])('%s', async (_, zone) => {
    expect((await prove(zone)).fix).toBeUndefined();
  });
});

test('a fix that leads into another error says so', async () => {
  const { fix } = await prove({
    'example.com': 'v=spf1 inclde:b.example -all',
    'b.example': 'v=spf1 ip4:1 -all',
  });
  expect(fix).toMatchObject({ record: 'v=spf1 include:b.example -all', evaluation: { result: 'permerror' } });
});

test('a proof ends with the signal’s reason', async () => {
  const resolver = memoryResolver({ 'example.com': 'v=spf1 inclde:b.example -all' });
  const evaluation = await checkHost(requestFrom('192.0.2.1'), resolver);
  const reason = new Error('another run took its place');
  await expect(proveFix(evaluation, resolver, AbortSignal.abort(reason))).rejects.toBe(reason);
});
