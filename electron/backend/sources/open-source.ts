/** From a spec to an opened source: the files, their digests, and the preset that reads them. */
import type { Digest } from '../../../shared/domain/ids.ts';
import type { SourceSpec } from '../../../shared/domain/source.ts';
import { describeColumns, openColumnSource } from './column-source.ts';
import type { Duck } from './duck.ts';
import type { ContentDigests } from './fingerprint.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { OpenedSource } from './opened-source.ts';
import { clapnq } from './presets/clapnq.ts';
import { ragtruthQa } from './presets/ragtruth-qa.ts';
import { traceJsonl } from './presets/trace-jsonl.ts';
import type { RecordPreset } from './record-preset.ts';
import { openRecordSource } from './record-source.ts';
import type { SourceFile } from './source-files.ts';
import { assertUnchanged } from './source-files.ts';

const recordPresets: Record<Exclude<SourceSpec['preset'], 'columns'>, RecordPreset> = {
  'trace-jsonl': traceJsonl,
  'ragtruth-qa': ragtruthQa,
  clapnq,
};

export interface Opened {
  readonly source: OpenedSource;
  readonly fingerprint: Digest;
}

/** Reads and checks every row. Throws `SourceError`; SOURCE_CHANGED when a file is written meanwhile. */
export async function openSource(
  duck: Duck,
  digests: ContentDigests,
  spec: SourceSpec,
  files: readonly SourceFile[],
): Promise<Opened> {
  const fingerprint = await fingerprintOf(spec, files, digests);
  const hashes = await Promise.all(files.map((file) => digests.of(file)));
  const source = await openFiles(duck, spec, files, hashes);
  try {
    await assertUnchanged(files);
  } catch (error) {
    await source.drop();
    throw error;
  }
  return { source, fingerprint };
}

async function openFiles(
  duck: Duck,
  spec: SourceSpec,
  files: readonly SourceFile[],
  digests: readonly Digest[],
): Promise<OpenedSource> {
  if (spec.preset === 'columns') {
    const described = await describeColumns(duck, files);
    return openColumnSource(duck, described, spec.mapping ?? {}, {
      preset: spec.preset,
      digests,
      hidesPlace: false,
    });
  }
  const prepared = await recordPresets[spec.preset].prepare(files);
  const { hidesPlace } = prepared;
  return openRecordSource(duck, files, prepared, { preset: spec.preset, digests, hidesPlace });
}
