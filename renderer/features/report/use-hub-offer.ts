/** Whether an act at the hub is offered to the person here: there is a hub, and the role could have it. */
import type { HubOffer } from '../../../shared/domain/hub-roles.ts';
import { isOffered } from '../../../shared/domain/hub-roles.ts';
import { useAppStatus } from '../../lib/app-status.ts';

export function useHubOffer(offer: HubOffer): boolean {
  const { status } = useAppStatus();
  return status !== null && status.sync.phase !== 'no_hub' && isOffered(status.person.role, offer);
}
