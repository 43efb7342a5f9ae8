/** Sources: made, listed, and told which of their dimensions to index. */
import type { HubSource, WarehouseView } from '../../shared/contract/hub-traces.ts';
import type { SourceId } from '../../shared/domain/ids.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import type { HubDatabase } from '../database/open.ts';
import { withFrameReader } from '../frames/open-reader.ts';
import { recell } from '../frames/recell.ts';
import { inSource } from '../ingest/source-lock.ts';
import { isoNow } from '../outside.ts';
import type { SourceFacts } from '../store/source-facts.ts';
import { readSourceFacts } from '../store/source-facts.ts';
import type { SourceRecord } from '../store/sources.ts';
import { findSource, insertSource, listSources, updateDeclared } from '../store/sources.ts';
import { tryWarehouse } from '../warehouse/open-warehouse.ts';
import { os } from './context.ts';
import type { RequestFailure } from './fail.ts';
import { fail, notFound } from './fail.ts';

const list = os.traces.sources.list.handler(async ({ context }) => {
  const { db } = context.database;
  const facts = await readSourceFacts(db);
  return (await listSources(db)).map((source) => shown(source, facts.get(source.number)));
});

const create = os.traces.sources.create.handler(async ({ context, input }) => {
  const { database, clock, ids, person } = context;
  if (input.warehouse !== undefined && person.role !== 'admin') throw adminsOnly();
  const declared = checkDeclared(input.declared ?? []);
  const facts = {
    id: ids.uuid() as SourceId,
    name: input.name,
    kind: input.warehouse === undefined ? ('ingested' as const) : ('warehouse' as const),
    declared,
    warehouse: input.warehouse ?? null,
    createdAt: isoNow(clock),
  };
  if (facts.warehouse !== null) await checkWarehouse(facts.warehouse, declared);
  const source = await insertSource(database.db, facts, person.id);
  if (source === null) throw nameTaken(input.name);
  return shown(source, undefined);
});

const declare = os.traces.sources.declare.handler(async ({ context, input }) => {
  const { db } = context.database;
  const declared = checkDeclared(input.declared);
  const source = await getSource(context.database, input.sourceId);
  if (source.kind === 'warehouse') throw noIndex('A warehouse is not indexed by the hub.', source.name);
  await inSource(db, source.number, async (tx) => {
    await updateDeclared(tx, source.number, declared);
    await recell(tx, source.number, declared);
  });
  return shown({ ...source, declared }, (await readSourceFacts(db)).get(source.number));
});

const dimensions = os.traces.sources.dimensions.handler(async ({ context, input }) => {
  const { database } = context;
  const source = await getSource(database, input.sourceId);
  return withFrameReader(database.db, source, database, (reader) => reader.dimensions());
});

export const sources = { list, create, declare, dimensions };

/** Whoever names a relation reads whatever the hub's user of the warehouse may read. */
function adminsOnly(): RequestFailure {
  return fail('FORBIDDEN', {
    what: 'A view of the warehouse is an admin’s to add.',
    where: 'warehouse',
    remedy: 'Ask an admin of this hub.',
  });
}

async function getSource({ db }: HubDatabase, id: string): Promise<SourceRecord> {
  const source = await findSource(db, id);
  if (source === null) throw notFound('There is no such source.');
  return source;
}

function shown(source: SourceRecord, facts: SourceFacts | undefined): HubSource {
  const { id, name, kind, declared, warehouse, createdAt } = source;
  const isWarehouse = kind === 'warehouse';
  return {
    id,
    name,
    kind,
    declared,
    warehouse,
    traceCount: isWarehouse ? null : (facts?.traceCount ?? 0),
    firstAt: facts?.firstAt ?? null,
    lastAt: facts?.lastAt ?? null,
    lastBatchAt: facts?.lastBatchAt ?? null,
    createdAt,
  };
}

function checkDeclared(declared: readonly Dimension[]): Dimension[] {
  const twice = declared.find((name, at) => declared.indexOf(name) !== at);
  if (twice === undefined) return [...declared];
  throw fail('INVALID_INPUT', {
    what: `The dimension ${twice} is declared twice.`,
    where: 'declared',
    remedy: 'Name each dimension once.',
  });
}

/** Opens it once: what cannot be read is refused before anybody plans with it. */
async function checkWarehouse(view: WarehouseView, declared: readonly Dimension[]): Promise<void> {
  if (declared.length > 0) throw noIndex('A warehouse is not indexed by the hub.', 'declared');
  await tryWarehouse(view);
}

function noIndex(what: string, where: string): RequestFailure {
  return fail('INVALID_INPUT', {
    what,
    where,
    remedy: 'Declare no dimensions: frames of it can use every mapped one. Its own indexes make it fast.',
  });
}

function nameTaken(name: string): RequestFailure {
  return fail('CONFLICT', {
    what: `There is a source "${name}" already.`,
    where: 'name',
    remedy: 'Choose another name, or use that one.',
  });
}
