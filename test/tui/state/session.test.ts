import { describe, expect, it } from 'vitest';
import { emptyLog } from '../../../src/exploration/dns-log.ts';
import { noEdits } from '../../../src/exploration/edits.ts';
import type { Exploration } from '../../../src/exploration/exploration.ts';
import type { ExplorationEvent } from '../../../src/exploration/reduce-exploration.ts';
import type { ExplorationRun } from '../../../src/exploration/run-exploration.ts';
import { createSession, type ScreenSource } from '../../../src/tui/state/session.ts';
import { answerOf } from '../../helpers/manual-resolver.ts';
import { requestFrom } from '../../helpers/walk-zone.ts';

const question = { name: 'example.com', type: 'TXT' as const };
const logged = (number: number): ExplorationEvent => ({
  kind: 'logged',
  events: [{ kind: 'asked', number, question, atMs: 0 }],
});

/** A session whose runs do only what the test tells them. */
const stage = () => {
  const runs: { label: string; dispatch: (event: ExplorationEvent) => void; calls: string[] }[] = [];
  const source = (label: string): ScreenSource => ({
    label,
    hasIncidents: false,
    start: (dispatch) => {
      const calls: string[] = [];
      runs.push({ label, dispatch, calls });
      const run: ExplorationRun = {
        explore: async (domain, request, { sides = [], edits = noEdits } = {}) => {
          calls.push(
            `explore ${domain} ${request === undefined ? 'nobody' : 'client'} ${sides.length} ${edits.size}`,
          );
        },
        requery: async () => void calls.push('requery'),
        goOn: async () => void calls.push('goOn'),
        resolve: async (asked) => answerOf(asked),
        stop: () => void calls.push('stop'),
      };
      return run;
    },
  });
  const delayed = new Map<() => void, number>();
  const frames: (() => void)[] = [];
  const taken: Exploration[] = [];
  const first = source('live');
  const session = createSession({
    source: first,
    now: () => 0,
    delay: (callback, ms) => {
      // A function of its own: the same callback may wait twice.
      const own = (): void => callback();
      delayed.set(own, ms);
      return () => delayed.delete(own);
    },
    afterFrame: (callback) => frames.push(callback),
    onTakenIn: (_, now) => taken.push(now),
  });
  const open = (domain: string, from = first, keepsAnswers = false): void =>
    session.open(domain, { sides: [] }, noEdits, from, keepsAnswers);
  const pass = (ms: number): void => {
    for (const [callback, wait] of [...delayed])
      if (wait <= ms && delayed.has(callback)) {
        delayed.delete(callback);
        callback();
      }
  };
  const at = (index: number) => {
    const run = runs[index];
    if (run === undefined) throw new Error(`only ${runs.length} runs`);
    return run;
  };
  return { session, runs, at, open, source, first, frames, taken, pass, delayed };
};

describe('a session', () => {
  it('explores once the frame is drawn', () => {
    const { session, open, at, frames } = stage();
    open('example.com');
    expect(session.exploration().domain).toBe('example.com');
    expect(at(0).calls).toEqual([]);
    for (const frame of frames) frame();
    expect(at(0).calls).toEqual(['explore example.com nobody 0 0']);
  });

  it('takes a burst in when it is over, or has lasted', () => {
    const { session, open, at, pass, taken } = stage();
    open('example.com');
    const before = taken.length;
    for (let number = 1; number <= 3; number++) at(0).dispatch(logged(number));
    expect(session.exploration().log).toEqual(emptyLog);
    pass(12);
    expect(session.exploration().log.entries).toHaveLength(3);
    expect(taken).toHaveLength(before + 1);
    at(0).dispatch(logged(4));
    pass(60);
    expect(session.exploration().log.entries).toHaveLength(4);
    expect(taken).toHaveLength(before + 2);
    pass(60);
    expect(taken).toHaveLength(before + 2);
  });

  it('has never more than two callbacks out, however long a burst is', () => {
    const { open, at, delayed } = stage();
    open('example.com');
    for (let number = 1; number <= 500; number++) at(0).dispatch(logged(number));
    expect(delayed.size).toBe(2);
  });

  it('hears no more of a run that another one replaced', () => {
    const { session, open, at, pass, runs } = stage();
    open('example.com');
    at(0).dispatch(logged(1));
    open('b.example');
    expect(runs).toHaveLength(2);
    expect(at(0).calls).toContain('stop');
    at(0).dispatch(logged(2));
    pass(60);
    expect(session.exploration().domain).toBe('b.example');
    expect(session.exploration().log).toEqual(emptyLog);
    at(1).dispatch(logged(1));
    pass(60);
    expect(session.exploration().log.entries).toHaveLength(1);
  });

  it('keeps the run, its answers and its log for another identity, but not over another source', () => {
    const { session, open, at, pass, runs, first, source } = stage();
    open('example.com');
    at(0).dispatch(logged(1));
    // Not taken in yet: the log has it all the same.
    open('mail.example', first, true);
    expect(runs).toHaveLength(1);
    expect(session.exploration().domain).toBe('mail.example');
    expect(session.exploration().log.entries).toHaveLength(1);
    open('b.example', source('demo'), true);
    expect(runs.map(({ label }) => label)).toEqual(['live', 'demo']);
    expect(session.source().label).toBe('demo');
    expect(session.exploration().log).toEqual(emptyLog);
    pass(60);
    expect(at(0).calls).toEqual(['stop']);
  });

  it('hands on what is checked', () => {
    const { session, open, at, frames } = stage();
    open('example.com');
    for (const frame of frames) frame();
    const request = requestFrom('192.0.2.1');
    const edits = new Map([['example.com', { text: '', removed: [] }]]);
    session.recheck({ request, sides: [{ key: 'one', request }] }, edits);
    session.requery();
    session.goOn();
    session.stop();
    expect(at(0).calls.slice(1)).toEqual(['explore example.com client 1 1', 'requery', 'goOn', 'stop']);
  });

  it('does nothing before anything is explored', async () => {
    const { session, runs, taken } = stage();
    session.recheck({ sides: [] }, noEdits);
    session.requery();
    session.goOn();
    session.stop();
    await expect(session.resolve(question)).rejects.toThrow('nothing is explored yet');
    expect(runs).toEqual([]);
    expect(taken).toEqual([]);
    expect(session.exploration().domain).toBe('');
  });

  it('asks the run for further answers', async () => {
    const { session, open } = stage();
    open('example.com');
    expect(await session.resolve(question)).toEqual(answerOf(question));
  });
});
