/**
 * A table: columns declared once, head kept in view, figures right-aligned in tabular digits, rows greyed on request.
 */
import type { ReactNode } from 'react';
import spoken from './spoken.module.css';
import classes from './table.module.css';

export interface Column<Row> {
  key: string;
  title: ReactNode;
  align?: 'start' | 'end';
  /** Width as CSS, e.g. `12ch`. */
  width?: string;
  render: (row: Row, index: number) => ReactNode;
}

export interface TableProps<Row> {
  /** Names the table for screen readers; shown when `isCaptionVisible`. */
  caption: string;
  isCaptionVisible?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row, index: number) => string;
  /** Rows that step back, such as cells with too few items. */
  isQuiet?: (row: Row) => boolean;
  foot?: ReactNode;
  empty?: ReactNode;
}

export function Table<Row>({
  caption,
  isCaptionVisible = false,
  columns,
  rows,
  rowKey,
  isQuiet,
  foot,
  empty,
}: TableProps<Row>): ReactNode {
  return (
    <table className={classes.table}>
      <caption className={isCaptionVisible ? classes.caption : spoken.only}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" data-align={column.align} style={{ width: column.width }}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={rowKey(row, index)} data-quiet={isQuiet?.(row) || undefined}>
            {columns.map((column) => (
              <td key={column.key} data-align={column.align}>
                {column.render(row, index)}
              </td>
            ))}
          </tr>
        ))}
        {rows.length === 0 && empty !== undefined && (
          <tr>
            <td colSpan={columns.length} className={classes.empty}>
              {empty}
            </td>
          </tr>
        )}
      </tbody>
      {foot !== undefined && <tfoot>{foot}</tfoot>}
    </table>
  );
}
