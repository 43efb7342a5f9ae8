/**
 * `assay`: the command line and launcher. The only place that composes backend and hub; every command works without a
 * window, and `--data DIR` puts all state in one folder.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import type { Command } from 'commander';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  // The native store ends the process without a message on older versions, so nothing may load before this line.
  process.stderr.write(
    `Assay needs Node 24; this is Node ${process.versions.node}.\n  what to do: run it as "npm run --silent assay -- …", which brings the right one\n`,
  );
  process.exit(1);
}

// Most of a start is reading code: what was compiled once is kept beside the libraries, whoever installed them owns both.
enableCompileCache(join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'compiled'));

const [{ createProgram }, { addOpen }] = await Promise.all([
  import('./program.ts'),
  import('./commands/open.ts'),
]);
const program = createProgram();
const opensWindow = process.argv[2] === undefined || process.argv[2] === 'open';
addOpen(program);
if (!opensWindow) await addOthers(program);
await program.parseAsync();

/** Every other command: the hub's alone is more code than the whole window needs. */
async function addOthers(to: Command): Promise<void> {
  const [sources, imports, audits, report, ledger, hub, ingest, measure, demo, recover] = await Promise.all([
    import('./commands/sources.ts'),
    import('./commands/import-reviews.ts'),
    import('./commands/audits.ts'),
    import('./commands/report.ts'),
    import('./commands/ledger.ts'),
    import('./commands/hub.ts'),
    import('./commands/ingest.ts'),
    import('./commands/measure.ts'),
    import('./commands/demo.ts'),
    import('./commands/recover.ts'),
  ]);
  sources.addSources(to);
  imports.addImportReviews(to);
  audits.addAudits(to);
  report.addReport(to);
  ledger.addLedger(to);
  hub.addHub(to);
  ingest.addIngest(to);
  measure.addMeasure(to);
  demo.addDemo(to);
  recover.addRecover(to);
}
