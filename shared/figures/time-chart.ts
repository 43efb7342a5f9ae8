/**
 * A rate over time: by week with its band, or over audits with a bar each. Weeks without an item leave a gap that says
 * so; a limit is dashed; what changed stands above as a mark with its words. Must not know statistics. Invariant:
 * nothing is joined across a gap.
 */
import { intervalText, numberText, tickText } from './number-words.ts';
import type { Interval } from './interval-chart.ts';
import type { IntervalScale } from './scale.ts';
import { placeOn, scaleCoefficients, scaleShares } from './scale.ts';
import type { Mark, Scene, Tone } from './scene.ts';
import { tidy } from './scene.ts';
import { pointMark } from './shapes.ts';
import { cutToFit, textWidth } from './text-fit.ts';

export interface TimePoint {
  key: string;
  /** Under the axis. */
  title: string;
  note: string;
  figure: Interval;
  tone: Tone;
  isQuiet?: boolean;
  /** Limit that held at this time; null for none. */
  limit: number | null;
  /** What changed since the point before, in words. */
  change?: string;
  /** Nothing joins it to the point before: they do not mean the same. */
  isBroken?: boolean;
}

export interface TimeChart {
  title: string;
  description: string;
  points: readonly TimePoint[];
  /** Joined by a line with a band, or each a bar of its own. */
  look: 'band' | 'bars';
  height?: number;
  /** Leaves the heading out, where the screen has one of its own. */
  isBare?: boolean;
  empty: string;
  /** How values are written; a share when left out. */
  format?: 'percent' | 'coefficient';
}

interface Frame {
  scale: IntervalScale;
  left: number;
  right: number;
  top: number;
  bottom: number;
  step: number;
}

const EDGE = 18;

type Format = NonNullable<TimeChart['format']>;

const xOf = (frame: Frame, index: number): number => frame.left + frame.step * (index + 0.5);
const yOf = (frame: Frame, value: number): number =>
  frame.bottom - placeOn(frame.scale, value) * (frame.bottom - frame.top);

/** Runs of neighbours that have an interval, as index ranges. */
export function runsOf(points: readonly TimePoint[]): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  for (const [index, point] of points.entries()) {
    if (point.isBroken === true && run.length > 0) {
      runs.push(run);
      run = [];
    }
    if (point.figure.estimate !== null) run.push(index);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  return run.length > 0 ? [...runs, run] : runs;
}

function joined(frame: Frame, run: readonly number[], valueOf: (index: number) => number): string {
  return run
    .map(
      (index, at) => `${at === 0 ? 'M' : 'L'}${tidy(xOf(frame, index))} ${tidy(yOf(frame, valueOf(index)))}`,
    )
    .join('');
}

/** Bands and lines of all runs; a point without an interval narrows the band to itself. */
function bandMarks(frame: Frame, points: readonly TimePoint[]): Mark[] {
  return runsOf(points).flatMap((run): Mark[] => {
    const figure = (index: number): Interval =>
      points[index]?.figure ?? { estimate: 0, low: null, high: null };
    const estimate = (index: number): number => figure(index).estimate ?? 0;
    const upper = joined(frame, run, (index) => figure(index).high ?? estimate(index));
    const lower = joined(frame, run.toReversed(), (index) => figure(index).low ?? estimate(index));
    if (run.length === 1) return barMarks(frame, points, run);
    return [
      { kind: 'path', d: `${upper}${lower.replace('M', 'L')}Z`, fill: 'accent', opacity: 0.14 },
      { kind: 'path', d: joined(frame, run, estimate), stroke: 'accent', width: 1.75 },
    ];
  });
}

function barMarks(frame: Frame, points: readonly TimePoint[], indexes: readonly number[]): Mark[] {
  return indexes.flatMap((index): Mark[] => {
    const point = points[index];
    if (point === undefined || point.figure.low === null || point.figure.high === null) return [];
    const y = yOf(frame, point.figure.high);
    const height = Math.max(4, yOf(frame, point.figure.low) - y);
    const x = xOf(frame, index) - 5;
    const fill = point.isQuiet === true ? 'quiet' : point.tone;
    const opacity = point.isQuiet === true ? 0.18 : 0.34;
    return [{ kind: 'rect', x, y, width: 10, height, radius: 5, fill, opacity }];
  });
}

/** Dashed where a limit held, from half a step before its first point to half a step after its last. */
function limitMarks(frame: Frame, points: readonly TimePoint[]): Mark[] {
  return points.flatMap((point, index): Mark[] => {
    if (point.limit === null) return [];
    const y = yOf(frame, point.limit);
    const x = xOf(frame, index);
    const [x1, x2] = [x - frame.step / 2, x + frame.step / 2];
    return [{ kind: 'line', x1, y1: y, x2, y2: y, stroke: 'bad', width: 1.5, isDashed: true }];
  });
}

/** A gap in the line, drawn: dashed from top to bottom between two points that do not mean the same. */
function breakMarks(frame: Frame, points: readonly TimePoint[]): Mark[] {
  return points.flatMap((point, index): Mark[] => {
    if (point.isBroken !== true) return [];
    const x = xOf(frame, index) - frame.step / 2;
    return [
      {
        kind: 'line',
        x1: x,
        y1: frame.top - 8,
        x2: x,
        y2: frame.bottom,
        stroke: 'ink3',
        width: 1.5,
        isDashed: true,
      },
    ];
  });
}

