/**
 * Owns the shapes that repeat what a tone says, so that nobody needs to see colour: a circle below a limit, a diamond on
 * both sides, a triangle above, a ring where there is too little to tell. Must not know where limits lie.
 */
import type { Mark, Tone } from './scene.ts';
import { tidy } from './scene.ts';

export type Shape = 'circle' | 'diamond' | 'triangle' | 'ring';

const shapeOfTone: Record<Tone, Shape> = {
  good: 'circle',
  accent: 'circle',
  warn: 'diamond',
  bad: 'triangle',
  quiet: 'ring',
};

function polygon(points: readonly (readonly [number, number])[]): string {
  return `${points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${tidy(x)} ${tidy(y)}`).join('')}Z`;
}

/** The point of an estimate, about `size` pixels high, edged so that it stands off its bar. */
export function pointMark(x: number, y: number, tone: Tone, size = 11): Mark {
  const half = size / 2;
  const edge = { stroke: 'surface', width: 1.5 } as const;
  switch (shapeOfTone[tone]) {
    case 'circle':
      return { kind: 'circle', x, y, radius: half, fill: tone, ...edge };
    case 'ring':
      return { kind: 'circle', x, y, radius: half - 1, fill: 'surface', stroke: 'quiet', width: 2 };
    case 'diamond': {
      const far = half * 1.2;
      const d = polygon([
        [x, y - far],
        [x + far, y],
        [x, y + far],
        [x - far, y],
      ]);
      return { kind: 'path', d, fill: tone, ...edge };
    }
    case 'triangle': {
      const far = half * 1.22;
      const d = polygon([
        [x, y - far],
        [x + far, y + half * 0.86],
        [x - far, y + half * 0.86],
      ]);
      return { kind: 'path', d, fill: tone, ...edge };
    }
  }
}
