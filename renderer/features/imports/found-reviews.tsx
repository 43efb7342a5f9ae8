/** What was found in files with reviews: counts, columns, values and options, the first reviews, and rows left out. */
import type { ReactNode } from 'react';
import type { ImportInspection } from '../../../shared/contract/imports.ts';
import type { RejectedReviewRow } from '../../../shared/domain/imported.ts';
import { formatBytes, formatCount, formatCounted } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { SelectInput } from '../../ui/field.tsx';
import { Notice } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { codeInWords, fileName } from './import-words.ts';
import { columnRows, rolesFor, withFinals, withRole } from './role-mapping.ts';
import classes from './imports.module.css';

export function Counts({ seen }: { seen: ImportInspection }): ReactNode {
  const bytes = seen.files.reduce((sum, file) => sum + file.bytes, 0);
  const only = seen.files.length === 1 ? seen.files[0] : undefined;
  const files = only === undefined ? formatCounted(seen.files.length, 'file') : fileName(only.path);
  const facts: [string, string][] = [
    [formatCount(seen.reviews), seen.reviews === 1 ? 'review' : 'reviews'],
    [formatCount(seen.reviewers.length), seen.reviewers.length === 1 ? 'reviewer' : 'reviewers'],
    [
      seen.matchedItems === seen.items
        ? formatCount(seen.items)
        : `${formatCount(seen.matchedItems)} of ${formatCount(seen.items)}`,
      'items',
    ],
    [formatCount(seen.disagreements), seen.disagreements === 1 ? 'disagreement' : 'disagreements'],
    [formatCount(seen.rulings), seen.rulings === 1 ? 'ruling' : 'rulings'],
  ];
  return (
    <div>
      <ul className={classes.counts}>
        {facts.map(([count, what]) => (
          <li key={what}>
            <strong>{count}</strong> {what}
          </li>
        ))}
        {seen.rejectedCount > 0 && (
          <li>
            <Badge tone="warn">{formatCounted(seen.rejectedCount, 'row')} rejected</Badge>
          </li>
        )}
      </ul>
      <p className={classes.quiet}>
        {files} · {formatBytes(bytes)}
      </p>
    </div>
  );
}

export function Columns({
  seen,
  mapping,
  onChange,
}: {
  seen: ImportInspection;
  mapping: Record<string, string>;
  onChange: (mapping: Record<string, string>) => void;
}): ReactNode {
  return (
    <section aria-label="Columns">
      <h3 className={classes.h3}>
        Which column is what <small>with the first value as an example</small>
      </h3>
      {columnRows(seen, mapping).map((row) => {
        const id = `role-${row.column}`;
        return (
          <div key={row.column} className={classes.mapLine}>
            <label htmlFor={id}>
              <code>{row.column}</code>
            </label>
            <SelectInput
              id={id}
              value={row.role ?? ''}
              options={rolesFor(row)}
              onChange={(event) =>
                onChange(withFinals(withRole(mapping, row.column, event.target.value || null)))
              }
            />
            <span className={classes.sample} title={row.sample ?? undefined}>
              {row.sample ?? ''}
            </span>
          </div>
        );
      })}
    </section>
  );
}

type Value = ImportInspection['questions'][number]['values'][number] & { question: string };

function Values({ seen }: { seen: ImportInspection }): ReactNode {
  const rows = seen.questions.flatMap((one) =>
    one.values.map((value): Value => ({ ...value, question: one.title })),
  );
  if (rows.length === 0) return null;
  return (
    <section aria-label="Values">
      <h3 className={classes.h3}>
        What each value becomes <small>values without an option are rejected</small>
      </h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- focusable, because a long list scrolls */}
      <section className={classes.scroll} tabIndex={0} aria-label="Values and their options">
        <Table
          caption="Values and their options"
          rows={rows}
          rowKey={(row, index) => `${row.question}:${row.value}:${index}`}
          columns={[
            { key: 'question', title: 'Question', render: (row) => row.question },
            { key: 'value', title: 'Value in the files', render: (row) => row.value },
            {
              key: 'count',
              title: 'Times',
              align: 'end',
              width: '10ch',
              render: (row) => formatCount(row.count),
            },
            {
              key: 'option',
              title: 'Option',
              render: (row) =>
                row.option === null ? <Badge tone="warn">no option</Badge> : <code>{row.option}</code>,
            },
          ]}
        />
      </section>
    </section>
  );
}

function Preview({ seen }: { seen: ImportInspection }): ReactNode {
  if (seen.preview.length === 0) return null;
  return (
    <section aria-label="First reviews">
      <h3 className={classes.h3}>
        The first reviews <small>as they would be imported</small>
      </h3>
      <Table
        caption="The first reviews"
        rows={seen.preview}
        rowKey={(_row, index) => String(index)}
        columns={[
          {
            key: 'item',
            title: 'Item',
            width: '46ch',
            render: (row) => <code className={classes.id}>{row.item}</code>,
          },
          { key: 'reviewer', title: 'Reviewer', width: '24ch', render: (row) => row.reviewer },
          { key: 'answers', title: 'Answers', render: (row) => row.answers },
        ]}
      />
    </section>
  );
}

export function RejectedReviews({
  rows,
  total,
}: {
  rows: readonly RejectedReviewRow[];
  total: number;
}): ReactNode {
  const hasFiles = new Set(rows.map((row) => row.file)).size > 1;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- focusable, because a long list scrolls
    <section className={classes.scroll} tabIndex={0} aria-label="Rejected rows">
      <Table
        caption="Rejected rows"
        rows={rows}
        rowKey={(row, index) => `${row.file}:${row.row}:${index}`}
        columns={[
          ...(hasFiles
            ? [{ key: 'file', title: 'File', render: (row: RejectedReviewRow) => fileName(row.file) }]
            : []),
          {
            key: 'row',
            title: 'Row',
            align: 'end' as const,
            width: '8ch',
            render: (row) => formatCount(row.row),
          },
          { key: 'code', title: 'Problem', width: '18ch', render: (row) => codeInWords(row.code) },
          { key: 'reason', title: 'Reason', render: (row) => row.reason },
        ]}
      />
      {total > rows.length && (
        <p className={classes.quiet}>
          The first {formatCount(rows.length)} of {formatCounted(total, 'row')}.
        </p>
      )}
    </section>
  );
}

export function FoundReviews({ seen }: { seen: ImportInspection }): ReactNode {
  return (
    <>
      {/* Without an audit they are told where it is asked for. */}
      {seen.warnings.length > 0 && !seen.missingRoles.includes('audit') && (
        <Notice tone="warn" title="Good to know before you import">
          <ul className={classes.warnings}>
            {seen.warnings.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Values seen={seen} />
      <Preview seen={seen} />
      {seen.rejected.length > 0 && (
        <section aria-label="Rows that become no review">
          <h3 className={classes.h3}>
            Rows that become no review{' '}
            <small>{formatCount(seen.rejectedCount)}, kept in a list with the import</small>
          </h3>
          <RejectedReviews rows={seen.rejected} total={seen.rejectedCount} />
        </section>
      )}
    </>
  );
}
