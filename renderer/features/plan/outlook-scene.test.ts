import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mark } from '../../../shared/figures/scene.ts';
import { outlookScene } from './outlook-scene.ts';

const curve = [20, 50, 100, 200, 500, 1000, 2000].map((size) => ({ size, halfWidth: 0.4 / Math.sqrt(size) }));
const figure = { curve, size: 200, halfWidth: 0.0283, target: null, width: 760 };
const textsOf = (marks: readonly Mark[]): string[] =>
  marks.flatMap((one) => (one.kind === 'text' ? [one.text] : []));

describe('the curve of expected margins', () => {
  it('says where the plan stands and, in words, all that it shows', () => {
    const scene = outlookScene(figure);
    expect(textsOf(scene.marks)).toContain('200: ±\u00a02.8 points');
    expect(scene.description).toContain('200\u00a0items: ±\u00a02.8\u00a0points.');
    expect(textsOf(scene.marks)).toEqual(expect.arrayContaining(['20', '100', '1,000', '2,000']));
  });

  it('draws the wanted margin with the size that reaches it, or says that none does', () => {
    const reached = outlookScene({ ...figure, target: { halfWidth: 0.02, size: 400 } });
    expect(textsOf(reached.marks)).toContain('wanted ±\u00a02');
    expect(reached.description).toContain('reached with 400\u00a0items');
    const never = outlookScene({ ...figure, target: { halfWidth: 0.02, size: null } });
    expect(never.description).toContain('no size reaches');
  });

  it('keeps every mark within its frame, for any sizes, margins and widths', () => {
    const share = fc.double({ min: 0, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.option(share)), { maxLength: 20 }),
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.option(share),
        fc.option(fc.record({ halfWidth: share, size: fc.option(fc.integer({ min: 1, max: 1_000_000 })) })),
        fc.integer({ min: 0, max: 1600 }),
        (made, size, halfWidth, target, width) => {
          const sorted = made
            .map(([at, half]) => ({ size: at, halfWidth: half }))
            .toSorted((a, b) => a.size - b.size);
          const scene = outlookScene({ curve: sorted, size, halfWidth, target, width });
          const right = Math.max(120, width - 14);
          for (const mark of scene.marks) {
            const xs = mark.kind === 'line' ? [mark.x1, mark.x2] : 'x' in mark ? [mark.x] : [];
            const ys = mark.kind === 'line' ? [mark.y1, mark.y2] : 'y' in mark ? [mark.y] : [];
            for (const x of xs) expect(x >= 0 && x <= right + 10).toBe(true);
            for (const y of ys) expect(y >= 0 && y <= scene.height).toBe(true);
          }
        },
      ),
    );
  });
});
