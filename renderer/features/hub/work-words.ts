/** What is said about work that is given out. Pure; must not know how the hub deals. */
import type { Workload } from '../../../shared/contract/hub-work.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { formatCounted } from '../../lib/format.ts';

export function nameOf(people: readonly Pick<Person, 'id' | 'name'>[], id: string): string {
  return people.find((one) => one.id === id)?.name ?? 'a former person';
}

/** Items that wait for this person. */
export function openOf(load: Pick<Workload, 'assigned' | 'reviewed' | 'skipped'>): number {
  return Math.max(0, load.assigned - load.reviewed - load.skipped);
}

function listOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** What giving the open items of one person to others would do, before it is done. */
export function reassignInWords(
  from: string,
  load: Pick<Workload, 'assigned' | 'reviewed' | 'skipped'>,
  to: readonly string[],
): string {
  const open = openOf(load);
  if (open === 0) return `${from} has no open item: there is nothing to give to others.`;
  const items = formatCounted(open, 'open item');
  if (to.length === 0) return `${from} has ${items}. Choose who takes them.`;
  const each = to.length === 1 ? '' : `, about ${Math.ceil(open / to.length)} each`;
  const done = load.reviewed === 0 ? '' : ` What ${from} has reviewed stays theirs.`;
  return `${items} of ${from} would go to ${listOf(to)}${each}. One that they already have stays where it is, because nobody judges an item twice.${done}`;
}

/** Those who can take items: whoever signs in and reviews, besides the one who is away. */
export function takersOf(people: readonly Person[], from: string): Person[] {
  return people
    .filter((one) => one.id !== from && one.role !== 'ingest' && one.role !== 'auditor')
    .filter((one) => one.isImported !== true)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}
