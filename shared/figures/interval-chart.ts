/**
 * Rows of estimates with their intervals on one axis: rates against a limit, coefficients of agreement against their
 * bands, differences against nought. Must not know statistics. Invariant: every row shows estimate, interval and count
 * in words; what is too small steps back and says so.
 */
import { intervalText, numberText, tickText } from './number-words.ts';
import type { NumberFormat } from './number-words.ts';
import type { IntervalScale } from './scale.ts';
import { placeOn } from './scale.ts';
import type { Mark, Scene, Tone } from './scene.ts';
import { pointMark } from './shapes.ts';
import { textWidth, wrapToFit } from './text-fit.ts';

export interface Interval {
  estimate: number | null;
  low: number | null;
  high: number | null;
  /** Units that it rests on, and how it was computed, where they are known. */
  n?: number;
  method?: string;
}

export interface IntervalRow {
  key: string;
  title: string;
  /** Small line under the title: the count, and why a row steps back. */
  note: string;
  figure: Interval;
  tone: Tone;
  isQuiet?: boolean;
  /** Drawn as a dashed line across the row. */
  limit?: number | null;
  /** Quiet words in a column of their own, such as the difference to the rest. */
  beside?: string;
  /** Key of those words, where they are a figure of their own. */
  besideKey?: string;
}

export interface IntervalChart {
  title: string;
  description: string;
  rows: readonly IntervalRow[];
  scale: IntervalScale;
  format: NumberFormat;
  /** Head of the column `beside`; the column is left out without it. */
  besideHead?: string;
  /** What shapes and lines mean, under the axis of a figure that stands alone. */
  legend?: string;
  /** Said in place of rows when there are none. */
  empty: string;
}

const ROW = 46;
const HEAD = 44;
const AXIS = 34;
const EDGE = 18;
const TICK = 11.5;

interface Box {
  /** Left edge and width of the axis. */
  x: number;
  width: number;
  top: number;
  height: number;
}

const at = (scale: IntervalScale, box: Box, value: number): number =>
  box.x + placeOn(scale, value) * box.width;

/** Bar, point and limit of one row, in its box; the same marks on screen and in files. */
export function intervalMarks(row: IntervalRow, scale: IntervalScale, box: Box): Mark[] {
  const { estimate, low, high } = row.figure;
  const middle = box.top + box.height / 2;
  const marks: Mark[] = [];
  if (row.limit !== undefined && row.limit !== null) {
    const x = at(scale, box, row.limit);
    const y2 = box.top + box.height;
    marks.push({ kind: 'line', x1: x, y1: box.top, x2: x, y2, stroke: 'bad', width: 1.5, isDashed: true });
  }
  if (low !== null && high !== null) {
    const from = at(scale, box, low);
    const width = Math.max(4, at(scale, box, high) - from);
    const opacity = row.isQuiet === true ? 0.18 : 0.34;
    const fill = row.isQuiet === true ? 'quiet' : row.tone;
    marks.push({ kind: 'rect', x: from, y: middle - 5, width, height: 10, radius: 5, fill, opacity });
  }
  if (estimate !== null) {
    marks.push(pointMark(at(scale, box, estimate), middle, row.isQuiet === true ? 'quiet' : row.tone));
  }
  return marks;
}

/** Hairlines at the ticks. */
export function gridMarks(scale: IntervalScale, box: Box): Mark[] {
  return scale.ticks.map((tick) => {
    const x = at(scale, box, tick);
    return { kind: 'line', x1: x, y1: box.top, x2: x, y2: box.top + box.height, stroke: 'line' };
  });
}

/**
 * Numbers under the ticks: all of them, or every second, third … where they would touch. Two that are too close to each
 * other lean away from each other instead.
 */
export function tickMarks(scale: IntervalScale, box: Box, format: NumberFormat): Mark[] {
  const places = scale.ticks.map((tick) => at(scale, box, tick));
  const texts = scale.ticks.map((tick) => tickText(tick, format));
  const room = Math.max(...texts.map((text) => textWidth(text, TICK))) + 8;
  const gaps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
  const gap = Math.max(1, Math.min(...gaps));
  const every = places.length > 2 ? Math.max(1, Math.ceil(room / gap)) : 1;
  const isPair = places.length === 2 && gap < room;
  return scale.ticks.flatMap((_, index): Mark[] => {
    if (index % every !== 0) return [];
    const anchor = isPair ? (index === 0 ? 'end' : 'start') : 'middle';
    const x = (places[index] ?? 0) + (isPair ? (index === 0 ? 3 : -3) : 0);
    const text = texts[index] ?? '';
    return [{ kind: 'text', x, y: box.top + box.height + 17, text, size: TICK, fill: 'ink3', anchor }];
  });
}

