import { describe, expect, it } from 'vitest';
import type { ClassMapping, Publication } from '../domain/taxonomy-change.ts';
import { composedMapping, mappingOfOptions } from './composed-mapping.ts';

const ref = (version: number) => ({ id: 'classes', version });
const step = (from: number, mapping: ClassMapping[]) => ({
  taxonomy: ref(from + 1) as Publication['taxonomy'],
  from: ref(from),
  mapping,
});
const certain = (from: string, to: string): ClassMapping => ({ kind: 'certain', from, to });
const relabel = (from: string, ...among: string[]): ClassMapping => ({ kind: 'relabel', from, among });

describe('a mapping over several publications', () => {
  const steps = [
    step(1, [certain('none', 'none'), relabel('factual', 'wrong', 'outdated')]),
    step(2, [certain('none', 'clean'), certain('wrong', 'error'), relabel('outdated', 'error', 'clean')]),
  ];

  it('is certain only where every step is, and may lead to all that a step on the way leads to', () => {
    expect(composedMapping(steps, ref(1), ref(3))).toEqual([
      certain('none', 'clean'),
      relabel('factual', 'error', 'clean'),
    ]);
    expect(composedMapping(steps, ref(2), ref(3))).toEqual(steps[1]!.mapping);
  });

  it('is not there between versions that no publication joins, or that are the same', () => {
    expect(composedMapping(steps, ref(3), ref(1))).toBeNull();
    expect(composedMapping(steps, ref(1), ref(4))).toBeNull();
    expect(composedMapping(steps, ref(1), ref(1))).toBeNull();
    expect(composedMapping([steps[1]!], ref(1), ref(3))).toBeNull();
  });

  it('keeps an option that is no class where it is still offered, and has it judged anew where not', () => {
    const mapping = mappingOfOptions(
      [certain('none', 'clean')],
      ['none', 'unsure', 'gone'],
      ['clean', 'unsure'],
    );
    expect(mapping).toEqual([
      certain('none', 'clean'),
      certain('unsure', 'unsure'),
      relabel('gone', 'clean', 'unsure'),
    ]);
  });
});
