/** Which preset understands files, judged by their first records. Must not read them whole. */
import type { Preset } from '../../../shared/domain/source.ts';
import { readHead } from './byte-stream.ts';
import { headLooksLikeClapnq } from './presets/clapnq.ts';
import { looksLikeRagtruth } from './presets/ragtruth-qa.ts';
import { looksLikeTrace } from './presets/trace-jsonl.ts';
import { firstValues } from './read-records.ts';
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
  const firsts = await Promise.all(files.map((file) => firstValues(file, LOOKED_AT)));
  if (firsts.every((values) => values.some(looksLikeRagtruth))) return 'ragtruth-qa';
  return firsts.some((values) => values.some(looksLikeTrace)) ? 'trace-jsonl' : 'columns';
}
