import { expect, it } from 'vitest';
import {
  foldables,
  foldedAtFirst,
  readingModeOf,
  startWidths,
  widthClassOf,
  widthClasses,
  withFold,
} from './layout-rules.ts';
import type { Foldable } from './layout-rules.ts';

const nothing = (): boolean => false;

it('puts every width into one class, zoomed windows into the small ones', () => {
  expect(widthClassOf(320)).toBe('stacked');
  expect(widthClassOf(640)).toBe('small');
  expect(widthClassOf(1024)).toBe('narrow');
  expect(widthClassOf(1280)).toBe('medium');
  expect(widthClassOf(1920)).toBe('wide');
  expect(widthClassOf(3840)).toBe('vast');
});

it('leaves room to read beside queue and scorecard in every class', () => {
  for (const { name, from } of widthClasses.filter((one) => one.from >= 760)) {
    const { queue, scorecard } = startWidths(name);
    const rail = 56;
    const taken = foldedAtFirst(name).includes('queue') ? 40 + scorecard : queue + scorecard;
    expect(from - rail - taken, name).toBeGreaterThanOrEqual(340);
  }
});

it('stands columns side by side only where each can be read', () => {
  expect(readingModeOf(1000, nothing)).toBe('three');
  expect(readingModeOf(660, nothing)).toBe('two');
  expect(readingModeOf(290, nothing)).toBe('one');
  expect(readingModeOf(660, (id) => id === 'prompt')).toBe('three');
  expect(readingModeOf(290, () => true)).toBe('one');
});

it('folds and opens one without touching the others, and never the output', () => {
  let folded: readonly Foldable[] = [];
  for (const id of foldables) folded = withFold(folded, id, true);
  expect(folded).toEqual(foldables);
  expect(folded).not.toContain('output');
  expect(withFold(folded, 'context', false)).toEqual(['queue', 'prompt', 'scorecard']);
  expect(withFold(withFold(folded, 'queue', true), 'queue', true)).toEqual(foldables);
});
