/**
 * Small things that this device remembers about its screen (sizes, folded columns, theme at start): never content,
 * never answers. Storage that is full or forbidden is as good as empty. In a group, each person has their own; only the
 * theme at start is the computer's, because it is needed before anybody has said who they are.
 */
import { useCallback, useState } from 'react';
import { profilePrefix } from './shown-profile.ts';

const nameOf = (key: string): string => `assay.${key === 'theme' ? '' : profilePrefix()}${key}`;

export function readRemembered<T>(key: string, parse: (value: unknown) => T | null): T | null {
  try {
    const text = localStorage.getItem(nameOf(key));
    return text === null ? null : parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(nameOf(key), JSON.stringify(value));
  } catch {
    // Nothing is lost but a size or a fold.
  }
}

/** Id of the audit that was worked on last; it may be gone by now. */
export const lastAudit = (): string | null =>
  readRemembered('last-audit', (value) => (typeof value === 'string' ? value : null));

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
