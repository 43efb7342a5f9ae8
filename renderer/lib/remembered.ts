/**
 * Small things that this device remembers about its screen (sizes, folded columns, theme at start): never content,
 * never answers. Storage that is full or forbidden is as good as empty.
 */
import { useCallback, useState } from 'react';

export function readRemembered<T>(key: string, parse: (value: unknown) => T | null): T | null {
  try {
    const text = localStorage.getItem(`assay.${key}`);
    return text === null ? null : parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(`assay.${key}`, JSON.stringify(value));
  } catch {
    // Nothing is lost but a size or a fold.
  }
}

/** State that survives a reload. */
export function useRemembered<T>(
  key: string,
  initial: T,
  parse: (value: unknown) => T | null,
): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => readRemembered(key, parse) ?? initial);
  const set = useCallback(
    (next: T) => {
      setValue(next);
      remember(key, next);
    },
    [key],
  );
  return [value, set];
}
