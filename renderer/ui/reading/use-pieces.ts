/**
 * How many pieces of a long text are shown: the first with the item itself, the others one by one after the paint, so
 * that the longest output holds up no key.
 */
import { startTransition, useEffect, useState } from 'react';

const NEXT_AFTER_MS = 20;

/** `of` is the text: another one starts with its first piece again. */
export function useShownPieces(of: string, total: number): number {
  const [held, setHeld] = useState({ of, count: 1 });
  const count = Math.min(total, held.of === of ? held.count : 1);
  useEffect(() => {
    if (count >= total) return undefined;
    const timer = setTimeout(() => startTransition(() => setHeld({ of, count: count + 1 })), NEXT_AFTER_MS);
    return () => clearTimeout(timer);
  }, [of, count, total]);
  return count;
}
