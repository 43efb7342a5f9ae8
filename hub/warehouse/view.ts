/**
 * A view over a table of a warehouse: which of its columns is which field of a trace. Names are looked up in the
 * warehouse's own catalogue before any of them enters a statement.
 */
import type { WarehouseView } from '../../shared/contract/hub-traces.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import { JUDGE_FACET } from '../../shared/domain/facets.ts';
import type { Digest } from '../../shared/domain/ids.ts';
import { dimension } from '../../shared/domain/trace.ts';
import type { RunSql } from '../../shared/frame-sql/ask-frame.ts';
import { postgres } from '../../shared/frame-sql/postgres.ts';
import { requiredFields } from '../../shared/frame-sql/relation.ts';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import { fail } from '../routes/fail.ts';

export interface CheckedView {
  /** Schema and table. */
  path: [string, string];
  mapping: Readonly<Record<string, string>>;
  /** Changes when a mapped column gets another name or type. */
  fingerprint: Digest;
}

/** Fields that hold a whole number, a number, or yes and no; every other one holds text. */
export const numberFields: ReadonlySet<string> = new Set(
  'turn confidence promptTokens completionTokens latencyMs retrievalMs costUsd'.split(' '),
);
export const flagFields: ReadonlySet<string> = new Set(['escalated', 'recontacted']);
const textFields: ReadonlySet<string> = new Set(
  'id occurredAt prompt output context conversationId escalationReason contentApproval'.split(' '),
);

const times = ['timestamp with time zone', 'timestamp without time zone', 'date'];
const ids = ['text', 'character varying', 'character', 'uuid', 'smallint', 'integer', 'bigint'];
const unfit = ['bytea', 'ARRAY', 'xml'];
const structured = ['json', 'jsonb'];

/**
 * Checks a view against what is there. Throws INVALID_INPUT for one that could never be, and `missing` for tables,
 * columns and types that are not there as they should be.
 */
export async function checkView(
  run: RunSql,
  view: WarehouseView,
  missing: Extract<ErrorCode, 'INVALID_INPUT' | 'SOURCE_CHANGED'>,
): Promise<CheckedView> {
  checkFields(view);
  const columns = await readColumns(run, view, missing);
  for (const [field, column] of Object.entries(view.mapping)) {
    const type = columns.types.get(column);
    if (type === undefined) {
      throw fail(missing, {
        what: `${view.relation} has no column "${column}" that this role may read.`,
        where: field,
        remedy:
          'Name a column that is there, or grant SELECT on it. Names are taken exactly, with their case.',
      });
    }
    const expected = expectedOf(field, type);
    if (expected === null) continue;
    throw fail(missing, {
      what: `The column "${column}" is of type ${type}; ${field} needs ${expected}.`,
      where: field,
      remedy: 'Make a view that casts it, and use the view.',
    });
  }
  const typed = Object.entries(view.mapping).map(([field, column]) => [
    field,
    column,
    columns.types.get(column),
  ]);
  const fingerprint = sha256Hex(canonicalJson({ path: columns.path, typed }));
  return { path: columns.path, mapping: view.mapping, fingerprint };
}

function checkFields({ mapping }: WarehouseView): void {
  for (const field of requiredFields) {
    if (Object.hasOwn(mapping, field)) continue;
    throw fail('INVALID_INPUT', {
      what: `The mapping does not say which column is ${field}.`,
      where: field,
      remedy: `Map ${requiredFields.join(', ')}; everything else may be left out.`,
    });
  }
  for (const field of Object.keys(mapping)) {
    const isKnown =
      textFields.has(field) ||
      numberFields.has(field) ||
      dimension.safeParse(field).success ||
      (field.startsWith(JUDGE_FACET) && field.length > JUDGE_FACET.length);
    if (isKnown) continue;
    throw fail('INVALID_INPUT', {
      what: `"${field}" is no field of a trace that a column can be.`,
      where: 'mapping',
      remedy: 'Use the fields of a trace, attributes.<name> for anything else, judge.<name> for a verdict.',
    });
  }
}

async function readColumns(
  run: RunSql,
  view: WarehouseView,
  missing: ErrorCode,
): Promise<{ path: [string, string]; types: Map<string, string> }> {
  const parts = view.relation.split('.');
  const table = parts.at(-1) ?? '';
  const schema = parts.length === 2 ? parts[0] : undefined;
  if (parts.length > 2 || parts.includes('')) {
    throw fail('INVALID_INPUT', {
      what: `"${view.relation}" is not a table, nor a schema and a table.`,
      where: 'relation',
      remedy: 'Write schema.table. For a name that has a dot itself, make a view.',
    });
  }
  const inSchema =
    schema === undefined
      ? 'table_schema = ANY (current_schemas(false))'
      : `table_schema = ${postgres.text(schema)}`;
  const rows =
    await run(`SELECT CAST(table_schema AS text) AS schema, CAST(column_name AS text) AS name, CAST(data_type AS text) AS type
    FROM information_schema.columns WHERE ${inSchema} AND table_name = ${postgres.text(table)}
    ORDER BY array_position(current_schemas(false), CAST(table_schema AS name)), table_schema`);
  const found = rows[0]?.['schema'];
  if (found === undefined) {
    throw fail(missing, {
      what: `There is no table or view "${view.relation}" that this role may read.`,
      where: 'relation',
      remedy: 'Check schema and table, and grant SELECT. A materialised view needs a plain view over it.',
    });
  }
  const types = rows
    .filter((row) => row['schema'] === found)
    .map((row): [string, string] => [String(row['name']), String(row['type'])]);
  return { path: [String(found), table], types: new Map(types) };
}

/** What the field needs, where the type is another. */
function expectedOf(field: string, type: string): string | null {
  if (field === 'occurredAt') return times.includes(type) ? null : 'a timestamp or a date';
  if (field === 'id') return ids.includes(type) ? null : 'text, a UUID or a whole number';
  if (unfit.includes(type)) return 'a text or a number';
  const isContent = field === 'prompt' || field === 'context';
  return structured.includes(type) && !isContent ? 'a text or a number' : null;
}
