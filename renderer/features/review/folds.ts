/**
 * What is folded on the bench and how wide its parts are, by the width of the window: what a person folds on a laptop
 * stays open on their large screen. Remembered on this device; knows no element.
 */
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { readRemembered, remember } from '../../lib/remembered.ts';
import { foldables, foldedAtFirst, widthClassOf, widthClasses, withFold } from './layout-rules.ts';
import type { Foldable, WidthClass } from './layout-rules.ts';

const FOLDS = 'review-folds';
const SIZES = 'review-sizes';

const folds = z.record(z.string(), z.array(z.enum(foldables)));
const sizes = z.record(z.string(), z.string());

let foldedByClass = readRemembered(FOLDS, (value) => folds.safeParse(value).data ?? null) ?? {};
let sizeByPlace = readRemembered(SIZES, (value) => sizes.safeParse(value).data ?? null) ?? {};
const listeners = new Set<() => void>();

const currentClass = (): WidthClass => widthClassOf(window.innerWidth);
const currentFolds = (): readonly Foldable[] =>
  foldedByClass[currentClass()] ?? foldedAtFirst(currentClass());

function subscribe(listener: () => void): () => void {
  const queries = widthClasses.map(({ from }) => window.matchMedia(`(min-width: ${from}px)`));
  listeners.add(listener);
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    for (const query of queries) query.removeEventListener('change', listener);
  };
}

export function isFolded(id: Foldable): boolean {
  return currentFolds().includes(id);
}

/** Folds or opens one of them, now and from now on in windows of this class. */
export function setFolded(id: Foldable, next: boolean): void {
  if (isFolded(id) === next) return;
  foldedByClass = { ...foldedByClass, [currentClass()]: [...withFold(currentFolds(), id, next)] };
  remember(FOLDS, foldedByClass);
  for (const listener of listeners) listener();
}

export function useFolded(id: Foldable): boolean {
  return useSyncExternalStore(subscribe, () => isFolded(id));
}

export function useWidthClass(): WidthClass {
  return useSyncExternalStore(subscribe, currentClass);
}

/** The size that a person gave a part in windows of this class (`320px`, `27%`), or null. */
export function findSize(part: string): string | null {
  return sizeByPlace[`${currentClass()} ${part}`] ?? null;
}

export function rememberSize(part: string, size: string): void {
  sizeByPlace = { ...sizeByPlace, [`${currentClass()} ${part}`]: size };
  remember(SIZES, sizeByPlace);
}
