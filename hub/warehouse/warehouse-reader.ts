/**
 * Frames of a warehouse: counted and drawn there, by texts of shared/frame-sql; only drawn rows are read, and only masked
 * traces leave this file. Nothing of the warehouse is kept.
 */
import type { MaskRules } from '../../shared/privacy/mask.ts';
import { maskTrace } from '../../shared/privacy/mask.ts';
import type { RunSql } from '../../shared/frame-sql/ask-frame.ts';
import { countStrata, countVerdicts, drawStrata } from '../../shared/frame-sql/ask-frame.ts';
import type { FrameText } from '../../shared/frame-sql/count-text.ts';
import { distinctText, valuesText } from '../../shared/frame-sql/count-text.ts';
import { keySql } from '../../shared/frame-sql/draw-text.ts';
import { postgres } from '../../shared/frame-sql/postgres.ts';
import { viewRelation } from '../../shared/frame-sql/relation.ts';
import { compareBytes } from '../../shared/sampling/prn.ts';
import { keyOf } from '../frames/key.ts';
import type { RotationEnd } from '../frames/order.ts';
import { endsAgain, orderDrawn, rotationSpans, startsOf, tooManyStrata } from '../frames/order.ts';
import type { DimensionFacts, DrawAnswer, DrawRequest, FrameOf, FrameReader } from '../frames/reader.ts';
import { fail } from '../routes/fail.ts';
import type { WarehouseRow } from './row-trace.ts';
import { traceOfRow } from './row-trace.ts';
import type { CheckedView } from './view.ts';

export interface OpenWarehouse {
  run: RunSql;
  view: CheckedView;
  sampleSeed: string;
  rules: MaskRules;
  /** Ids that audits before this one (or all) have drawn. */
  listAudited: (before: string | undefined) => Promise<string[]>;
  listEnds: (dimensions: FrameOf['dimensions']) => Promise<Map<string, RotationEnd>>;
}

/** Values that are listed of a dimension. */
const LISTED_VALUES = 50;
/** Audited traces that one statement can name. */
const MOST_AUDITED = 100_000;

export function warehouseReader(on: OpenWarehouse): FrameReader {
  const { run, view } = on;
  return {
    watermark: null,
    fingerprint: () => Promise.resolve(view.fingerprint),
    count: async (frame) => {
      const strata = await countStrata(run, await textOf(on, frame));
      if (strata === null) throw tooManyStrata(frame.dimensions);
      return {
        frameSize: strata.reduce((sum, one) => sum + one.population, 0),
        strata,
        isIndexed: false,
        note: 'Counted by the warehouse itself: the hub has no index there.',
        watermark: 0,
      };
    },
    verdicts: async (frame) => countVerdicts(run, await textOf(on, frame)),
    draw: (request) => draw(on, request),
    dimensions: () => listDimensions(on),
  };
}

async function textOf(
  on: OpenWarehouse,
  { filter, dimensions }: FrameOf,
  again?: string,
): Promise<FrameText> {
  const view = viewRelation(postgres, on.view.path, on.view.mapping);
  if (filter.excludesAudited !== true) return { dialect: postgres, relation: view, filter, dimensions };
  const audited = await on.listAudited(again);
  if (audited.length > MOST_AUDITED) throw tooManyAudited();
  const listed = audited.map((id) => postgres.text(id)).join(', ');
  const holds = listed === '' ? view.holds : [...view.holds, `${view.id} NOT IN (${listed})`];
  return { dialect: postgres, relation: { ...view, holds }, filter, dimensions };
}

function tooManyAudited(): Error {
  return fail('INFEASIBLE_PLAN', {
    what: 'More than 100,000 traces of this warehouse were audited: they cannot all be left out by name.',
    where: 'excludesAudited',
    remedy: 'Choose a rotating selection, which does not come back to them before all others were drawn.',
  });
}

