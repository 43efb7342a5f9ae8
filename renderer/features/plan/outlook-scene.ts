/**
 * The curve of expected margins against sizes, as a scene: where the plan stands, where the wanted margin lies. Must not
 * know the DOM or compute a margin. Invariant: nothing is drawn outside the frame, whatever the sizes.
 */
import { placeOn, scaleShares } from '../../../shared/figures/scale.ts';
import type { IntervalScale } from '../../../shared/figures/scale.ts';
import type { Mark, Scene } from '../../../shared/figures/scene.ts';
import { tidy } from '../../../shared/figures/scene.ts';
import { pointMark } from '../../../shared/figures/shapes.ts';
import { textWidth } from '../../../shared/figures/text-fit.ts';
import { formatMargin } from '../../lib/format-figures.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import type { CurvePoint } from './what-if-sizes.ts';

export interface OutlookFigure {
  curve: readonly CurvePoint[];
  /** Size as typed, with its margin where one is known. */
  size: number;
  halfWidth: number | null;
  target: { halfWidth: number; size: number | null } | null;
  /** CSS pixels. */
  width: number;
}

interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
  from: number;
  to: number;
  scale: IntervalScale;
}

const HEIGHT = 176;
/** Space beside the axis of sizes; a slider beneath keeps to it. */
const AXIS_LEFT = 40;
const AXIS_RIGHT = 14;
const LABEL = 11;

const xOf = ({ left, right, from, to }: Frame, size: number): number => {
  const share = to > from ? Math.log(size / from) / Math.log(to / from) : 0.5;
  return tidy(left + Math.min(1, Math.max(0, share)) * (right - left));
};
const yOf = ({ top, bottom, scale }: Frame, width: number): number =>
  tidy(bottom - Math.min(1, placeOn(scale, width)) * (bottom - top));

const points = (halfWidth: number): string => `±\u00a0${Number((halfWidth * 100).toFixed(1))}`;

/** How far up the axis goes: what is asked about needs the room, not the few items at which nothing is known. */
function highest({ curve, halfWidth, target }: OutlookFigure): number {
  const widest = Math.max(0, ...curve.map((point) => point.halfWidth ?? 0));
  const asked = Math.max(halfWidth ?? 0, target?.halfWidth ?? 0);
  return asked === 0 ? widest : Math.max(asked, Math.min(widest, 2.5 * asked));
}

function frameOf(figure: OutlookFigure): Frame {
  const { curve, width } = figure;
  return {
    left: AXIS_LEFT,
    right: Math.max(120, width - AXIS_RIGHT),
    top: 16,
    bottom: HEIGHT - 24,
    from: curve[0]?.size ?? 1,
    to: curve.at(-1)?.size ?? 1,
    scale: scaleShares([highest(figure)]),
  };
}

/** Round sizes that have room for their label. */
function sizeTicks(frame: Frame): number[] {
  const ticks: number[] = [];
  for (let power = 1; power <= frame.to; power *= 10) {
    for (const factor of [1, 2, 5]) {
      const size = power * factor;
      const last = ticks.at(-1);
      const isApart = last === undefined || xOf(frame, size) - xOf(frame, last) >= 46;
      if (size >= frame.from && size <= frame.to && isApart) ticks.push(size);
    }
  }
  return ticks;
}

function axes(frame: Frame): Mark[] {
  // Half of the ticks are enough for so low a figure.
  const rows = frame.scale.ticks.filter((_, at) => at % 2 === 0 || frame.scale.ticks.length <= 4);
  return [
    ...rows.flatMap((tick): Mark[] => [
      {
        kind: 'line',
        x1: frame.left,
        x2: frame.right,
        y1: yOf(frame, tick),
        y2: yOf(frame, tick),
        stroke: 'line',
      },
      {
        kind: 'text',
        x: frame.left - 8,
        y: yOf(frame, tick) + 4,
        text: tick === 0 ? '0' : points(tick),
        size: LABEL,
        fill: 'ink3',
        anchor: 'end',
      },
    ]),
    ...sizeTicks(frame).map((size): Mark => ({
      kind: 'text',
      x: xOf(frame, size),
      y: frame.bottom + 18,
      text: formatCount(size),
      size: LABEL,
      fill: 'ink3',
      anchor: 'middle',
    })),
  ];
}

