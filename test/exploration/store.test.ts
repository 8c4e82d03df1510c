import { expect, test } from 'vitest';
import { createStore } from '../../src/exploration/store.ts';

const stage = () => {
  const waiting: (() => void)[] = [];
  const store = createStore(
    (state: number, event: number) => state + event,
    0,
    (callback) => waiting.push(callback),
  );
  const tick = () => {
    for (const callback of waiting.splice(0)) callback();
  };
  return { store, tick, waiting };
};

test('the state follows each event at once', () => {
  const { store } = stage();
  store.dispatch(1);
  store.dispatch(2);
  expect(store.getState()).toBe(3);
});

test('the listeners hear once of all the events of a tick, and not before its end', () => {
  const { store, tick } = stage();
  const heard: number[] = [];
  store.subscribe(() => heard.push(store.getState()));
  for (const event of [1, 2, 3]) store.dispatch(event);
  expect(heard).toEqual([]);
  tick();
  expect(heard).toEqual([6]);
  tick();
  expect(heard).toEqual([6]);
  store.dispatch(4);
  tick();
  expect(heard).toEqual([6, 10]);
});

test('an event that a listener dispatches is told in the next tick', () => {
  const { store, tick, waiting } = stage();
  const heard: number[] = [];
  store.subscribe(() => {
    heard.push(store.getState());
    if (store.getState() === 1) store.dispatch(10);
  });
  store.dispatch(1);
  tick();
  expect(waiting).toHaveLength(1);
  tick();
  expect(heard).toEqual([1, 11]);
});

test('who has gone hears nothing more, even of what came before', () => {
  const { store, tick } = stage();
  const heard: string[] = [];
  const leave = store.subscribe(() => heard.push('first'));
  store.subscribe(() => heard.push('second'));
  store.dispatch(1);
  leave();
  tick();
  expect(heard).toEqual(['second']);
});

test('nothing is told of a tick without events', () => {
  const { store, tick, waiting } = stage();
  store.subscribe(() => expect.unreachable());
  tick();
  expect(waiting).toEqual([]);
});
