/**
 * What a figure is made of: rectangles, lines, texts, paths and circles at fixed places, with named paints. The screen
 * draws a scene as React SVG, a file draws it with `sceneToSvg`; both look the same. Must not know the DOM, a theme or
 * what the figure means. Invariant: what colour says, a shape or a word in the same scene says too.
 */

/** Names of colours; a palette gives each its value. */
export const paints = [
  'surface',
  'sunk',
  'line',
  'lineStrong',
  'ink',
  'ink2',
  'ink3',
  'accent',
  'good',
  'warn',
  'bad',
  'quiet',
  'heat',
] as const;
export type Paint = (typeof paints)[number];

/** Tone of a figure against what it is held against; each has a shape of its own (see `shapes.ts`). */
export type Tone = 'good' | 'bad' | 'warn' | 'accent' | 'quiet';

export interface Rect {
  kind: 'rect';
  x: number;
  y: number;
  width: number;
  height: number;
  radius?: number;
  fill: Paint;
  opacity?: number;
  stroke?: Paint;
}

export interface Line {
  kind: 'line';
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  stroke: Paint;
  width?: number;
  isDashed?: boolean;
}

export interface Text {
  kind: 'text';
  x: number;
  /** Of the baseline. */
  y: number;
  text: string;
  size: number;
  fill: Paint;
  weight?: 400 | 560 | 620;
  anchor?: 'start' | 'middle' | 'end';
}

export interface Path {
  kind: 'path';
  d: string;
  fill?: Paint;
  opacity?: number;
  stroke?: Paint;
  width?: number;
}

export interface Circle {
  kind: 'circle';
  x: number;
  y: number;
  radius: number;
  fill: Paint;
  stroke?: Paint;
  width?: number;
}

/** Marks that belong together and can be pointed at. */
export interface Group {
  kind: 'group';
  /** What the figure's owner knows the group by. */
  key: string;
  /** All that the group says, as one sentence. */
  label: string;
  /** Where it can be pressed. */
  hit: { x: number; y: number; width: number; height: number };
  marks: readonly Mark[];
}

export type Mark = Rect | Line | Text | Path | Circle | Group;

export interface Scene {
  /** Both in CSS pixels. */
  width: number;
  height: number;
  title: string;
  /** What the figure shows, in sentences, for those who cannot see it. */
  description: string;
  marks: readonly Mark[];
}

/** Two digits after the point are finer than any screen. */
export function tidy(value: number): number {
  return Math.round(value * 100) / 100;
}