/** Points of the curve that lie on the axis, beginning where it comes down to the top. */
function belowTop(frame: Frame, curve: readonly CurvePoint[]): { size: number; halfWidth: number }[] {
  const known = curve.flatMap(({ size, halfWidth }) => (halfWidth === null ? [] : [{ size, halfWidth }]));
  const first = known.findIndex((point) => point.halfWidth <= frame.scale.to);
  const [before, after] = [known[first - 1], known[first]];
  const rest = known.slice(first).filter((point) => point.halfWidth <= frame.scale.to);
  if (before === undefined || after === undefined) return first === -1 ? [] : rest;
  const share = (before.halfWidth - frame.scale.to) / (before.halfWidth - after.halfWidth);
  const size = before.size * (after.size / before.size) ** share;
  return [{ size, halfWidth: frame.scale.to }, ...rest];
}

function curveMarks(frame: Frame, curve: readonly CurvePoint[]): Mark[] {
  const known = belowTop(frame, curve);
  const d = known.map(
    (one, at) => `${at === 0 ? 'M' : 'L'}${xOf(frame, one.size)} ${yOf(frame, one.halfWidth)}`,
  );
  return known.length < 2 ? [] : [{ kind: 'path', d: d.join(''), stroke: 'accent', width: 2 }];
}

/** A text beside a point, on the side where there is room. */
function beside(frame: Frame, x: number, y: number, text: string): Mark {
  const hasRoom = x + 12 + textWidth(text, 12) <= frame.right;
  return {
    kind: 'text',
    x: hasRoom ? x + 10 : x - 10,
    y: Math.max(frame.top, y - 8),
    text,
    size: 12,
    weight: 620,
    fill: 'ink',
    anchor: hasRoom ? 'start' : 'end',
  };
}

function targetMarks(frame: Frame, target: OutlookFigure['target']): Mark[] {
  if (target === null) return [];
  const y = yOf(frame, target.halfWidth);
  const line: Mark = {
    kind: 'line',
    x1: frame.left,
    x2: frame.right,
    y1: y,
    y2: y,
    stroke: 'warn',
    width: 1.5,
    isDashed: true,
  };
  const words: Mark = {
    kind: 'text',
    x: frame.left + 6,
    y: y - 5,
    text: `wanted ${points(target.halfWidth)}`,
    size: LABEL,
    fill: 'warn',
  };
  if (target.size === null || target.size < frame.from || target.size > frame.to) return [line, words];
  return [line, words, pointMark(xOf(frame, target.size), y, 'warn')];
}

function describe({ curve, size, halfWidth, target }: OutlookFigure): string {
  const [first, last] = [curve[0], curve.at(-1)];
  const said = [
    `${formatCounted(size, 'item')}: ${formatMargin(halfWidth)}.`,
    target === null
      ? ''
      : `Wanted ${formatMargin(target.halfWidth)}${target.size === null ? ', which no size reaches' : `, reached with ${formatCounted(target.size, 'item')}`}.`,
    first === undefined || last === undefined
      ? ''
      : `From ${formatMargin(first.halfWidth)} at ${formatCount(first.size)} to ${formatMargin(last.halfWidth)} at ${formatCount(last.size)}.`,
  ];
  return said.filter((one) => one !== '').join(' ');
}

export function outlookScene(figure: OutlookFigure): Scene {
  const frame = frameOf(figure);
  const { size, halfWidth } = figure;
  const x = xOf(frame, size);
  const here: Mark[] =
    halfWidth === null
      ? []
      : [
          { kind: 'line', x1: x, x2: x, y1: yOf(frame, halfWidth), y2: frame.bottom, stroke: 'lineStrong' },
          pointMark(x, yOf(frame, halfWidth), 'accent', 13),
          beside(frame, x, yOf(frame, halfWidth), `${formatCount(size)}: ${points(halfWidth)} points`),
        ];
  return {
    width: figure.width,
    height: HEIGHT,
    title: 'Expected margin by number of items',
    description: describe(figure),
    marks: [
      ...axes(frame),
      ...targetMarks(frame, figure.target),
      ...curveMarks(frame, figure.curve),
      ...here,
    ],
  };
}
