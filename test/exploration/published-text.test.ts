import { describe, expect, it } from 'vitest';
import { type Edits, noEdits } from '../../src/exploration/edits.ts';
import type { Exploration } from '../../src/exploration/exploration.ts';
import { currentText, publishedText, textWithEdits } from '../../src/exploration/published-text.ts';
import { startExploration } from '../../src/exploration/reduce-exploration.ts';
import { memoryResolver } from '../helpers/memory-resolver.ts';
import type { MemoryZone } from '../helpers/memory-zone.ts';
import { walkOver } from '../helpers/walk-zone.ts';

const zone: MemoryZone = {
  'example.com': `v=spf1 ${['One', 'none', 'many', 'slow'].map((name) => `include:${name}.example`).join(' ')} -all`,
  'one.example': { TXT: [['v=spf1 ip4:192.0', '.2.1 -all'], 'other'] },
  'none.example': { TXT: ['other'] },
  'many.example': { TXT: ['v=spf1 -all', 'v=spf1 +all'] },
  'slow.example': 'timeout',
};

const explorationOf = async (some: MemoryZone, edits: Edits = noEdits): Promise<Exploration> => {
  const { policy } = await walkOver(memoryResolver(some));
  return { ...startExploration('example.com', undefined, 0), policy, edits };
};

const edits: Edits = new Map([['one.example', { text: 'v=spf1 +all', removed: [] }]]);

/** With an edit on, and the same without it beside. */
const edited = async (): Promise<Exploration> => ({
  ...(await explorationOf({ ...zone, 'one.example': 'v=spf1 +all' }, edits)),
  published: await explorationOf(zone),
});

describe('the text that is published', () => {
  it.each([
    ['of one record, its strings joined', 'one.example', 'v=spf1 ip4:192.0.2.1 -all'],
    ['in any case of letters', 'ONE.example', 'v=spf1 ip4:192.0.2.1 -all'],
    ['of none is empty', 'none.example', ''],
    ['of several is not one', 'many.example', undefined],
    ['of one that could not be read is not known', 'slow.example', undefined],
    ['of a domain outside of the policy is not known', 'absent.example', undefined],
  ])('%s', async (_, domain, expected) => {
    expect(publishedText(await explorationOf(zone), domain)).toBe(expected);
    expect(publishedText(await edited(), domain)).toBe(expected);
  });

  it('is not known of an edited domain as long as what is published is not read', async () => {
    const { published: _, ...alone } = await edited();
    expect(publishedText(alone, 'one.example')).toBeUndefined();
    expect(publishedText(alone, 'none.example')).toBe('');
  });
});

describe('the text that is checked', () => {
  it('is the edited one, or else the published one', async () => {
    expect(currentText(await edited(), 'One.Example')).toBe('v=spf1 +all');
    expect(currentText(await edited(), 'none.example')).toBe('');
    expect(currentText(await explorationOf(zone), 'one.example')).toBe('v=spf1 ip4:192.0.2.1 -all');
  });

  it('may be asked for with other edits than those on the screen', async () => {
    expect(textWithEdits(await edited(), noEdits, 'one.example')).toBe('v=spf1 ip4:192.0.2.1 -all');
    expect(textWithEdits(await explorationOf(zone), edits, 'one.example')).toBe('v=spf1 +all');
  });
});
