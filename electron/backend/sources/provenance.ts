/**
 * Where a trace came from, for whoever stores whole files (import) or looks at a preview. Drawn items do not carry it:
 * the plan names the fingerprint of the source, the same trace must give the same content from any format, and a row
 * number may tell the verdict where a file is sorted by it.
 */
import { digestOf } from '../../../shared/domain/canonical.ts';
import type { Digest } from '../../../shared/domain/ids.ts';
import type { Preset } from '../../../shared/domain/source.ts';
import type { Trace } from '../../../shared/domain/trace.ts';

export interface Origin {
  readonly preset: Preset;
  /** Content digests of the files of the source, in their order. */
  readonly digests: readonly Digest[];
  readonly hidesPlace: boolean;
}

/**
 * Adds importer, file hash and row, unless the trace brought a provenance of its own. Where the place of a row tells
 * its verdict, the hash is over all files together and there is no row.
 */
export function withProvenance(of: Trace, origin: Origin, fileNo: number, row: number): Trace {
  if (of.provenance !== undefined) return of;
  const importer = origin.preset;
  if (origin.hidesPlace) return { ...of, provenance: { importer, fileHash: digestOf(origin.digests) } };
  const fileHash = origin.digests[fileNo];
  return { ...of, provenance: { importer, row, ...(fileHash === undefined ? {} : { fileHash }) } };
}
