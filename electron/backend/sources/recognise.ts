/** Which preset understands files, judged by their first records. Must not read them whole. */
import type { Preset } from '../../../shared/domain/source.ts';
import { readHead } from './byte-stream.ts';
import { headLooksLikeClapnq } from './presets/clapnq.ts';
import { looksLikeRagtruth } from './presets/ragtruth-qa.ts';
import { looksLikeTrace } from './presets/trace-jsonl.ts';
import { readJsonRecords } from './read-records.ts';
import { SourceError } from './source-error.ts';
import type { SourceFile } from './source-files.ts';

/** Records of each file that are looked at. */
const LOOKED_AT = 20;
const HEAD_BYTES = 64 * 1024;

/** The preset of files; `columns`, which understands any table, where no other does. */
export async function recognisePreset(files: readonly SourceFile[]): Promise<Preset> {
  const isJson = files.every((file) => file.format === 'json' || file.format === 'jsonl');
  const [first] = files;
  if (!isJson || first === undefined) return 'columns';
  if (files.length === 1) {
    const head = (await readHead(first, HEAD_BYTES)).toString('utf8').replace(/^\ufeff/, '');
    if (headLooksLikeClapnq(head)) return 'clapnq';
  }
  const firsts = await Promise.all(files.map(firstValues));
  if (firsts.every((values) => values.some(looksLikeRagtruth))) return 'ragtruth-qa';
  return firsts.some((values) => values.some(looksLikeTrace)) ? 'trace-jsonl' : 'columns';
}

/** The first sound values of a file; none where it is no list of records. */
async function firstValues(file: SourceFile): Promise<unknown[]> {
  const values: unknown[] = [];
  try {
    for await (const batch of readJsonRecords(file)) {
      for (const record of batch) if (record.fault === undefined) values.push(record.value);
      if (values.length >= LOOKED_AT) break;
    }
  } catch (error) {
    // Recognising is a guess: a file that is damaged further on is refused when it is read.
    if (!(error instanceof SourceError)) throw error;
  }
  return values.slice(0, LOOKED_AT);
}
