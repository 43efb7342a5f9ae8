/**
 * Ends the keeping of imported texts in the files beside the store (see trace-spool.ts): a text that was erased is taken out
 * of its file, too, and files that no source names go. Must not decide what is due.
 *
 * Invariants: what this takes out follows from the store alone, so that it can be repeated after a crash; a file is either as
 * it was or without the erased texts, never half-written. Its audit cannot be drawn again from it afterwards, and says so.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Source } from '../../../shared/domain/source.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { pathOf } from '../../../db/connection.ts';
import { listAudits } from '../../../db/queries/audits.ts';
import { listErasedAmong } from '../../../db/queries/contents.ts';
import { listSources } from '../../../db/queries/sources.ts';
import { findManifest } from '../report-input.ts';

const folderName = 'imports';

/** Takes erased texts out of the files of imports; answers how many. Throws what the file system throws. */
export function endSpooledTexts(store: ReadableStore): number {
  let ended = 0;
  for (const source of listSources(store)) {
    const path = findSpool(store, source);
    if (path === null) continue;
    const gone = listErasedTraces(store, source);
    if (gone.size > 0) ended += takeOut(path, gone);
  }
  return ended;
}

/** Takes files away that no source names: what an import left behind whose process ended. Only while none is under way. */
export function sweepSpools(store: ReadableStore): void {
  const folder = join(dirname(pathOf(store)), folderName);
  if (!existsSync(folder)) return;
  const named = new Set(listSources(store).flatMap(({ spec }) => spec.paths.map((path) => basename(path))));
  for (const name of readdirSync(folder)) {
    if (!named.has(name)) rmSync(join(folder, name), { force: true });
  }
}

/** The file of an import's source, wherever the folder of this store lies now; null for files of somebody's own. */
function findSpool(store: ReadableStore, { spec }: Source): string | null {
  const [only, another] = spec.paths;
  if (only === undefined || another !== undefined || basename(dirname(only)) !== folderName) return null;
  const path = join(dirname(pathOf(store)), folderName, basename(only));
  return existsSync(path) ? path : null;
}

function listErasedTraces(store: ReadableStore, source: Source): Set<string> {
  const gone = new Set<string>();
  for (const audit of listAudits(store)) {
    if (audit.plan.source.id !== source.id) continue;
    const items = findManifest(store, audit)?.items ?? [];
    const erased = new Set<string>(
      listErasedAmong(
        store,
        items.map((item) => item.contentDigest),
      ),
    );
    for (const item of items) if (erased.has(item.contentDigest)) gone.add(item.traceId);
  }
  return gone;
}

/** Writes the file anew without the traces of these ids; answers how many went. */
function takeOut(path: string, gone: ReadonlySet<string>): number {
  const part = `${path}.part`;
  const [from, to] = [openSync(path, 'r'), openSync(part, 'w', 0o600)];
  let [taken, kept] = [0, 0];
  try {
    for (const line of linesOf(from)) {
      if (gone.has(idOf(line))) {
        taken += 1;
        continue;
      }
      writeSync(to, line);
      kept += 1;
    }
    fsyncSync(to);
  } finally {
    closeSync(from);
    closeSync(to);
  }
  if (taken === 0) rmSync(part, { force: true });
  else renameSync(part, path);
  if (kept === 0) rmSync(path, { force: true });
  return taken;
}

function idOf(line: Buffer): string {
  return (JSON.parse(line.toString('utf8')) as { id: string }).id;
}

const chunkBytes = 1024 * 1024;

/** Lines with their ends, one after another: such a file may be larger than memory. */
function* linesOf(file: number): Generator<Buffer> {
  let rest = Buffer.alloc(0);
  for (;;) {
    const chunk = Buffer.alloc(chunkBytes);
    const read = readSync(file, chunk);
    if (read === 0) break;
    rest = Buffer.concat([rest, chunk.subarray(0, read)]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield rest.subarray(0, end + 1);
      rest = rest.subarray(end + 1);
    }
  }
  if (rest.length > 0) yield rest;
}
