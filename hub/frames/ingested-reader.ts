/**
 * Frames of an ingested source: by cells where filter and dimensions are declared, by looking through every trace where
 * they are not. Which way was taken is said, and both give the same answer.
 */
import type { Stratum } from '../../shared/domain/audit.ts';
import { sha256Hex } from '../../shared/domain/canonical.ts';
import type { VerdictCount } from '../../shared/frame-sql/ask-frame.ts';
import { countStrata, drawStrata, MAX_STRATA, nestVerdicts } from '../../shared/frame-sql/ask-frame.ts';
import type { SortKey } from '../../shared/frame-sql/circle.ts';
import { keySql } from '../../shared/frame-sql/draw-text.ts';
import { postgres } from '../../shared/frame-sql/postgres.ts';
import { listEnds } from '../store/rotation.ts';
import type { SourceRecord } from '../store/sources.ts';
import type { ReadableHub } from '../store/write.ts';
import { undeclaredOf } from './cells.ts';
import { countCells, countCellVerdicts } from './count-cells.ts';
import { listDimensions } from './dimensions.ts';
import { keyOf } from './key.ts';
import type { FoundTrace } from './draw-cells.ts';
import { byIndex } from './by-index.ts';
import { drawFromCells } from './draw-cells.ts';
import { keepCountable } from './judges.ts';
import type { RotationEnd } from './order.ts';
import { endsAgain, orderDrawn, rotationSpans, startsOf, tooManyStrata } from './order.ts';
import type { DrawAnswer, DrawRequest, FrameOf, FrameReader } from './reader.ts';
import { listIdsAt, readTraces } from './read-traces.ts';
import { runnerOf, scanText, scanVerdicts, storedKey } from './scan.ts';

interface Ingested {
  db: ReadableHub;
  source: SourceRecord;
  sampleSeed: string;
  watermark: number;
}

/** A reader of what `db` sees; `watermark` is the last position of the source that it sees. */
export function ingestedReader(on: Ingested): FrameReader {
  const { db, source, watermark } = on;
  return {
    watermark,
    fingerprint: () => Promise.resolve(sha256Hex(`hub-source:${source.id}:${watermark}`)),
    count: async (frame) => {
      const strata = await countFrame(on, frame);
      const frameSize = strata.reduce((sum, one) => sum + one.population, 0);
      return {
        frameSize,
        strata,
        isIndexed: hasIndex(on, frame),
        note: noteOf(on, frame),
        watermark: frame.watermark ?? watermark,
      };
    },
    verdicts: async (frame) => nestVerdicts(keepCountable(await verdictCounts(on, frame))),
    draw: (request) => draw(on, request),
    dimensions: () => listDimensions(db, source),
  };
}

/** Cells hold the counts of now. */
function hasIndex({ source, watermark }: Ingested, frame: FrameOf): boolean {
  return undeclaredOf(source, frame).length === 0 && (frame.watermark ?? watermark) >= watermark;
}

function noteOf(on: Ingested, frame: FrameOf): string | null {
  const undeclared = undeclaredOf(on.source, frame);
  if (undeclared.length > 0) {
    const [one, isSure] = undeclared.length === 1 ? ['is', 'it'] : ['are', 'them'];
    return `${undeclared.join(', ')} ${one} not declared for this source, so the hub looked at every trace. Declare ${isSure} to have counts and draws go by the index.`;
  }
  if (hasIndex(on, frame)) return null;
  return 'The counts are of an earlier position, so the hub looked at every trace.';
}

/** @param again the audit that is drawn again: what later ones have audited counts then */
async function countFrame(on: Ingested, frame: FrameOf, again?: string): Promise<Stratum[]> {
  const { db, source } = on;
  const strata =
    again === undefined && hasIndex(on, frame)
      ? await countCells(db, source, frame)
      : await countStrata(runnerOf(db), scanText(source, frame, again));
  if (strata === null || strata.length > MAX_STRATA) throw tooManyStrata(frame.dimensions);
  return strata;
}

function verdictCounts(on: Ingested, frame: FrameOf): Promise<VerdictCount[]> {
  const { db, source } = on;
  if (hasIndex(on, frame)) return countCellVerdicts(db, source, frame);
  return scanVerdicts(runnerOf(db), scanText(source, frame));
}

async function draw(on: Ingested, request: DrawRequest): Promise<DrawAnswer> {
  const { db, source, sampleSeed } = on;
  const isRotating = request.selection === 'rotating';
  const seed = isRotating ? sampleSeed : request.seed;
  const afters = isRotating ? startsOf(sampleSeed, request.sizes, await endsOf(on, request)) : null;
  const starts = new Map<string, SortKey>();
  for (const [key, after] of afters ?? []) starts.set(key, after.prn + after.traceId);
  const isIndexed = isRotating && undeclaredOf(source, request).length === 0;
  const found = isIndexed
    ? await drawFromCells(db, source, request, starts)
    : await drawByScan(on, request, isRotating ? storedKey : keySql(postgres, seed, 't.id'), starts);
  const ids = [...found.values()].flat().map(({ id }) => id);
  const traces = await byIndex(db, () => readTraces(db, source, ids));
  const drawn = orderDrawn(found, (id) => ({ ...traces(id), key: keyOf(seed, id) }));
  return { drawn, rotation: afters === null ? new Map() : rotationSpans(afters, drawn) };
}

async function endsOf(
  { db, source, sampleSeed }: Ingested,
  { again, dimensions }: DrawRequest,
): Promise<Map<string, RotationEnd>> {
  if (again === undefined) return listEnds(db, source.number, dimensions);
  const keys = new Set([...again.after.values()].filter((key) => key !== null));
  const ids = await listIdsAt(
    db,
    source,
    [...keys].map((key) => Number.parseInt(key.slice(0, 13), 16)),
  );
  const idOf = new Map(ids.map((id): [string, string] => [keyOf(sampleSeed, id), id]));
  return endsAgain(again.after, idOf);
}

async function drawByScan(
  on: Ingested,
  request: DrawRequest,
  sortKey: string,
  starts: ReadonlyMap<string, SortKey>,
): Promise<Map<string, FoundTrace[]>> {
  const { db, source } = on;
  const { sizes, again } = request;
  const text = scanText(source, request, again?.auditId);
  const wanted = (await countFrame(on, request, again?.auditId))
    .filter(({ key }) => (sizes.get(key) ?? 0) > 0)
    .map((one) => ({ ...one, size: sizes.get(one.key) ?? 0, start: starts.get(one.key) ?? null }));
  const found = await drawStrata(runnerOf(db), text, sortKey, wanted);
  return new Map(wanted.map(({ key }, at) => [key, found[at] ?? []]));
}
