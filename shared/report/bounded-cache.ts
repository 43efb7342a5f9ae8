/** A map that stays within a bound by forgetting what was not asked for longest. The last thing put in always stays. */
export interface BoundedCache<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): V;
}

/** @param sizeOf what a value counts against `most`; one each when left out */
export function createBoundedCache<K, V>(
  most: number,
  sizeOf: (value: V) => number = () => 1,
): BoundedCache<K, V> {
  const held = new Map<K, V>();
  let size = 0;
  const remove = (key: K): void => {
    const value = held.get(key);
    if (value === undefined) return;
    held.delete(key);
    size -= sizeOf(value);
  };
  return {
    get: (key) => {
      const value = held.get(key);
      if (value === undefined) return undefined;
      // Back to the end, where the newest are.
      held.delete(key);
      held.set(key, value);
      return value;
    },
    set: (key, value) => {
      remove(key);
      held.set(key, value);
      size += sizeOf(value);
      for (const oldest of held.keys()) {
        if (size <= most || oldest === key) break;
        remove(oldest);
      }
      return value;
    },
  };
}
