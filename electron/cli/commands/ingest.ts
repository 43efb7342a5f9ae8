/** `assay ingest`: sends traces of files, or of another program, to a hub, and says what became of them. */
import { resolve } from 'node:path';
import { stdin } from 'node:process';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { BatchReport } from '../../../shared/contract/hub-traces.ts';
import type { Preset, RejectedRow, SourceSpec } from '../../../shared/domain/source.ts';
import { readBytes } from '../../backend/sources/byte-stream.ts';
import type { SourceEngine } from '../../backend/sources/engine.ts';
import { createSourceEngine } from '../../backend/sources/engine.ts';
import { listSourceFiles } from '../../backend/sources/source-files.ts';
import { mappingOption, presetOption, readMapping } from '../options.ts';
import { explain, warn, write, writeJson } from '../run.ts';
import { piecesOfLangfuse } from '../langfuse-pieces.ts';
import type { HubAddress } from '../send-traces.ts';
import { sendPiece } from '../send-traces.ts';
import type { Piece } from '../trace-pieces.ts';
import { piecesOfLines, piecesOfTraces } from '../trace-pieces.ts';

interface IngestOptions {
  source: string;
  url: string;
  token?: string;
  preset?: string;
  mapping?: string;
  json?: boolean;
}

/** Something to send: one file of lines, standard input, or all files that a preset reads together. */
interface Sending {
  name: string;
  pieces: AsyncIterable<Piece>;
  /** Rows that are no traces and were not sent. */
  unsent(): Promise<{ total: number; rows: RejectedRow[] }>;
}

interface Sent {
  name: string;
  batches: BatchReport[];
  unsent: { total: number; rows: RejectedRow[] };
}

const listed = 20;
/** Whether the hub reads what is sent by an importer of its own. */
const isForHub = (options: IngestOptions): boolean => options.preset === 'langfuse';
const nothingUnsent = async (): Promise<Sent['unsent']> => ({ total: 0, rows: [] });

async function* sendingsOf(
  paths: readonly string[],
  options: IngestOptions,
  engine: SourceEngine,
): AsyncGenerator<Sending> {
  if (paths.includes('-')) {
    const pieces = isForHub(options) ? piecesOfLangfuse : piecesOfLines;
    yield { name: '-', pieces: pieces(stdin, 'standard input'), unsent: nothingUnsent };
    return;
  }
  if (isForHub(options)) {
    for (const file of await listSourceFiles(
      paths.map((path) => resolve(path)),
      new Map(),
    )) {
      yield {
        name: file.path,
        pieces: piecesOfLangfuse(readBytes(file), file.path),
        unsent: nothingUnsent,
      };
    }
    return;
  }
  const request = {
    paths: paths.map((path) => resolve(path)),
    preset: (options.preset ?? null) as Preset | null,
    mapping: readMapping(options.mapping),
  };
  const spec = await engine.resolve(request);
  const files = await listSourceFiles(request.paths, new Map());
  if (spec.preset !== 'trace-jsonl' || files.some((file) => file.format !== 'jsonl')) {
    yield readByPreset(paths, spec, engine);
    return;
  }
  for (const file of files) {
    yield { name: file.path, pieces: piecesOfLines(readBytes(file), file.path), unsent: nothingUnsent };
  }
}

function readByPreset(paths: readonly string[], spec: SourceSpec, engine: SourceEngine): Sending {
  return {
    name: paths.join(', '),
    pieces: piecesOfTraces(engine.readBatches(spec)),
    unsent: () => engine.rejected(spec, 0, listed),
  };
}

async function send(to: HubAddress, { name, pieces, unsent }: Sending): Promise<Sent> {
  const batches: BatchReport[] = [];
  for await (const piece of pieces) batches.push(await sendPiece(to, piece));
  return { name, batches, unsent: await unsent() };
}

const sum = (
  batches: readonly BatchReport[],
  count: 'received' | 'stored' | 'repeated' | 'rejected',
): number => batches.reduce((total, one) => total + one[count], 0);

function print({ name, batches, unsent }: Sent): void {
  const rejected = sum(batches, 'rejected') + unsent.total;
  write(
    `${name}: ${sum(batches, 'stored')} traces stored, ${sum(batches, 'repeated')} were there already, ${rejected} rejected`,
  );
  const masked = new Map<string, number>();
  for (const one of batches) {
    for (const [kind, count] of Object.entries(one.masked)) masked.set(kind, (masked.get(kind) ?? 0) + count);
  }
  if (masked.size > 0)
    write(`  masked: ${[...masked].map(([kind, count]) => `${count} ${kind}`).join(', ')}`);
  for (const change of batches.flatMap((one) => one.drift)) write(`  changed: ${change.sentence}`);
  const rejects = batches.flatMap((one) => one.rejects).slice(0, listed);
  for (const one of rejects) warn(`  ${name}:${one.line} ${one.code} ${one.reason}`);
  for (const row of unsent.rows) warn(`  ${row.file}:${row.line} ${row.code} ${row.reason}`);
  const shown = rejects.length + unsent.rows.length;
  if (rejected > shown) warn(`  … and ${rejected - shown} more`);
}

async function ingest(paths: readonly string[], options: IngestOptions): Promise<number> {
  const token = options.token ?? process.env['ASSAY_TOKEN'] ?? '';
  const importer = isForHub(options) ? options.preset : undefined;
  const to = { url: options.url, token, source: options.source, importer };
  const engine = createSourceEngine();
  const sent: Sent[] = [];
  try {
    for await (const sending of sendingsOf(paths, options, engine)) {
      const one = await send(to, sending);
      if (options.json !== true) print(one);
      sent.push(one);
    }
  } finally {
    await engine.close();
  }
  if (options.json === true) writeJson(sent);
  return sent.some(({ batches, unsent }) => sum(batches, 'rejected') + unsent.total > 0) ? 1 : 0;
}

function isAddress(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw new InvalidArgumentError('an address such as https://hub.example.com is needed');
}

export function addIngest(program: Command): void {
  program
    .command('ingest')
    .description(
      'send traces to a hub; what it has already it does not store again (exit code 1: some were rejected)',
    )
    .argument(
      '<paths...>',
      'files of traces (JSONL, also gzipped; CSV, Parquet …), or - for lines on standard input',
    )
    .requiredOption('--source <name>', 'name of the source at the hub; made on first use')
    .requiredOption('--url <url>', 'address of the hub', isAddress)
    .option('--token <token>', 'token of role ingest or admin (or ASSAY_TOKEN, which no process list shows)')
    .addOption(presetOption(['langfuse']))
    .addOption(mappingOption())
    .option('--json', 'print JSON')
    .action(async (paths: string[], options: IngestOptions, command: Command) => {
      if (paths.includes('-') && paths.length > 1) command.error('error: - (standard input) stands alone');
      try {
        process.exitCode = await ingest(paths, options);
      } catch (error) {
        process.exitCode = explain(error);
      }
    });
}
