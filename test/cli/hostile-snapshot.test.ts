import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DnsAnswer, DnsQuestion } from '../../src/dns/resolver.ts';
import { formatSnapshot } from '../../src/dns/snapshot-text.ts';
import { runWords } from '../helpers/fake-terminal.ts';
import { findUnsafe } from '../helpers/hostile-text.ts';
import { randomAnswer } from '../helpers/random-answer.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const record: DnsAnswer = {
  question: { name: 'a.test', type: 'TXT' },
  outcome: 'records',
  records: [
    {
      type: 'TXT',
      name: 'a.test',
      ttlSeconds: 0,
      strings: ['v=spf1 a mx ptr exists:x.test include:b.test ~all'],
    },
  ],
  aliases: [],
  origin: { kind: 'zone', file: 'z' },
  askedAtMs: 0,
  elapsedMs: 0,
  attempts: [],
};

/** What the record asks for a client, and what answers to it may ask. */
const questions: readonly DnsQuestion[] = [
  { name: 'a.test', type: 'A' },
  { name: 'a.test', type: 'AAAA' },
  { name: 'a.test', type: 'MX' },
  { name: '1.2.0.192.in-addr.arpa', type: 'PTR' },
  { name: 'x.test', type: 'A' },
  { name: 'b.test', type: 'TXT' },
];

describe('a snapshot of somebody else’s', () => {
  test('is shown whatever it holds, and nothing in it reaches the terminal as it is', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 's');
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(...questions.map((question) => randomAnswer.map((answer) => ({ ...answer, question })))),
        fc.string({ unit: 'binary' }),
        fc.constantFrom('tree', 'check', 'explore'),
        async (answers, source, command) => {
          const text = formatSnapshot({ takenAtMs: 0, source, answers: [record, ...answers] });
          await writeFile(path, text ?? '');
          const { code, out, trouble } = await runWords([
            command,
            'a.test',
            '--ip',
            '192.0.2.1',
            '--replay',
            path,
          ]);
          expect(trouble).toBe('');
          expect(code).toBeLessThan(7);
          expect(findUnsafe(out)).toBe(undefined);
          const same = await runWords(['diff', `${path}#a.test`, `${path}#b.test`, '--ip', '192.0.2.1']);
          expect(same.trouble).toBe('');
          expect(findUnsafe(same.out)).toBe(undefined);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(['\x1b[2J', '\u202e', '..', '', 'é\n'])('has a domain of any kind: %j', async (domain) => {
    const folder = await temporaryFolder();
    const path = join(folder, 's');
    await writeFile(
      path,
      formatSnapshot({ takenAtMs: 0, source: '\x1b[2J', domain, answers: [record] }) ?? '',
    );
    const { code, out, trouble } = await runWords(['tree', '--replay', path]);
    expect([6, 64]).toContain(code);
    expect(findUnsafe(out + trouble)).toBe(undefined);
  });
});
