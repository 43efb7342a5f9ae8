/**
 * Counts of pairs as a map: classes against classes, or judge against people. The darker a cell, the more; its count is
 * always written in it. Must not know what a pair means. Invariant: a cell of nought is drawn and says nought.
 */
import type { Mark, Paint, Scene } from './scene.ts';
import { cutToFit, textWidth } from './text-fit.ts';

export interface MatrixCell {
  key: string;
  count: number;
  /** All that the cell says, as one sentence. */
  label: string;
  /** Where both sides say the same: steps back, it is not what the map is about. */
  isDiagonal: boolean;
}

export interface MatrixMap {
  title: string;
  description: string;
  /** What the rows and the columns are. */
  rowHead: string;
  columnHead: string;
  rows: readonly string[];
  columns: readonly string[];
  /** By row, then column. */
  cells: readonly (readonly MatrixCell[])[];
  empty: string;
}

const EDGE = 18;
const HEAD = 44;
const CELL = 38;
const GAP = 4;

/** Steps of shade from none to the most, 0..4. */
export function shadeOf(count: number, largest: number): 0 | 1 | 2 | 3 | 4 {
  if (count === 0 || largest === 0) return 0;
  const share = count / largest;
  if (share > 0.75) return 4;
  if (share > 0.5) return 3;
  return share > 0.2 ? 2 : 1;
}

const opacities = [0, 0.1, 0.2, 0.34, 0.92] as const;

/** The largest count off the diagonal, to which shades are held. */
export function largestOff(map: Pick<MatrixMap, 'cells'>): number {
  return Math.max(0, ...map.cells.flat().map((cell) => (cell.isDiagonal ? 0 : cell.count)));
}

function cellGroup(cell: MatrixCell, largest: number, x: number, y: number, width: number): Mark {
  const shade = cell.isDiagonal ? 0 : shadeOf(cell.count, largest);
  const box = { x, y, width, height: CELL, radius: 5 };
  const ink: Paint = shade === 4 ? 'surface' : cell.isDiagonal || shade === 0 ? 'ink3' : 'ink';
  const marks: Mark[] = [{ kind: 'rect', ...box, fill: 'sunk', opacity: cell.isDiagonal ? 1 : 0.55 }];
  if (shade > 0) marks.push({ kind: 'rect', ...box, fill: 'heat', opacity: opacities[shade] });
  marks.push({
    kind: 'text',
    x: x + width / 2,
    y: y + CELL / 2 + 4.5,
    text: String(cell.count),
    size: 12.5,
    weight: cell.isDiagonal || cell.count === 0 ? 400 : 620,
    fill: ink,
    anchor: 'middle',
  });
  return { kind: 'group', key: cell.key, label: cell.label, hit: box, marks };
}

/** Width that a cell gets. */
function cellWidth(map: MatrixMap, width: number, names: number): number {
  const room = (width - 2 * EDGE - names) / Math.max(1, map.columns.length) - GAP;
  return Math.max(28, Math.min(86, room));
}

/** The whole map, at most `width` pixels wide. */
export function matrixMap(map: MatrixMap, width: number): Scene {
  const { title, description } = map;
  const heading: Mark = { kind: 'text', x: EDGE, y: 27, text: title, size: 14, weight: 620, fill: 'ink' };
  if (map.rows.length === 0) {
    const empty: Mark = { kind: 'text', x: EDGE, y: 52, text: map.empty, size: 12.5, fill: 'ink2' };
    return { width, height: 70, title, description, marks: [heading, empty] };
  }
  const names = Math.min(width * 0.34, 14 + Math.max(...map.rows.map((row) => textWidth(row, 12))));
  const cell = cellWidth(map, width, names);
  const left = EDGE + names;
  const top = HEAD + 38;
  const x = (column: number): number => left + column * (cell + GAP);
  const y = (row: number): number => top + row * (CELL + GAP);
  const largest = largestOff(map);
  const heads = map.columns.map((text, column): Mark => {
    const fitted = cutToFit(text, 12, cell + GAP - 4);
    const middle = x(column) + cell / 2;
    return { kind: 'text', x: middle, y: top - 8, text: fitted, size: 12, fill: 'ink2', anchor: 'middle' };
  });
  const sides = map.rows.map((text, row): Mark => {
    const fitted = cutToFit(text, 12, names - 10);
    return {
      kind: 'text',
      x: left - 10,
      y: y(row) + CELL / 2 + 4,
      text: fitted,
      size: 12,
      fill: 'ink2',
      anchor: 'end',
    };
  });
  const cells = map.cells.flatMap((row, at) =>
    row.map((one, column) => cellGroup(one, largest, x(column), y(at), cell)),
  );
  const said: Mark = { kind: 'text', x: left, y: HEAD + 8, text: map.columnHead, size: 11.5, fill: 'ink3' };
  const height = y(map.rows.length) - GAP + 34;
  const foot: Mark = {
    kind: 'text',
    x: left,
    y: height - 12,
    text: `rows: ${map.rowHead}`,
    size: 11.5,
    fill: 'ink3',
  };
  return { width, height, title, description, marks: [heading, said, ...heads, ...sides, ...cells, foot] };
}
