/**
 * A taxonomy in the making, and its first version. Must not know how one is typed.
 *
 * Invariant: it is kept until its first version is published, and what was typed meanwhile stays too.
 */
import type { DraftOrder } from '../../../shared/contract/draft-order.ts';
import type { BegunTaxonomy } from '../../../shared/domain/new-taxonomy.ts';
import type { Publication } from '../../../shared/domain/taxonomy-change.ts';
import { firstPublication, problemsOfFirst } from '../../../shared/taxonomy/first-version.ts';
import { inTransaction } from '../../../db/connection.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import {
  deleteBegunTaxonomy,
  findBegunTaxonomy,
  putBegunTaxonomy,
} from '../../../db/queries/taxonomy-drafts.ts';
import { isoNow } from '../clock.ts';
import type { BackendContext } from '../context.ts';
import { isOvertaken } from '../draft-order.ts';
import { WorkbenchError } from '../errors.ts';
import { announce, getSelf } from '../self.ts';
import { publishOnce } from './publisher.ts';
import { whyNotPublish } from './taxonomy-views.ts';

export interface BegunView {
  begun: BegunTaxonomy | null;
  savedAt: string | null;
  whyNot: string | null;
}

export function viewBegun(store: ReadableStore): BegunView {
  const saved = findBegunTaxonomy(store);
  const whyNot = whyNotPublish(getSelf(store).person);
  return { begun: saved?.begun ?? null, savedAt: saved?.savedAt ?? null, whyNot };
}

/** Durable when it answers. */
export function saveBegun(
  { store, clock }: BackendContext,
  { begun, order }: { begun: BegunTaxonomy; order?: DraftOrder | undefined },
): { savedAt: string } {
  const savedAt = isoNow(clock);
  inTransaction(store, () => {
    if (!isOvertaken(store, 'taxonomy begun', order)) putBegunTaxonomy(store, { begun, savedAt });
  });
  return { savedAt };
}

export function discardBegun({ store }: Pick<BackendContext, 'store'>): void {
  inTransaction(store, () => deleteBegunTaxonomy(store));
}

/** Throws FORBIDDEN, INVALID_INPUT, and what the hub answers where there is one. */
export async function publishFirst(
  context: BackendContext,
  { publicationId, begun }: { publicationId: string; begun: BegunTaxonomy },
): Promise<Publication> {
  const { store, clock } = context;
  const saved = findBegunTaxonomy(store);
  const published = await publishOnce(context, publicationId, () => {
    const [problem] = problemsOfFirst(begun);
    if (problem !== undefined) throw notReady(problem);
    return firstPublication(begun, { publicationId, publishedAt: isoNow(clock) });
  });
  if (findBegunTaxonomy(store)?.savedAt === saved?.savedAt) discardBegun(context);
  announce(context);
  return published;
}

function notReady(what: string): WorkbenchError {
  return new WorkbenchError('INVALID_INPUT', {
    what,
    where: 'the new taxonomy',
    remedy: 'Change it, then publish. Nothing was published.',
  });
}
