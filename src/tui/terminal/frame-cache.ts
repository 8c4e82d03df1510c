// Called by Ink, as the build patches it (test/scripts/patch-ink.mjs).

/** Values that one frame or the one before it used; what neither did is forgotten. */
export type FrameCache<Value> = Readonly<{
  /** The value for a key, computed where it is not kept. */
  get: (key: string, compute: () => Value) => Value;
  /** Begins the next frame. */
  nextFrame: () => void;
}>;

/** An empty cache. */
export const createFrameCache = <Value>(): FrameCache<Value> => {
  let fresh = new Map<string, Value>();
  let stale = new Map<string, Value>();
  return {
    get: (key, compute) => {
      const kept = fresh.get(key);
      if (kept !== undefined) return kept;
      const value = stale.get(key) ?? compute();
      fresh.set(key, value);
      return value;
    },
    nextFrame: () => {
      stale = fresh;
      fresh = new Map();
    },
  };
};
