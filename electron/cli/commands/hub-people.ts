/** `assay hub person` and `assay hub token`: over the API of a running hub, or straight into one that is stopped. */
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { withHub } from '../../../hub/administer.ts';
import { HubFailure } from '../../../hub/failure.ts';
import { roles } from '../../../shared/domain/person.ts';
import type { Person, Role } from '../../../shared/domain/person.ts';
import type { HubCalls } from '../../backend/sync/hub-client.ts';
import { createHubClient } from '../../backend/sync/hub-client.ts';
import { hubPlace } from '../hub-place.ts';
import { dataOption, wholeNumber } from '../options.ts';
import { createLog, explain, write, writeJson } from '../run.ts';

interface HubOptions {
  data: string;
  url?: string;
  token?: string;
  json?: boolean;
}

/** A command that acts on a hub, wherever that is, and prints what came of it. */
function onHub<O extends HubOptions, T>(
  options: O,
  act: (hub: HubCalls) => Promise<T>,
  describe: (result: T) => string,
): Promise<void> {
  const { data, url, token = process.env['ASSAY_TOKEN'] ?? '', json } = options;
  const done =
    url === undefined
      ? withHub(hubPlace(data), createLog(), (hub) => act(hub as unknown as HubCalls))
      : act(callHub(url, token));
  return done.then(
    (result) => (json === true ? writeJson(result) : write(describe(result))),
    (error: unknown) => void (process.exitCode = explain(error)),
  );
}

function callHub(url: string, token: string): HubCalls {
  const { signal } = new AbortController();
  return createHubClient({ url: url.replace(/\/+$/, ''), token, fetch: globalThis.fetch, signal }).calls;
}

/** The options that every one of these commands has. */
function add(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .addOption(dataOption())
    .option('--url <url>', 'address of a running hub')
    .option('--token <token>', 'token for --url (or ASSAY_TOKEN, which no process list shows)')
    .option('--json', 'print JSON');
}

/** The person of an id or of a name that only one has. */
async function getPerson(hub: HubCalls, idOrName: string): Promise<Person> {
  const found = (await hub.people.list()).filter(({ id, name }) => id === idOrName || name === idOrName);
  const [person] = found;
  if (person !== undefined && found.length === 1) return person;
  throw new HubFailure('INVALID_INPUT', {
    what:
      found.length === 0
        ? `There is no ${idOrName} at this hub.`
        : `${found.length} people are called ${idOrName}.`,
    where: 'person',
    remedy: 'Name the person by the id that "assay hub person list" prints.',
  });
}

const time = (text: string): string => {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new InvalidArgumentError('a date such as 2027-01-31 is needed');
  return at.toISOString();
};
const expiresOption = (): Option =>
  new Option('--expires <date>', 'when the token ends (default: never)').argParser(time);
const roleOption = (): Option =>
  new Option('--role <role>', 'what the person may do').choices(roles).default('reviewer');

const line = ({ id, name, role }: Person): string => `${id}  ${role.padEnd(8)}  ${name}`;
const shownOnce = (token: string): string => `token   ${token}\nIt is shown this once.`;

interface AddOptions extends HubOptions {
  role: Role;
  expires?: string;
}

function addPersonCommands(person: Command): void {
  add(person, 'add', 'add a person; prints the token once (an embedded hub that runs is reached by --url)')
    .argument('<name>')
    .addOption(roleOption())
    .addOption(expiresOption())
    .action((name: string, options: AddOptions) => {
      const { role, expires } = options;
      const wish = { name, role, ...(expires === undefined ? {} : { expiresAt: expires }) };
      return onHub(
        options,
        (hub) => hub.people.create(wish),
        (added) => `${added.person.name} (${role})\nperson  ${added.person.id}\n${shownOnce(added.token)}`,
      );
    });
  add(person, 'list', 'everybody at the hub').action((options: HubOptions) =>
    onHub(
      options,
      (hub) => hub.people.list(),
      (people) => people.map(line).join('\n'),
    ),
  );
}

