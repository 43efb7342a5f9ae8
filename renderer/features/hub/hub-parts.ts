/** The parts of the Hub screen and which role is offered which. Must not know what is in them. */
import type { HubOffer } from '../../../shared/domain/hub-roles.ts';
import { isOffered } from '../../../shared/domain/hub-roles.ts';
import type { Role } from '../../../shared/domain/person.ts';

const parts = [
  { id: 'people', title: 'People', offer: 'people.list' },
  { id: 'sources', title: 'Sources', offer: 'traces.sources.list' },
  { id: 'work', title: 'Work', offer: 'work.goldResults' },
  { id: 'gold', title: 'Gold', offer: 'gold.list' },
  { id: 'weekly', title: 'Weekly', offer: 'templates.list' },
] as const satisfies readonly { id: string; title: string; offer: HubOffer }[];

export type Part = (typeof parts)[number];
export type PartId = Part['id'];

/** Parts that a role is offered, in the order of the tabs. */
export function partsOf(role: Role): Part[] {
  return parts.filter((one) => isOffered(role, one.offer));
}

/** The part that an address names; the first one when it names none that is offered. */
export function partFrom(wanted: string | null, among: readonly Part[]): PartId {
  return among.find((one) => one.id === wanted)?.id ?? among[0]?.id ?? 'people';
}

/** The part beside another one, going round. */
export function partBeside(here: PartId, among: readonly Part[], by: 1 | -1): PartId {
  const at = among.findIndex((one) => one.id === here);
  return among[(at + by + among.length) % among.length]?.id ?? here;
}
