/**
 * The source engine: answers what files hold (inspect, open, count, draw, read) for everyone else in the backend. Files
 * stay where they are; DuckDB counts and draws; traces are made only when they are asked for.
 *
 * Invariant: every answer is about the files as they are now: a change between two calls is noticed, never mixed.
 */
import type { FrameFilter, Stratum } from '../../../shared/domain/audit.ts';
import type { Digest } from '../../../shared/domain/ids.ts';
import type { Inspection, RejectedRow, SourceSpec } from '../../../shared/domain/source.ts';
import type { Dimension, Trace } from '../../../shared/domain/trace.ts';
import { Duck } from './duck.ts';
import { ContentDigests } from './fingerprint.ts';
import { countStrata, drawPlaces, listDimensions } from './frame-queries.ts';
import type { InspectRequest } from './inspect.ts';
import { describeRequest, inspectOpened, listRejected } from './inspect.ts';
import type { Opened } from './open-source.ts';
import { openSource } from './open-source.ts';
import type { OpenedSource } from './opened-source.ts';
import { OpenedSources } from './opened-sources.ts';
import type { RawRecord } from './raw-record.ts';
import { changed } from './source-error.ts';
import type { KnownFiles, SourceFile } from './source-files.ts';
import { assertUnchanged, listSourceFiles } from './source-files.ts';
import { columnsOfTable, readTableCells } from './table-cells.ts';
import type { VerdictCounts } from './verdict-queries.ts';
import { countVerdicts } from './verdict-queries.ts';

export interface DrawnTrace {
  /** Key of its stratum. */
  stratum: string;
  /** Lowercase hex SHA-256 of `seed:sample:id`. */
  key: Digest;
  /** 1-based, within the stratum. */
  rank: number;
  trace: Trace;
}

/** Every method throws `SourceError` for what a person can do something about. */
export interface SourceEngine {
  /** Reads without storing anything. */
  inspect(request: InspectRequest): Promise<Inspection>;
  /** The spec that a request means: its preset recognised, its mapping completed. */
  resolve(request: InspectRequest): Promise<SourceSpec>;
  open(spec: SourceSpec): Promise<{ fingerprint: Digest; traceCount: number; rejectedCount: number }>;
  rejected(spec: SourceSpec, offset: number, limit: number): Promise<{ total: number; rows: RejectedRow[] }>;
  /** Dimensions with at least two values, the most frequent values first. */
  dimensions(spec: SourceSpec): Promise<{ dimension: Dimension; distinct: number; values: string[] }[]>;
  countFrame(
    spec: SourceSpec,
    filter: FrameFilter,
    dimensions: readonly Dimension[],
  ): Promise<{ frameSize: number; strata: Stratum[] }>;
  /** Traces of the frame by stratum key, judge and verdict; empty where judges said nothing that can be counted. */
  countVerdicts(
    spec: SourceSpec,
    filter: FrameFilter,
    dimensions: readonly Dimension[],
  ): Promise<Map<string, VerdictCounts>>;
  /** The n smallest keys of each stratum in `sizes`, with their traces. */
  draw(
    spec: SourceSpec,
    filter: FrameFilter,
    dimensions: readonly Dimension[],
    seed: string,
    sizes: ReadonlyMap<string, number>,
  ): Promise<DrawnTrace[]>;
  /** Every trace with its provenance. */
  readAll(spec: SourceSpec): AsyncIterable<Trace>;
  /** The same in batches, for those who store them by batches. */
  readBatches(spec: SourceSpec): AsyncIterable<Trace[]>;
  /** Columns of a Parquet file. */
  tableColumns(file: SourceFile): Promise<string[]>;
  /** Its rows as cells of text, in their order; empty cells are left out. */
  readTable(file: SourceFile): AsyncIterable<RawRecord[]>;
  close(): Promise<void>;
}

export function createSourceEngine(): SourceEngine {
  return new FileSourceEngine();
}

class FileSourceEngine implements SourceEngine {
  readonly #duck = new Duck();
  readonly #digests = new ContentDigests();
  readonly #opened = new OpenedSources();
  readonly #files: KnownFiles = new Map();

