import { describe, expect, it } from 'vitest';
import type { Comparison, History } from '../../../shared/contract/report.ts';
import { comparisonSteps, historySteps } from './history-words.ts';

const entry = (over: Partial<History[number]> = {}): History[number] =>
  ({ line: null, bridged: null, ...over }) as History[number];
const row = (p: number | null, notes: string[] = []) =>
  ({ p, difference: { notes } }) as Comparison['questions'][number];

describe('how figures over audits came about', () => {
  it('speaks of breaks, relabels and reviews from elsewhere only where there are any', () => {
    const plain = historySteps([entry(), entry()]).join(' ');
    expect(plain).not.toMatch(/broken|double sampling|simulated/);
    const line = { isBroken: true } as History[number]['line'];
    const bridged = { version: 2 } as History[number]['bridged'];
    const told = historySteps([
      entry({ line, bridged, origin: { reviews: 9, imported: 9, simulated: 0 } }),
    ]).join(' ');
    expect(told).toMatch(/broken.*double sampling.*simulated/);
  });

  it('counts the tests that q-values are over, and tells every remark on a difference once', () => {
    const note = 'the rate of “before” is what a relabel says';
    const steps = comparisonSteps({
      questions: [row(0.2, [note]), row(null, [note]), row(0.01)],
    } as Comparison);
    expect(steps.join(' ').replaceAll('\u00a0', ' ')).toContain('over the 2 questions');
    expect(steps.filter((one) => one.includes('what a relabel says'))).toHaveLength(1);
  });
});
