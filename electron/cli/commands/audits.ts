/** `assay draw`, `assay audit list`, `assay audit manifest`: the audit without a window. */
import type { Command } from 'commander';
import { Option } from 'commander';
import { seed as seedSchema } from '../../../shared/domain/audit.ts';
import type { AuditPlan } from '../../../shared/domain/audit.ts';
import { hallucinationAudit } from '../../../shared/domain/defaults.ts';
import type { AuditId, PersonId } from '../../../shared/domain/ids.ts';
import type { Dimension } from '../../../shared/domain/trace.ts';
import type { SourceOptions } from '../options.ts';
import {
  dataOption,
  dimensionsOption,
  mappingOption,
  parseFilter,
  presetOption,
  wholeNumber,
} from '../options.ts';
import type { Client } from '../run.ts';
import { withBackend, write, writeJson } from '../run.ts';
import { addSource } from './sources.ts';

interface DrawOptions extends SourceOptions {
  title?: string;
  dimensions: string;
  filter: string[];
  size: number;
  overlap: number;
  reviewersPerItem: number;
  rule: AuditPlan['allocation']['rule'];
  min: number;
  takeAllBelow: number;
  expectedRate?: number;
  seed?: string;
  threshold?: number;
  reviewers?: string;
  showModel?: boolean;
  json?: boolean;
}

async function planFrom(
  client: Client,
  paths: string[],
  options: DrawOptions,
  newSeed: () => string,
): Promise<AuditPlan> {
  const source = await addSource(client, paths, options);
  return {
    title: options.title ?? source.name,
    source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
    filter: parseFilter(options.filter),
    dimensions: (options.dimensions === '' ? [] : options.dimensions.split(',')) as Dimension[],
    allocation: {
      rule: options.rule,
      size: options.size,
      minPerStratum: options.min,
      takeAllBelow: options.takeAllBelow,
      ...(options.expectedRate === undefined ? {} : { expectedRate: options.expectedRate }),
    },
    overlap: { size: options.overlap, reviewersPerItem: options.reviewersPerItem },
    seed: seedSchema.parse(options.seed ?? newSeed()),
    selection: 'bottomK',
    scorecard: { id: hallucinationAudit.id, version: hallucinationAudit.version },
    thresholds:
      options.threshold === undefined ? [] : [{ question: 'hallucination', limit: options.threshold }],
    ciMethod: 'kgStar',
    alpha: 0.05,
    blinding: { hidesModel: options.showModel !== true, hidesJudge: true, revealsOthers: 'afterClose' },
  };
}

function addDraw(program: Command): void {
  program
    .command('draw')
    .description('draw a stratified sample from files and make an audit of it')
    .argument('<paths...>', 'files, or one folder that a preset understands')
    .requiredOption('--size <n>', 'items to draw', wholeNumber(1))
    .addOption(dataOption())
    .addOption(presetOption())
    .addOption(mappingOption())
    .addOption(dimensionsOption())
    .addOption(
      new Option('--rule <rule>', 'allocation')
        .choices(['proportional', 'equal', 'neyman'])
        .default('proportional'),
    )
    .option('--filter <dimension=value...>', 'keep traces with this value; repeat for more', [])
    .option('--min <n>', 'at least this many per stratum', wholeNumber(0), 2)
    .option('--take-all-below <n>', 'take strata of at most this population whole', wholeNumber(0), 0)
    .option('--expected-rate <rate>', 'expected share of events, for Neyman', Number)
    .option('--overlap <n>', 'items that several reviewers score', wholeNumber(0), 0)
    .option('--reviewers-per-item <n>', 'reviewers of an overlap item', wholeNumber(2), 2)
    .option('--reviewers <ids>', 'person ids separated by commas (default: you alone)')
    .option('--seed <hex>', '32 lower case hex characters (default: a new one)')
    .option('--threshold <rate>', 'registered limit of the hallucination rate, e.g. 0.015', Number)
    .option('--title <title>', 'title of the audit')
    .option('--name <name>', 'name of the source')
    .option('--show-model', 'do not hide the model from reviewers')
    .option('--json', 'print JSON')
    .action(async (paths: string[], options: DrawOptions) => {
      await withBackend(options.data, async (client, backend) => {
        const plan = await planFrom(client, paths, options, () => backend.context.ids.seedHex());
        const me = (await client.app.status({})).person.id;
        const reviewerIds =
          options.reviewers === undefined ? [me] : (options.reviewers.split(',') as PersonId[]);
        const drawn = await client.audits.draw({ plan, reviewerIds });
        if (options.json === true) writeJson({ ...drawn, seed: plan.seed });
        else
          write(
            `${drawn.itemCount} items drawn\naudit     ${drawn.auditId}\nmanifest  ${drawn.manifestDigest}\nseed      ${plan.seed}`,
          );
      });
    });
}

function addAuditGroup(program: Command): void {
  const group = program.command('audit').description('audits of this data folder');
  group
    .command('list')
    .description('list audits with their state and progress')
    .addOption(dataOption())
    .option('--json', 'print JSON')
    .action(async (options: { data: string; json?: boolean }) => {
      await withBackend(options.data, async (client) => {
        const audits = await client.audits.list({});
        if (options.json === true) writeJson(audits);
        else if (audits.length === 0) write('no audits yet');
        for (const audit of options.json === true ? [] : audits) {
          write(
            `${audit.id}  ${audit.state.padEnd(7)} ${audit.progress.done}/${audit.progress.mine} mine, ${audit.itemCount} items  ${audit.title}`,
          );
        }
      });
    });
  group
    .command('manifest')
    .description(
      'print the manifest of the sample: frame counts, seed, inclusion probability and weight of each item',
    )
    .argument('<audit>', 'audit id (see: assay audit list)')
    .addOption(dataOption())
    .action(async (id: string, options: { data: string }) => {
      await withBackend(options.data, async (client) => {
        writeJson(await client.audits.manifest({ auditId: id as AuditId }));
      });
    });
}

export function addAudits(program: Command): void {
  addDraw(program);
  addAuditGroup(program);
}
