/**
 * Where an audit can be drawn from: files of this computer, or a source of the hub. Must not know how either is read.
 */
import type { HubSource } from '../../../shared/contract/hub-traces.ts';
import type { Source } from '../../../shared/domain/source.ts';

export type PlanSource =
  { readonly origin: 'files'; readonly of: Source } | { readonly origin: 'hub'; readonly of: HubSource };

/** The source that the form names, among both kinds. */
export function findPlanSource(
  id: string | null,
  files: readonly Source[],
  hub: readonly HubSource[],
): PlanSource | null {
  const atHub = hub.find((one) => one.id === id);
  if (atHub !== undefined) return { origin: 'hub', of: atHub };
  const here = files.find((one) => one.id === id);
  return here === undefined ? null : { origin: 'files', of: here };
}
