/** `assay second-look begin`, `assay audit reassign`: giving out work that an audit has besides its first deal. */
import type { Command } from 'commander';
import type { AuditId, PersonId } from '../../../shared/domain/ids.ts';
import { WorkbenchError } from '../../backend/errors.ts';
import { dataOption } from '../options.ts';
import { profileOption } from '../profile.ts';
import type { Client } from '../run.ts';
import { withBackend, write, writeJson } from '../run.ts';

interface Options {
  data: string;
  profile?: string;
  json?: boolean;
}

export function addSecondLook(program: Command): void {
  program
    .command('second-look')
    .description('second looks at first verdicts')
    .command('begin')
    .description('draw first verdicts as planned and give each to another person')
    .argument('<audit>', 'audit id (see: assay audit list)')
    .addOption(dataOption())
    .addOption(profileOption())
    .option('--json', 'print JSON')
    .action(async (id: string, options: Options) => {
      await withBackend(options, async (client) => {
        const auditId = id as AuditId;
        // The hub knows everybody's reviews; without one, this computer does.
        const hasHub = (await client.sync.status({})).hubUrl !== null;
        const begin = hasHub ? client.hub.work.beginSecondLook : client.audits.beginSecondLook;
        const begun = await begin({ auditId });
        if (options.json === true) return writeJson(begun);
        write(`${begun.clean} clean and ${begun.flagged} flagged first verdicts are judged again`);
        if (begun.leftOut > 0) write(`${begun.leftOut} left out: nobody else could judge them`);
      });
    });
}

/** A person of the hub by id or name. */
async function findPerson(client: Client, name: string): Promise<PersonId> {
  const people = await client.people.list({});
  const found = people.filter((one) => one.id === name || one.name === name);
  if (found.length === 1) return found[0]!.id;
  const isUnknown = found.length === 0;
  throw new WorkbenchError('NOT_FOUND', {
    what: isUnknown ? `Nobody here is called "${name}".` : `Several people are called "${name}".`,
    remedy: isUnknown ? 'Sync with the hub, or check the name.' : 'Use the id of the one you mean.',
  });
}

interface ReassignOptions extends Options {
  from: string;
  to: string[];
  reason: string;
}

export function addReassign(audits: Command): void {
  audits
    .command('reassign')
    .description('give the open items of someone who is away to others; what they have done stays theirs')
    .argument('<audit>', 'audit id (see: assay audit list)')
    .requiredOption('--from <person>', 'id or name of who is away')
    .requiredOption('--to <person...>', 'ids or names of those who take over; repeat for more')
    .requiredOption('--reason <text>', 'why, for the trail')
    .addOption(dataOption())
    .addOption(profileOption())
    .option('--json', 'print JSON')
    .action(async (id: string, options: ReassignOptions) => {
      const { from, to, reason, json } = options;
      await withBackend(options, async (client) => {
        const moved = await client.hub.work.reassign({
          auditId: id as AuditId,
          from: await findPerson(client, from),
          to: await Promise.all(to.map((one) => findPerson(client, one))),
          reason,
        });
        if (json === true) return writeJson(moved);
        write(`${moved.moved} items moved, ${moved.kept} kept`);
        if (moved.note !== null) write(moved.note);
      });
    });
}
