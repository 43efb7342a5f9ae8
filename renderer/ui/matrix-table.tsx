/**
 * Counts of pairs as a table whose cells can be pressed: the darker, the more, and every count is written. Must not know
 * what a pair means. Invariant: shades are those of the same map in a file.
 */
import type { ReactNode } from 'react';
import type { MatrixCell, MatrixMap } from '../../shared/figures/matrix-map.ts';
import { largestOff, shadeOf } from '../../shared/figures/matrix-map.ts';
import spoken from './spoken.module.css';
import classes from './matrix-table.module.css';

export interface MatrixTableProps {
  map: MatrixMap;
  onPick: (key: string) => void;
}

function Cell({
  cell,
  shade,
  onPick,
}: {
  cell: MatrixCell;
  shade: number;
  onPick: (key: string) => void;
}): ReactNode {
  // A cell without a key leads nowhere.
  if (cell.key === '')
    return (
      <td className={classes.still} data-diagonal={cell.isDiagonal || undefined}>
        <span className={spoken.only}>{cell.label}</span>
      </td>
    );
  return (
    <td>
      <button
        type="button"
        className={classes.cell}
        data-shade={shade}
        data-diagonal={cell.isDiagonal || undefined}
        aria-label={`Items behind ${cell.label}`}
        onClick={() => onPick(cell.key)}
      >
        {cell.count}
      </button>
    </td>
  );
}

export function MatrixTable({ map, onPick }: MatrixTableProps): ReactNode {
  if (map.rows.length === 0) return <p className={classes.empty}>{map.empty}</p>;
  const largest = largestOff(map);
  return (
    <div className={classes.scroller}>
      <table className={classes.table}>
        <caption className={spoken.only}>{map.title}</caption>
        <thead>
          <tr>
            <td className={classes.corner}>
              <span>{map.rowHead} ↓</span>
              <span>{map.columnHead} →</span>
            </td>
            {map.columns.map((name) => (
              <th key={name} scope="col" title={name}>
                <span className={classes.head}>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {map.cells.map((row, at) => (
            <tr key={map.rows[at]}>
              <th scope="row">{map.rows[at]}</th>
              {row.map((cell) => (
                <Cell
                  key={cell.key}
                  cell={cell}
                  shade={cell.isDiagonal ? 0 : shadeOf(cell.count, largest)}
                  onPick={onPick}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
