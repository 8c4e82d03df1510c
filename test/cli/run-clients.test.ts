import { expect, test } from 'vitest';
import type { ClientEntry } from '../../src/cli/expand-clients.ts';
import { outcomeExitCode, runClients } from '../../src/cli/run-clients.ts';
import { createAnswerCache } from '../../src/dns/answer-cache.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';

const entryOf = (domain: string): ClientEntry => ({
  kind: 'client',
  client: { label: domain, ip: '192.0.2.1', helo: '', sender: '' },
  request: {
    ip: { family: 4, octets: [192, 0, 2, 1] },
    domain,
    sender: `postmaster@${domain}`,
    helo: domain,
    receiver: 'unknown',
    timeSeconds: 0,
  },
});

const domains = Array.from({ length: 30 }, (_, index) => `d${index}.test`);

test('clients come in their order, whoever is answered first, and few are asked for at once', async () => {
  const zone = memoryResolver(Object.fromEntries(domains.map((name) => [name, 'v=spf1 -all'])));
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let asked = 0;
  let most = 0;
  let waiting = 0;
  const resolver: Resolver = {
    resolve: async (question, signal) => {
      asked++;
      most = Math.max(most, ++waiting);
      // The first answer comes after all others of the first round.
      if (asked === 8) release();
      if (question.name === 'd0.test') await released;
      waiting--;
      return zone.resolve(question, signal);
    },
  };
  const labels: string[] = [];
  for await (const outcome of runClients(domains.map(entryOf), createAnswerCache(resolver))) {
    labels.push(outcome.client.label);
    expect(outcomeExitCode(outcome)).toBe(1);
  }
  expect(labels).toEqual(domains);
  expect(asked).toBe(domains.length);
  expect(most).toBeLessThanOrEqual(8);
});

test('a fault is thrown once, in its turn', async () => {
  const resolver: Resolver = { resolve: () => Promise.reject(new Error('ours')) };
  const run = async () => {
    for await (const _ of runClients(domains.map(entryOf), createAnswerCache(resolver)));
  };
  await expect(run()).rejects.toThrow('ours');
});