  async inspect(request: InspectRequest): Promise<Inspection> {
    const described = await describeRequest(this.#duck, this.#files, request);
    if (described.missingFields.length > 0) return described.inspection;
    return this.#use(described.spec, (opened) => inspectOpened(this.#duck, described, opened));
  }

  async resolve(request: InspectRequest): Promise<SourceSpec> {
    return (await describeRequest(this.#duck, this.#files, request)).spec;
  }

  open(spec: SourceSpec): Promise<{ fingerprint: Digest; traceCount: number; rejectedCount: number }> {
    return this.#use(spec, async ({ fingerprint, source: { traceCount, rejectedCount } }) => ({
      fingerprint,
      traceCount,
      rejectedCount,
    }));
  }

  rejected(spec: SourceSpec, offset: number, limit: number): Promise<{ total: number; rows: RejectedRow[] }> {
    return this.#use(spec, ({ source }) => listRejected(this.#duck, source, offset, limit));
  }

  dimensions(spec: SourceSpec): Promise<{ dimension: Dimension; distinct: number; values: string[] }[]> {
    return this.#use(spec, ({ source }) => listDimensions(this.#duck, source));
  }

  countFrame(
    spec: SourceSpec,
    filter: FrameFilter,
    dimensions: readonly Dimension[],
  ): Promise<{ frameSize: number; strata: Stratum[] }> {
    return this.#use(spec, async ({ source }) => {
      const strata = await countStrata(this.#duck, source, filter, dimensions);
      return { frameSize: strata.reduce((sum, stratum) => sum + stratum.population, 0), strata };
    });
  }

  countVerdicts(
    spec: SourceSpec,
    filter: FrameFilter,
    dimensions: readonly Dimension[],
  ): Promise<Map<string, VerdictCounts>> {
    return this.#use(spec, ({ source }) => countVerdicts(this.#duck, source, filter, dimensions));
  }

  draw(
    spec: SourceSpec,
    filter: FrameFilter,
    dimensions: readonly Dimension[],
    seed: string,
    sizes: ReadonlyMap<string, number>,
  ): Promise<DrawnTrace[]> {
    return this.#use(spec, async ({ source }) => {
      const places = await drawPlaces(this.#duck, source, filter, dimensions, seed, sizes);
      const traces = await source.fetch(places);
      await assertUnchanged(source.files);
      return places.map(({ stratum, key, rank, id, fileNo }, at) => {
        const trace = traces[at];
        if (trace?.id !== id) throw changed(pathOf(source, fileNo));
        return { stratum, key: key as Digest, rank, trace };
      });
    });
  }

  async *readAll(spec: SourceSpec): AsyncGenerator<Trace> {
    for await (const batch of this.readBatches(spec)) yield* batch;
  }

  async *readBatches(spec: SourceSpec): AsyncGenerator<Trace[]> {
    // A source in use is not freed: the loop below holds it until its reader has had enough.
    const reading = Promise.withResolvers<void>();
    const held = Promise.withResolvers<Opened>();
    const using = this.#use(spec, (opened) => {
      held.resolve(opened);
      return reading.promise;
    });
    using.catch(held.reject);
    try {
      const { source } = await held.promise;
      yield* source.readBatches();
      await assertUnchanged(source.files);
    } finally {
      reading.resolve();
      await using.catch(() => undefined);
    }
  }

  tableColumns(file: SourceFile): Promise<string[]> {
    return columnsOfTable(this.#duck, file);
  }

  readTable(file: SourceFile): AsyncIterable<RawRecord[]> {
    return readTableCells(this.#duck, file);
  }

  close(): Promise<void> {
    return this.#duck.close();
  }

  async #use<T>(spec: SourceSpec, work: (opened: Opened) => Promise<T>): Promise<T> {
    const files = await listSourceFiles(spec.paths, this.#files);
    const open = (): Promise<Opened> => openSource(this.#duck, this.#digests, spec, files);
    return this.#opened.use(spec, files, open, work);
  }
}

function pathOf(source: OpenedSource, fileNo: number): string {
  return source.files[fileNo]?.path ?? '';
}
