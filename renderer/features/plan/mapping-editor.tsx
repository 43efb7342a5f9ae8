/** Field by field, which column it comes from. Must not judge a mapping: the inspection names what is missing. */
import type { ReactNode } from 'react';
import type { ColumnMapping, Inspection } from '../../../shared/domain/source.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { viewMapping, withColumn } from './mapping-view.ts';
import type { MappingRow } from './mapping-view.ts';
import found from './found.module.css';
import classes from './plan.module.css';

function Line({
  row,
  columns,
  onChange,
}: {
  row: MappingRow;
  columns: readonly string[];
  onChange: (column: string | null) => void;
}): ReactNode {
  const id = `map-${row.field}`;
  return (
    <div className={found.mapLine} data-missing={row.isMissing || undefined}>
      <label htmlFor={id}>
        {row.title}
        {row.isMissing && <span className={found.missing}> needs a column</span>}
      </label>
      <SelectInput
        id={id}
        value={row.column ?? ''}
        aria-invalid={row.isMissing}
        onChange={(event) => onChange(event.target.value || null)}
        options={[
          { value: '', title: '– no column –' },
          ...columns.map((name) => ({ value: name, title: name })),
        ]}
      />
      <span className={found.sample} title={row.sample ?? undefined}>
        {row.sample ?? ''}
      </span>
    </div>
  );
}

export interface MappingEditorProps {
  inspection: Inspection;
  mapping: ColumnMapping;
  onChange: (mapping: ColumnMapping) => void;
}

export function MappingEditor({ inspection, mapping, onChange }: MappingEditorProps): ReactNode {
  const view = viewMapping(inspection, mapping);
  const columns = inspection.columns.map((column) => column.name);
  const lines = (rows: readonly MappingRow[]): ReactNode =>
    rows.map((row) => (
      <Line
        key={row.field}
        row={row}
        columns={columns}
        onChange={(column) => onChange(withColumn(mapping, row.field, column))}
      />
    ));
  return (
    <section aria-label="Columns">
      <h3 className={classes.h3}>
        Which column is what <small>with the first value as an example</small>
      </h3>
      {lines(view.shown)}
      <div className={found.mapMore}>
        <Disclosure summary={`More fields (${view.more.length})`}>{lines(view.more)}</Disclosure>
        {view.unused.length > 0 && (
          <Disclosure summary={`Columns that are not used (${view.unused.length})`}>
            <ul className={found.unused}>
              {view.unused.map((name) => (
                <li key={name}>
                  <code>{name}</code>
                  <Button
                    size="s"
                    variant="quiet"
                    aria-label={`Keep column ${name} as an attribute`}
                    onClick={() => onChange(withColumn(mapping, `attributes.${name}`, name))}
                  >
                    Keep as attribute
                  </Button>
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
      </div>
    </section>
  );
}
