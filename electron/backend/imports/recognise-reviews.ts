/** Which preset understands files with reviews, judged by their first records and columns. Must not read them whole. */
import type { ImportPreset } from '../../../shared/domain/imported.ts';
import { looksLikeRecord } from '../../../shared/imports/argilla.ts';
import { looksLikeMinTask } from '../../../shared/imports/label-studio-min.ts';
import { looksLikeTask } from '../../../shared/imports/label-studio.ts';
import { looksLikeScores } from '../../../shared/imports/langfuse-scores.ts';
import { xstestColumns } from '../../../shared/imports/xstest.ts';
import { readHead } from '../sources/byte-stream.ts';
import { readDialect } from '../sources/csv-reader.ts';
import { headLooksLikeClapnq } from '../sources/presets/clapnq.ts';
import { firstValues } from '../sources/read-records.ts';
import type { SourceFile } from '../sources/source-files.ts';
import type { TableReader } from './read-files.ts';

const HEAD_BYTES = 64 * 1024;
const lookedAt = 20;

/** `columns`, which understands any table, where no other preset does. */
export async function recogniseReviews(
  files: readonly SourceFile[],
  tables: TableReader,
): Promise<ImportPreset> {
  const [first] = files;
  if (first === undefined) return 'columns';
  if (first.format === 'csv') return recogniseTable((await readDialect(first)).columns);
  if (first.format === 'parquet') return recogniseTable(await tables.tableColumns(first));
  const head = (await readHead(first, HEAD_BYTES)).toString('utf8').replace(/^\ufeff/, '');
  if (headLooksLikeClapnq(head)) return 'clapnq';
  const values = await firstValues(first, lookedAt);
  if (values.some((one) => looksLikeTask(one) || looksLikeMinTask(one))) return 'label-studio';
  return values.some(looksLikeRecord) ? 'argilla' : 'columns';
}

function recogniseTable(names: readonly string[]): ImportPreset {
  const columns = new Set(names);
  if (xstestColumns.every((name) => columns.has(name))) return 'xstest';
  return looksLikeScores(columns) ? 'langfuse-scores' : 'columns';
}