async function draw(on: OpenWarehouse, request: DrawRequest): Promise<DrawAnswer> {
  const { sampleSeed } = on;
  const { sizes, again, dimensions } = request;
  const isRotating = request.selection === 'rotating';
  const seed = isRotating ? sampleSeed : request.seed;
  const ends =
    again === undefined ? () => on.listEnds(dimensions) : () => Promise.resolve(endsAgain(again.after));
  const starts = isRotating ? startsOf(sampleSeed, sizes, await ends()) : null;
  const text = await textOf(on, request, again?.auditId);
  const strata = await countStrata(on.run, text);
  if (strata === null) throw tooManyStrata(dimensions);
  const wanted = strata
    .filter(({ key }) => (sizes.get(key) ?? 0) > 0)
    .map((one) => {
      const start = starts?.get(one.key);
      return {
        ...one,
        size: sizes.get(one.key) ?? 0,
        start: start === undefined ? null : (start.key ?? start.prn),
      };
    });
  const places = await drawStrata(on.run, text, keySql(postgres, seed, text.relation.id), wanted);
  const found = new Map(wanted.map(({ key }, at) => [key, places[at] ?? []]));
  const rows = await readRows(
    on,
    [...found.values()].flat().map(({ id }) => id),
  );
  const drawn = orderDrawn(found, (id) => {
    const row = rows.get(id) as WarehouseRow;
    const { trace } = maskTrace(traceOfRow(row), on.rules);
    return { trace, occurredMs: row.atMs, cellNumber: null, key: keyOf(seed, id) };
  });
  return { drawn, rotation: starts === null ? new Map() : rotationSpans(starts, drawn) };
}

/** Mapped columns of these rows, by id. Throws SOURCE_UNREADABLE where an id is there twice. */
async function readRows(
  { run, view }: OpenWarehouse,
  ids: readonly string[],
): Promise<Map<string, WarehouseRow>> {
  const relation = viewRelation(postgres, view.path, view.mapping);
  const fields = Object.keys(view.mapping).filter((field) => field !== 'id' && field !== 'occurredAt');
  const columns = fields.map(
    (field, at) => `${postgres.asText(postgres.name(view.mapping[field] as string))} AS f${at}`,
  );
  const rows = new Map<string, WarehouseRow>();
  if (ids.length === 0) return rows;
  const listed = ids.map((id) => postgres.text(id)).join(', ');
  const found =
    await run(`SELECT ${[`${relation.id} AS id`, `${relation.atMs} AS at_ms`, ...columns].join(', ')}
    FROM ${relation.from} WHERE ${[...relation.holds, `${relation.id} IN (${listed})`].join(' AND ')}`);
  for (const row of found) {
    const id = String(row['id']);
    if (rows.has(id)) throw notUnique(view);
    const texts = new Map(fields.map((field, at) => [field, row[`f${at}`] as string | null]));
    rows.set(id, { id, atMs: Number(row['at_ms']), texts });
  }
  return rows;
}

function notUnique({ mapping }: CheckedView): Error {
  return fail('SOURCE_UNREADABLE', {
    what: 'Two rows of the warehouse have the same id, so it is not known which of them was drawn.',
    where: `column ${mapping['id']}`,
    remedy: 'Map a column that is unique, or make a view with one row per id.',
  });
}

async function listDimensions({ run, view }: OpenWarehouse): Promise<DimensionFacts[]> {
  const relation = viewRelation(postgres, view.path, view.mapping);
  const dimensions = [...relation.columnOf.keys()];
  if (dimensions.length === 0) return [];
  const text: FrameText = { dialect: postgres, relation, filter: { dimensions: [] }, dimensions };
  const [counts = {}] = await run(distinctText(text));
  const facts: DimensionFacts[] = [];
  for (const [at, dimension] of dimensions.entries()) {
    const distinct = Number(counts[`d${at}`]);
    if (distinct < 2) continue;
    const rows = await run(valuesText(text, dimension, LISTED_VALUES));
    const values = rows.map((row) => String(row['value']));
    facts.push({ dimension, distinct, values, isDeclared: false });
  }
  return facts.toSorted((a, b) => compareBytes(a.dimension, b.dimension));
}