function addChangeCommands(person: Command): void {
  add(person, 'role', 'give a person another role')
    .argument('<person>', 'id, or a name that only one has')
    .argument('<role>', roles.join(', '))
    .action((who: string, role: Role, options: HubOptions) =>
      onHub(
        options,
        async (hub) => hub.people.update({ personId: (await getPerson(hub, who)).id, role }),
        line,
      ),
    );
  add(person, 'rename', 'give a person another name')
    .argument('<person>', 'id, or a name that only one has')
    .argument('<name>')
    .action((who: string, name: string, options: HubOptions) =>
      onHub(
        options,
        async (hub) => hub.people.update({ personId: (await getPerson(hub, who)).id, name }),
        line,
      ),
    );
  add(person, 'revoke', 'revoke every token of a person: they can no longer sign in')
    .argument('<person>', 'id, or a name that only one has')
    .action((who: string, options: HubOptions) =>
      onHub(
        options,
        async (hub) => hub.people.revoke({ personId: (await getPerson(hub, who)).id }),
        ({ revoked }) => `${revoked} ${revoked === 1 ? 'token' : 'tokens'} revoked`,
      ),
    );
}

interface IssueOptions extends HubOptions {
  name?: string;
  expires?: string;
}

function addTokenCommands(token: Command): void {
  add(token, 'issue', 'one more token for a person; prints it once')
    .argument('<person>', 'id, or a name that only one has')
    .option('--name <name>', 'what it is for, such as "laptop" or "ingest job"')
    .addOption(expiresOption())
    .action((who: string, options: IssueOptions) => {
      const { name, expires } = options;
      const wish = {
        ...(name === undefined ? {} : { name }),
        ...(expires === undefined ? {} : { expiresAt: expires }),
      };
      return onHub(
        options,
        async (hub) => hub.tokens.issue({ personId: (await getPerson(hub, who)).id, ...wish }),
        (fresh) => `id      ${fresh.tokenInfo.id}\n${shownOnce(fresh.token)}`,
      );
    });
  add(token, 'list', 'tokens of a person, without their texts')
    .argument('<person>', 'id, or a name that only one has')
    .action((who: string, options: HubOptions) =>
      onHub(
        options,
        async (hub) => hub.tokens.list({ personId: (await getPerson(hub, who)).id }),
        (tokens) => tokens.map(describeToken).join('\n'),
      ),
    );
  add(token, 'rotate', 'a new token in the place of one; prints it once')
    .argument('<token-id>')
    .option('--grace <seconds>', 'how long the old one still works', wholeNumber(0), 0)
    .action((tokenId: string, options: HubOptions & { grace: number }) =>
      onHub(
        options,
        (hub) => hub.tokens.rotate({ tokenId, graceSeconds: options.grace }),
        (fresh) => `id      ${fresh.tokenInfo.id}\n${shownOnce(fresh.token)}`,
      ),
    );
  add(token, 'revoke', 'revoke one token')
    .argument('<token-id>')
    .action((tokenId: string, options: HubOptions) =>
      onHub(
        options,
        (hub) => hub.tokens.revoke({ tokenId }),
        ({ revoked }) => (revoked === 0 ? 'it was revoked already' : 'revoked'),
      ),
    );
}

interface ShownToken {
  id: string;
  name?: string | undefined;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt?: string | null | undefined;
}

function describeToken({ id, name, createdAt, expiresAt, revokedAt, lastUsedAt }: ShownToken): string {
  const state =
    revokedAt !== null ? `revoked ${revokedAt}` : expiresAt === null ? 'never ends' : `ends ${expiresAt}`;
  const used = lastUsedAt === null || lastUsedAt === undefined ? 'never used' : `last used ${lastUsedAt}`;
  return `${id}  made ${createdAt}  ${state}  ${used}${name === undefined ? '' : `  ${name}`}`;
}

export function addHubPeople(hub: Command): void {
  const person = hub.command('person').description('people of the hub');
  addPersonCommands(person);
  addChangeCommands(person);
  addTokenCommands(hub.command('token').description('tokens with which people and programs sign in'));
}
