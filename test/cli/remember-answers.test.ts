import { expect, test } from 'vitest';
import { rememberAnswers } from '../../src/cli/remember-answers.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';

test('an answer is asked for once, trouble each time', async () => {
  const below = memoryResolver({ 'a.test': 'x', 'b.test': 'timeout' });
  const resolver = rememberAnswers(below);
  for (const name of ['a.test', 'A.test', 'b.test', 'b.test'])
    expect((await resolver.resolve({ name, type: 'TXT' })).question.name).toBe(name);
  expect(below.asked).toEqual(['TXT a.test', 'TXT b.test', 'TXT b.test']);
});