/** All that a row says, as one sentence. */
export function rowInWords(row: IntervalRow, format: NumberFormat): string {
  const { estimate, low, high } = row.figure;
  if (estimate === null) return `${row.title}: no figure, ${row.note}`;
  const interval = low === null || high === null ? 'no interval' : intervalText(low, high, format);
  return [`${row.title}: ${numberText(estimate, format)}`, interval, row.note].join(', ');
}

interface Columns {
  name: number;
  axis: { x: number; width: number };
  numbers: number;
  beside: number;
}

function columnsOf(chart: IntervalChart, width: number): Columns {
  const inner = width - 2 * EDGE;
  const name = Math.min(280, inner * 0.32);
  const beside = chart.besideHead === undefined ? 0 : 150;
  const numbers = 104;
  const x = EDGE + name + 14;
  return { name, axis: { x, width: Math.max(60, inner - name - 28 - numbers - beside) }, numbers, beside };
}

function nameMarks(row: IntervalRow, top: number, width: number): Mark[] {
  const [title = ''] = wrapToFit(row.title, 13, width, 1);
  const [note = ''] = wrapToFit(row.note, 11.5, width, 1);
  const isQuiet = row.isQuiet === true;
  const fill = isQuiet ? 'ink2' : 'ink';
  const weight = isQuiet ? 400 : 560;
  return [
    { kind: 'text', x: EDGE, y: top + 20, text: title, size: 13, weight, fill },
    { kind: 'text', x: EDGE, y: top + 36, text: note, size: 11.5, fill: 'ink3' },
  ];
}

function numberMarks(row: IntervalRow, top: number, right: number, format: NumberFormat): Mark[] {
  const { estimate, low, high } = row.figure;
  const anchor = 'end';
  if (estimate === null)
    return [{ kind: 'text', x: right, y: top + 28, text: 'no figure', size: 11.5, fill: 'ink3', anchor }];
  const interval = low === null || high === null ? 'no interval' : intervalText(low, high, format);
  const fill = row.isQuiet === true ? 'ink2' : 'ink';
  const weight = row.isQuiet === true ? 400 : 620;
  const text = numberText(estimate, format);
  return [
    { kind: 'text', x: right, y: top + 20, text, size: 13, weight, fill, anchor },
    { kind: 'text', x: right, y: top + 36, text: interval, size: 11.5, fill: 'ink3', anchor },
  ];
}

function rowGroup(chart: IntervalChart, row: IntervalRow, index: number, columns: Columns): Mark {
  const top = HEAD + index * ROW;
  const { axis, numbers, beside } = columns;
  const right = axis.x + axis.width + 14 + numbers;
  const marks = [
    ...nameMarks(row, top, columns.name),
    ...intervalMarks(row, chart.scale, { ...axis, top, height: ROW }),
    ...numberMarks(row, top, right, chart.format),
  ];
  if (beside > 0) {
    const text = row.beside ?? '';
    marks.push({
      kind: 'text',
      x: right + beside,
      y: top + 28,
      text,
      size: 11.5,
      fill: 'ink3',
      anchor: 'end',
    });
  }
  const label = rowInWords(row, chart.format);
  const hit = { x: EDGE, y: top, width: right + beside - EDGE, height: ROW };
  return { kind: 'group', key: row.key, label, hit, marks };
}

/** The whole chart, `width` pixels wide. */
export function intervalChart(chart: IntervalChart, width: number): Scene {
  const { title, description, rows } = chart;
  const heading: Mark = { kind: 'text', x: EDGE, y: 27, text: title, size: 14, weight: 620, fill: 'ink' };
  if (rows.length === 0) {
    const empty: Mark = { kind: 'text', x: EDGE, y: 52, text: chart.empty, size: 12.5, fill: 'ink2' };
    return { width, height: 70, title, description, marks: [heading, empty] };
  }
  const columns = columnsOf(chart, width);
  const box = { ...columns.axis, top: HEAD, height: rows.length * ROW };
  const marks = [
    heading,
    ...gridMarks(chart.scale, box),
    ...tickMarks(chart.scale, box, chart.format),
    ...rows.map((row, index) => rowGroup(chart, row, index, columns)),
  ];
  if (chart.besideHead !== undefined) {
    const text = chart.besideHead;
    marks.push({ kind: 'text', x: width - EDGE, y: 27, text, size: 11.5, fill: 'ink3', anchor: 'end' });
  }
  const foot = HEAD + rows.length * ROW + AXIS;
  if (chart.legend === undefined) return { width, height: foot, title, description, marks };
  marks.push({ kind: 'text', x: EDGE, y: foot + 8, text: chart.legend, size: TICK, fill: 'ink3' });
  return { width, height: foot + 22, title, description, marks };
}
