/** `assay draw`, `assay audit`: the audit without a window. */
import type { Command } from 'commander';
import { Option } from 'commander';
import { seed as seedSchema } from '../../../shared/domain/audit.ts';
import type { AuditPlan } from '../../../shared/domain/audit.ts';
import type { AuditId, PersonId } from '../../../shared/domain/ids.ts';
import type { SourceOptions } from '../options.ts';
import { profileOption } from '../profile.ts';
import {
  dataOption,
  dimensionsOption,
  mappingOption,
  presetOption,
  wholeNumber,
  wrongUsage,
} from '../options.ts';
import type { PlanOptions } from '../plan-options.ts';
import { planOf } from '../plan-options.ts';
import type { Client } from '../run.ts';
import { withBackend, write, writeJson } from '../run.ts';
import { addReassign, addSecondLook } from './work.ts';
import { addSource, findHubSource } from './sources.ts';

interface DrawOptions extends SourceOptions, PlanOptions {
  hubSource?: string;
  gold?: number;
  seed?: string;
  reviewers?: string;
  json?: boolean;
}

/** From files of this computer. */
async function drawHere(
  client: Client,
  paths: string[],
  options: DrawOptions,
  to: { reviewerIds: PersonId[]; newSeed: () => string },
) {
  if (options.gold !== undefined) throw wrongUsage('gold items are the hub’s: use --gold with --hub-source');
  if (options.calibration !== undefined) {
    throw wrongUsage('a calibration round is made of the hub’s gold: use --calibration with --hub-source');
  }
  const { id, name, fingerprint } = await addSource(client, paths, options);
  const seed = seedSchema.parse(options.seed ?? to.newSeed());
  const plan: AuditPlan = { ...planOf(options, name), source: { id, name, fingerprint }, seed };
  return { ...(await client.audits.draw({ plan, reviewerIds: to.reviewerIds })), seed };
}

/** From a source of the hub, which chooses the seed and keeps it with the manifest. */
async function drawAtHub(client: Client, name: string, options: DrawOptions, reviewerIds: PersonId[]) {
  if (options.seed !== undefined) throw wrongUsage('the hub chooses the seed: leave --seed out');
  const source = await findHubSource(client, name);
  const plan = { ...planOf(options, source.name), sourceId: source.id };
  const drawn = await client.hub.work.draw({ plan, reviewerIds, gold: options.gold ?? 0 });
  const { auditId } = drawn;
  return { ...drawn, seed: (await client.audits.get({ auditId })).plan.seed };
}

async function draw(client: Client, paths: string[], options: DrawOptions, newSeed: () => string) {
  const me = (await client.app.status({})).person.id;
  const reviewerIds = options.reviewers === undefined ? [me] : (options.reviewers.split(',') as PersonId[]);
  const { hubSource } = options;
  if (hubSource === undefined && paths.length > 0)
    return drawHere(client, paths, options, { reviewerIds, newSeed });
  if (hubSource !== undefined && paths.length === 0)
    return drawAtHub(client, hubSource, options, reviewerIds);
  throw wrongUsage('name either files, or a source of the hub by --hub-source');
}

function addDraw(program: Command): void {
  program
    .command('draw')
    .description('draw a stratified sample from files, or from a source of the hub, and make an audit of it')
    .argument('[paths...]', 'files, or one folder that a preset understands')
    .requiredOption('--size <n>', 'items to draw', wholeNumber(1))
    .addOption(dataOption())
    .addOption(profileOption())
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
    .option('--hub-source <name>', 'name or id of a source of the hub (see: assay sources --hub)')
    .addOption(
      new Option('--selection <selection>', 'rotating goes on where the audit before it ended, at the hub')
        .choices(['bottomK', 'rotating'])
        .default('bottomK'),
    )
    .option('--exclude-audited', 'leave out what an earlier audit of the hub has drawn')
    .option('--gold <n>', 'items with known answers to mix in, at the hub', wholeNumber(0))
    .option(
      '--calibration <n>',
      'gold items that everybody judges first, with feedback and not counted (at most 20), at the hub',
      wholeNumber(0),
    )
    .option('--seed <hex>', '32 lower case hex characters (default: a new one)')
    .option('--threshold <rate>', 'registered limit of the hallucination rate, e.g. 0.015', Number)
    .option('--title <title>', 'title of the audit')
    .option('--name <name>', 'name of the source')
    .option('--show-model', 'do not hide the model from reviewers')
    .option('--hide-finder', 'switch the evidence finder off for reviewers')
    .option('--json', 'print JSON')
    .action(async (paths: string[], options: DrawOptions) => {
      await withBackend(options, async (client, backend) => {
        const drawn = await draw(client, paths, options, () => backend.context.ids.seedHex());
        if (options.json === true) return writeJson(drawn);
        if ('note' in drawn && typeof drawn.note === 'string') write(drawn.note);
        write(
          `${drawn.itemCount} items drawn\naudit     ${drawn.auditId}\nmanifest  ${drawn.manifestDigest}\nseed      ${drawn.seed}`,
        );
      });
    });
}

function addAuditGroup(program: Command): void {
  const group = program.command('audit').alias('audits').description('audits of this data folder');
  group
    .command('list')
    .description('list audits with their state and progress')
    .addOption(dataOption())
    .addOption(profileOption())
    .option('--json', 'print JSON')
    .action(async (options: { data: string; json?: boolean }) => {
      await withBackend(options, async (client) => {
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
    .addOption(profileOption())
    .action(async (id: string, options: { data: string }) => {
      await withBackend(options, async (client) => {
        writeJson(await client.audits.manifest({ auditId: id as AuditId }));
      });
    });
  addReassign(group);
}

export function addAudits(program: Command): void {
  addDraw(program);
  addAuditGroup(program);
  addSecondLook(program);
}
