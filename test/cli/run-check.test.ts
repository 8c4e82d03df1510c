import { describe, expect, test } from 'vitest';
import { runCheck } from '../../src/cli/run-check.ts';
import { checkJson } from '../../src/report/json-report.ts';
import { manualResolver, settle } from '../helpers/manual-resolver.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import { requestFrom } from '../helpers/walk-zone.ts';

const now = () => 0;

const text = (name: string, record: string) => ({
  records: [{ type: 'TXT', name, ttlSeconds: 1, strings: [record] } as const],
});

describe('a check behind its walk', () => {
  test('asks each question once, and keeps the answers at hand', async () => {
    const servers = memoryResolver({
      'example.com': 'v=spf1 include:a.example -all',
      'a.example': 'v=spf1 -all',
    });
    const { evaluation, resolver } = await runCheck(requestFrom('192.0.2.1'), servers, now);
    expect(evaluation.result).toBe('fail');
    await resolver.resolve({ name: 'a.example', type: 'TXT' });
    expect([...servers.asked].sort()).toEqual(['TXT a.example', 'TXT example.com']);
  });

  test('has its branches asked side by side', async () => {
    const servers = manualResolver();
    const checked = runCheck(requestFrom('192.0.2.1'), servers, now);
    await settle();
    await servers
      .at(0)
      .answer(text('example.com', 'v=spf1 include:a.example include:b.example a:c.example -all'));
    expect(servers.asked().slice(1).sort()).toEqual(['A c.example', 'TXT a.example', 'TXT b.example']);
    for (const open of servers.questions.slice(1)) await open.answer(text(open.question.name, 'v=spf1 -all'));
    await checked;
  });

  test('does not wait for what it does not need, and ends it', async () => {
    const servers = manualResolver();
    const checked = runCheck(requestFrom('192.0.2.1'), servers, now);
    await settle();
    await servers.at(0).answer(text('example.com', 'v=spf1 +ip4:192.0.2.1 include:slow.example -all'));
    const { evaluation, asked } = await checked;
    expect(evaluation.result).toBe('pass');
    await settle();
    expect(asked.map(({ question, answer }) => [question.name, answer?.outcome])).toEqual([
      ['example.com', 'records'],
      ['slow.example', undefined],
    ]);
    expect(checkJson(evaluation, 0, asked)).toMatchObject({
      answers: [{ question: { name: 'example.com' } }],
      askedAhead: [{ question: { name: 'slow.example', type: 'TXT' }, outcome: null, attempts: [] }],
    });
    expect(servers.asked()).toEqual(['TXT example.com', 'TXT slow.example']);
    expect(servers.at(1).isAborted()).toBe(true);
  });

  test('asks nothing about a domain that cannot be checked', async () => {
    const servers = manualResolver();
    const { evaluation } = await runCheck(requestFrom('192.0.2.1', { domain: 'localhost' }), servers, now);
    expect(evaluation.result).toBe('none');
    expect(servers.asked()).toEqual([]);
  });

  test('rejects with a fault of the program, once', async () => {
    const broken = new Error('a fault of the resolver');
    const unhandled: unknown[] = [];
    const onUnhandled = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', onUnhandled);
    await expect(
      runCheck(requestFrom('192.0.2.1'), { resolve: () => Promise.reject(broken) }, now),
    ).rejects.toBe(broken);
    const answers = manualResolver();
    let asked = 0;
    const breaksLater = runCheck(
      requestFrom('192.0.2.1'),
      {
        resolve: (question, signal) =>
          asked++ === 0 ? answers.resolve(question, signal) : Promise.reject(broken),
      },
      now,
    );
    const outcome = expect(breaksLater).rejects.toBe(broken);
    await settle();
    await answers.at(0).answer(text('example.com', 'v=spf1 include:a.example -all'));
    await outcome;
    await settle();
    process.off('unhandledRejection', onUnhandled);
    expect(unhandled).toEqual([]);
  });
});
