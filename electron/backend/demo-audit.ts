/**
 * The demo: made traces as a file source, an audit of 20 items drawn from it with a calibration round before them, and a
 * hub of this program's own where it can start one. The same on every machine.
 *
 * Invariant: opening it again opens the same audit; the hub may fail, the audit does not.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditPlan } from '../../shared/domain/audit.ts';
import { hallucinationAudit } from '../../shared/domain/defaults.ts';
import type { AuditId, SourceId } from '../../shared/domain/ids.ts';
import type { Source } from '../../shared/domain/source.ts';
import type { Demo } from '../../shared/demo/generate.ts';
import { generateDemo } from '../../shared/demo/generate.ts';
import { StorageError } from '../../db/errors.ts';
import { listAudits } from '../../db/queries/audits.ts';
import { insertSource, listSources } from '../../db/queries/sources.ts';
import { isoNow } from './clock.ts';
import type { BackendContext } from './context.ts';
import { demoRound, demoRoundSize } from './demo-round.ts';
import { drawAndStore } from './draw.ts';
import { getSelf } from './self.ts';

/** What the demo is made of. Changing any of it makes another demo. */
const options = { seed: 'assay-demo', count: 2000, weekStart: '2026-11-09' } as const;

/** Of its draw, by which it is known again: other audits of made data have other ones. */
const seed = '5a17ed0de0a5517e5a17ed0de0a5517e';

/** The demo audit of this device; made when it is not there yet. */
export async function openDemoAudit(context: BackendContext): Promise<AuditId> {
  const known = listAudits(context.store).find((one) => one.isDemo && one.plan.seed === seed);
  if (known !== undefined) return known.id;
  const made = makeDemo();
  const source = await addDemoSource(context, made);
  const { person } = getSelf(context.store);
  const drawn = await drawAndStore(context, {
    plan: planOf(source),
    reviewerIds: [person.id],
    isDemo: true,
    round: (manifest) => demoRound(made, manifest),
  });
  return drawn.auditId;
}

/** The traces of the demo, and what is known about them. */
export function makeDemo(): Demo {
  return generateDemo(options);
}

/** The demo's traces as a source of this device. */
export async function addDemoSource(context: BackendContext, made: Demo): Promise<Source> {
  const { store, sources, ids, clock, dataDir } = context;
  const path = await writeDemo(join(dataDir, 'demo'), made);
  const spec = { paths: [path], preset: 'trace-jsonl' } as const;
  const opened = await sources.open({ ...spec, paths: [path] });
  const known = listSources(store).find((one) => one.fingerprint === opened.fingerprint);
  if (known !== undefined) return known;
  const source: Source = {
    id: ids.uuidv7() as SourceId,
    name: 'Demo: support answers of one week',
    spec: { ...spec, paths: [path] },
    ...opened,
    addedAt: isoNow(clock),
  };
  insertSource(store, source);
  return source;
}

/** Writes traces and truth; answers the path of the traces. */
async function writeDemo(folder: string, { traces, truth }: Demo): Promise<string> {
  const path = join(folder, 'traces.jsonl');
  try {
    await mkdir(folder, { recursive: true });
    await writeWhole(path, traces);
    await writeWhole(join(folder, 'truth.jsonl'), truth);
  } catch (error) {
    throw toWriteError(error, folder);
  }
  return path;
}

/** A file that is there is whole: it is renamed into place. */
async function writeWhole(path: string, rows: readonly unknown[]): Promise<void> {
  await writeFile(`${path}.part`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await rename(`${path}.part`, path);
}

function toWriteError(error: unknown, where: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StorageError('STORAGE_FULL', where, error);
  if (['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR'].includes(code)) {
    return new StorageError('STORAGE_READ_ONLY', where, error);
  }
  return error;
}

/** Twenty items over the twelve cells of risk class and model; the least overlap that reaches every cell. */
function planOf(source: Source): AuditPlan {
  return {
    title: 'Demo: support answers',
    source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
    filter: { dimensions: [] },
    dimensions: ['riskClass', 'model'],
    allocation: { rule: 'proportional', size: 20, minPerStratum: 1, takeAllBelow: 0 },
    overlap: { size: 12, reviewersPerItem: 2 },
    seed,
    selection: 'bottomK',
    scorecard: { id: hallucinationAudit.id, version: hallucinationAudit.version },
    thresholds: [{ question: 'hallucination', limit: 0.1 }],
    ciMethod: 'kgStar',
    alpha: 0.05,
    blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
    calibration: demoRoundSize,
  };
}
