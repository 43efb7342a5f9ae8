/**
 * The address of a figure as the key of its mark, so that a pressed mark leads to how it was computed. Invariant: a key
 * read back is the same address; what is no address is null.
 */
import type { FigureRef } from '../contract/report-ref.ts';
import { figureRef } from '../contract/report-ref.ts';

export function keyOfRef(ref: FigureRef): string {
  return JSON.stringify(ref);
}

export function refOfKey(key: string): FigureRef | null {
  try {
    return figureRef.safeParse(JSON.parse(key)).data ?? null;
  } catch {
    return null;
  }
}
