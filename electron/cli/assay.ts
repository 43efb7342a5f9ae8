/**
 * `assay`: the command line and launcher. The only place that composes backend and hub; every command works without a
 * window, and `--data DIR` puts all state in one folder.
 */
import { Command } from 'commander';
import { version } from './version.ts';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  // The native store ends the process without a message on older versions, so nothing may load before this line.
  process.stderr.write(
    `Assay needs Node 24; this is Node ${process.versions.node}.\n  what to do: run it as "npm run --silent assay -- …", which brings the right one\n`,
  );
  process.exit(1);
}

const program = new Command('assay')
  .description(
    'Audit the answers of AI systems: probability samples, keyboard review, sync that loses nothing.',
  )
  .version(version)
  // An option belongs to the command that it follows: `report verify --data` is not `report --data`.
  .enablePositionalOptions()
  .showHelpAfterError('(run with --help for usage)')
  .configureOutput({ outputError: (text, print) => print(text.replace(/^error: /, 'Wrong usage: ')) })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

const [sources, audits, report, ledger, hub, ingest, measure, open, demo, recover] = await Promise.all([
  import('./commands/sources.ts'),
  import('./commands/audits.ts'),
  import('./commands/report.ts'),
  import('./commands/ledger.ts'),
  import('./commands/hub.ts'),
  import('./commands/ingest.ts'),
  import('./commands/measure.ts'),
  import('./commands/open.ts'),
  import('./commands/demo.ts'),
  import('./commands/recover.ts'),
]);
sources.addSources(program);
audits.addAudits(program);
report.addReport(program);
ledger.addLedger(program);
hub.addHub(program);
ingest.addIngest(program);
measure.addMeasure(program);
open.addOpen(program);
demo.addDemo(program);
recover.addRecover(program);
await program.parseAsync();
