/**
 * Whose store a command opens: on a computer of one person theirs, in a group that of the person named with `--profile`
 * (else the first one's), after their PIN. Must not open a store itself.
 *
 * Invariant: in a group no command reads or writes a store without the PIN of its person.
 */
import { uptime } from 'node:os';
import { InvalidArgumentError, Option } from 'commander';
import { pin as pinFormat } from '../../shared/contract/profiles.ts';
import { WorkbenchError } from '../backend/errors.ts';
import { PeopleBook } from '../backend/profiles/people-book.ts';
import type { People, PersonRecord } from '../backend/profiles/people-file.ts';
import { isGroup, plainName } from '../backend/profiles/people-file.ts';
import { firstId, readyFolder, refuseProfileFolder } from '../backend/profiles/profile-folder.ts';

export interface DataOptions {
  data: string;
  profile?: string;
}

export const profileOption = (): Option =>
  new Option('--profile <name>', 'in a group: whose store; asks for their PIN, or takes it from ASSAY_PIN');

export interface ChosenPerson {
  id: string;
  name: string;
  pin: string;
}

/** The person whose PIN was asked for but not yet proved; null on a computer of one person. */
export async function choosePerson(options: DataOptions): Promise<ChosenPerson | null> {
  refuseProfileFolder(options.data);
  const people = await bookOf(options.data).read();
  if (!isGroup(people)) {
    if (options.profile !== undefined)
      throw new InvalidArgumentError(
        '--profile is for computers that several people share; this one has no group',
      );
    return null;
  }
  const person = findPerson(people, options.profile);
  const count = people.people.length;
  process.stderr.write(
    `The profile of ${person.name}${options.profile === undefined && count > 1 ? ` (of ${count}; --profile NAME for another)` : ''}.\n`,
  );
  return { id: person.id, name: person.name, pin: await askPin(person) };
}

/** Folder of the store that a command opens, its person's PIN proved. Throws FORBIDDEN for a wrong one. */
export async function enterProfile(options: DataOptions): Promise<{ folder: string; personName?: string }> {
  const chosen = await choosePerson(options);
  const book = bookOf(options.data);
  if (chosen === null) {
    const only = (await book.read())?.people[0];
    return { folder: only === undefined ? options.data : readyFolder(options.data, only) };
  }
  const person = await book.prove(chosen.id, chosen.pin);
  const folder = readyFolder(options.data, person);
  return person.id === firstId ? { folder } : { folder, personName: person.name };
}

function bookOf(dataDir: string): PeopleBook {
  return new PeopleBook(dataDir, () => ({ wallMs: Date.now(), uptimeMs: Math.round(uptime() * 1000) }));
}

function findPerson(people: People, name: string | undefined): PersonRecord {
  const first = people.people.find((one) => one.id === firstId) ?? people.people[0]!;
  if (name === undefined) return first;
  const found = people.people.find((one) => plainName(one.name) === plainName(name));
  if (found !== undefined) return found;
  throw new WorkbenchError('NOT_FOUND', {
    what: `Nobody on this computer is called “${name}”.`,
    remedy: `Use one of these with --profile: ${people.people.map((one) => one.name).join(', ')}.`,
  });
}

async function askPin(person: PersonRecord): Promise<string> {
  const given = process.env['ASSAY_PIN'];
  if (given === undefined && !(process.stdin.isTTY && process.stderr.isTTY)) {
    throw new WorkbenchError('LOCKED', {
      what: `Several people share this computer, and nobody has entered the PIN of ${person.name}.`,
      remedy: 'Run the command in a terminal, which asks for it, or set ASSAY_PIN.',
    });
  }
  const pin = given ?? (await typePin(`PIN of ${person.name}: `));
  if (pinFormat.safeParse(pin).success) return pin;
  throw new WorkbenchError('FORBIDDEN', { what: 'A PIN is 4 to 12 digits.', remedy: 'Enter it again.' });
}

/** Reads a line from the terminal without showing it. */
function typePin(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve) => {
    let typed = '';
    const end = (): void => {
      stdin.off('data', hear);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
    };
    const hear = (text: string): void => {
      for (const one of text) {
        if (one === '\u0003') {
          end();
          process.exit(130);
        }
        if (one === '\r' || one === '\n') {
          end();
          return resolve(typed);
        }
        typed = one === '\u007f' || one === '\b' ? typed.slice(0, -1) : typed + one;
      }
      return undefined;
    };
    stdin.on('data', hear);
  });
}
