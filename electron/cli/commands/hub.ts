/** `assay hub`: runs the central API, embedded or on PostgreSQL, and adds people to it. */
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Hub } from '../../../shared/contract/hub.ts';
import { hub as hubContract } from '../../../shared/contract/hub.ts';
import { roles } from '../../../shared/domain/person.ts';
import type { Person, Role } from '../../../shared/domain/person.ts';
import { addPerson, startHub } from '../../../hub/server.ts';
import { hubPlace } from '../hub-place.ts';
import { dataOption, wholeNumber } from '../options.ts';
import { createLog, explain, write, writeJson } from '../run.ts';
import { addHubBackup } from './hub-backup.ts';

interface HubOptions {
  data: string;
  port: number;
  bind: string;
  json?: boolean;
}

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
          ...hubPlace(options.data),
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

interface PersonOptions {
  data: string;
  role: Role;
  url?: string;
  token?: string;
  json?: boolean;
}

/** Over the API of a running hub, or straight into the database of one that is not. */
async function add(name: string, options: PersonOptions): Promise<{ person: Person; token: string }> {
  if (options.url === undefined) {
    return addPerson({ ...hubPlace(options.data), name, role: options.role, log: createLog() });
  }
  const token = options.token ?? process.env['ASSAY_TOKEN'] ?? '';
  const client: ContractRouterClient<Hub> = createORPCClient(
    new OpenAPILink(hubContract, { url: options.url, headers: { authorization: `Bearer ${token}` } }),
  );
  return client.people.create({ name, role: options.role });
}

function addPeople(hub: Command): void {
  hub
    .command('person')
    .description('people of the hub')
    .command('add')
    .description('add a person; prints the token once (an embedded hub that is running is reached by --url)')
    .argument('<name>')
    .addOption(dataOption())
    .addOption(new Option('--role <role>', 'what the person may do').choices(roles).default('reviewer'))
    .option('--url <url>', 'address of a running hub')
    .option(
      '--token <token>',
      'token of an admin or lead for --url (or ASSAY_TOKEN, which no process list shows)',
    )
    .option('--json', 'print JSON')
    .action(async (name: string, options: PersonOptions) => {
      try {
        const { person, token } = await add(name, options);
        if (options.json === true) writeJson({ person, token });
        else write(`${person.name} (${person.role})\nperson  ${person.id}\ntoken   ${token}`);
      } catch (error) {
        process.exitCode = explain(error);
      }
    });
}

export function addHub(program: Command): void {
  const hub = program.command('hub').description('the central API');
  addStart(hub);
  addPeople(hub);
  addHubBackup(hub);
}
