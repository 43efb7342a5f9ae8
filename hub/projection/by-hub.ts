/** Whether an event is of the hub's own ledger: some things only the hub itself may decide. */
import { findHubPerson } from '../store/people.ts';
import type { PlacedEvent, ProjectionContext } from './context.ts';

export async function isByHub(
  { hub }: Pick<ProjectionContext, 'hub'>,
  { owner }: Pick<PlacedEvent, 'owner'>,
): Promise<boolean> {
  return (await findHubPerson(hub))?.id === owner;
}
