/** `assay hub`: runs the central API, embedded or on PostgreSQL, and adds people to it. */
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import { roles } from '../../../shared/domain/person.ts';
import type { Role } from '../../../shared/domain/person.ts';
import { addPerson, startHub } from '../../../hub/server.ts';
import { dataOption, wholeNumber } from '../options.ts';
import { createLog, explain, write, writeJson } from '../run.ts';

interface HubOptions {
  data: string;
  port: number;
  bind: string;
  json?: boolean;
}

const where = (data: string) => {
  const databaseUrl = process.env['DATABASE_URL'];
  return databaseUrl === undefined || databaseUrl === ''
    ? { dataDir: join(resolve(data), 'hub') }
    : { databaseUrl };
};

function addStart(hub: Command): void {
  hub
    .command('start')
    .description('start the hub; DATABASE_URL chooses PostgreSQL instead of the embedded database')
    .addOption(dataOption())
    .option('--port <port>', 'port to listen on; 0 for any free one', wholeNumber(0), 4646)
    .option('--bind <address>', 'address to listen on', '127.0.0.1')
    .option('--json', 'print one JSON line when ready')
    .action(async (options: HubOptions) => {
      try {
        const running = await startHub({
          ...where(options.data),
          port: options.port,
          host: options.bind,
          log: createLog(),
        });
        const { url, hubId, adminToken } = running;
        if (options.json === true) write(JSON.stringify({ url, hubId, adminToken }));
        else {
          write(`The hub listens at ${url}`);
          if (adminToken !== null) write(`Admin token, shown this once: ${adminToken}`);
        }
        const stop = (): void => void running.close().then(() => process.exit(0));
        process.once('SIGINT', stop);
        process.once('SIGTERM', stop);
      } catch (error) {
        process.exitCode = explain(error);
      }
    });
}

function addPeople(hub: Command): void {
  hub
    .command('person')
    .description('people of the hub')
    .command('add')
    .description(
      'add a person; prints the token once (the embedded hub must not be running; with PostgreSQL it may)',
    )
    .argument('<name>')
    .addOption(dataOption())
    .addOption(new Option('--role <role>', 'what the person may do').choices(roles).default('reviewer'))
    .option('--json', 'print JSON')
    .action(async (name: string, options: { data: string; role: Role; json?: boolean }) => {
      try {
        const added = await addPerson({ ...where(options.data), name, role: options.role, log: createLog() });
        if (options.json === true) writeJson(added);
        else
          write(
            `${added.person.name} (${added.person.role})\nperson  ${added.person.id}\ntoken   ${added.token}`,
          );
      } catch (error) {
        process.exitCode = explain(error);
      }
    });
}

export function addHub(program: Command): void {
  const hub = program.command('hub').description('the central API');
  addStart(hub);
  addPeople(hub);
}