function axisMarks(frame: Frame, format: Format): Mark[] {
  return frame.scale.ticks.flatMap((tick): Mark[] => {
    const y = yOf(frame, tick);
    return [
      {
        kind: 'line',
        x1: frame.left,
        y1: y,
        x2: frame.right,
        y2: y,
        stroke: tick === 0 ? 'lineStrong' : 'line',
      },
      {
        kind: 'text',
        x: frame.left - 8,
        y: y + 4,
        text: tickText(tick, format),
        size: 11.5,
        fill: 'ink3',
        anchor: 'end',
      },
    ];
  });
}

/** Every title, every second, every third … so that none touches the next; the last one always. */
function titleMarks(frame: Frame, points: readonly TimePoint[]): Mark[] {
  // A few points have room for long titles; many get short ones.
  const most = Math.max(110, frame.step - 12);
  const widest = Math.max(...points.map((point) => textWidth(cutToFit(point.title, 11.5, most), 11.5))) + 12;
  const every = Math.max(1, Math.ceil(widest / frame.step));
  return points.flatMap((point, index): Mark[] => {
    if ((points.length - 1 - index) % every !== 0) return [];
    const text = cutToFit(point.title, 11.5, most);
    return [
      {
        kind: 'text',
        x: xOf(frame, index),
        y: frame.bottom + 19,
        text,
        size: 11.5,
        fill: 'ink3',
        anchor: 'middle',
      },
    ];
  });
}

/** All that a point says, as one sentence. */
function pointInWords(point: TimePoint, format: Format = 'percent'): string {
  const { estimate, low, high } = point.figure;
  const said = [`${point.title}: ${estimate === null ? 'no figure' : numberText(estimate, format)}`];
  if (low !== null && high !== null) said.push(intervalText(low, high, format));
  said.push(point.note);
  if (point.change !== undefined) said.push(`changed: ${point.change}`);
  if (point.isBroken === true) said.push('the line is broken before it');
  return said.join(', ');
}

function pointGroup(frame: Frame, point: TimePoint, index: number, format: Format): Mark {
  const x = xOf(frame, index);
  const { estimate } = point.figure;
  const marks: Mark[] =
    estimate === null
      ? [
          {
            kind: 'text',
            x,
            y: frame.bottom - 8,
            text: 'no figure',
            size: 10.5,
            fill: 'ink3',
            anchor: 'middle',
          },
        ]
      : [pointMark(x, yOf(frame, estimate), point.isQuiet === true ? 'quiet' : point.tone, 9)];
  if (point.change !== undefined) {
    const y = frame.top - 14;
    const d = `M${tidy(x)} ${y - 5}L${tidy(x + 5)} ${y}L${tidy(x)} ${y + 5}L${tidy(x - 5)} ${y}Z`;
    marks.unshift(
      { kind: 'line', x1: x, y1: y + 7, x2: x, y2: frame.bottom, stroke: 'lineStrong' },
      { kind: 'path', d, fill: 'ink2' },
    );
  }
  const hit = {
    x: x - frame.step / 2,
    y: frame.top - 22,
    width: frame.step,
    height: frame.bottom - frame.top + 46,
  };
  return { kind: 'group', key: point.key, label: pointInWords(point, format), hit, marks };
}

function frameOf(chart: TimeChart, width: number): Frame {
  const values = chart.points.flatMap(({ figure, limit }) => [
    figure.estimate,
    figure.low,
    figure.high,
    limit,
  ]);
  const left = chart.isBare === true ? 42 : EDGE + 42;
  const right = width - (chart.isBare === true ? 6 : EDGE);
  const hasChanges = chart.points.some((point) => point.change !== undefined);
  const top = (chart.isBare === true ? 10 : 48) + (hasChanges ? 22 : 0);
  const bottom = (chart.height ?? 220) - 28;
  const step = Math.max(1, right - left) / Math.max(1, chart.points.length);
  const scale = chart.format === 'coefficient' ? scaleCoefficients(values, [0, 1]) : scaleShares(values);
  return { scale, left, right, top, bottom, step };
}

/** The whole chart, `width` pixels wide. */
export function timeChart(chart: TimeChart, width: number): Scene {
  const { title, description, points, format = 'percent' } = chart;
  const heading: Mark[] =
    chart.isBare === true
      ? []
      : [{ kind: 'text', x: EDGE, y: 27, text: title, size: 14, weight: 620, fill: 'ink' }];
  if (points.length === 0) {
    const empty: Mark = { kind: 'text', x: EDGE, y: 52, text: chart.empty, size: 12.5, fill: 'ink2' };
    return { width, height: 70, title, description, marks: [...heading, empty] };
  }
  const frame = frameOf(chart, width);
  const all = points.map((_, index) => index);
  const marks = [
    ...heading,
    ...axisMarks(frame, format),
    ...titleMarks(frame, points),
    ...(chart.look === 'band' ? bandMarks(frame, points) : barMarks(frame, points, all)),
    ...limitMarks(frame, points),
    ...breakMarks(frame, points),
    ...points.map((point, index) => pointGroup(frame, point, index, format)),
  ];
  return { width, height: chart.height ?? 220, title, description, marks };
}
