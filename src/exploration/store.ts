/** A value that changes by events, and those who want to know. */
export type Store<State, Event> = Readonly<{
  getState: () => State;
  dispatch: (event: Event) => void;
  /** Gives the function that ends the subscription. */
  subscribe: (listener: () => void) => () => void;
}>;

/** A store whose listeners hear once of all the events up to the moment that `later` calls back. */
export const createStore = <State, Event>(
  reduce: (state: State, event: Event) => State,
  initial: State,
  later: (callback: () => void) => void,
): Store<State, Event> => {
  let state = initial;
  let isNotifying = false;
  const listeners = new Set<() => void>();
  return {
    getState: () => state,
    dispatch: (event) => {
      state = reduce(state, event);
      if (isNotifying) return;
      isNotifying = true;
      later(() => {
        isNotifying = false;
        for (const listener of listeners) listener();
      });
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
