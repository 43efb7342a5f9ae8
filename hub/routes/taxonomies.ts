/** Publishes versions of taxonomies, one after another. */
import type { PersonId } from '../../shared/domain/ids.ts';
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import type { Publication } from '../../shared/domain/taxonomy-change.ts';
import { checkPublication } from '../../shared/taxonomy/publication.ts';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import { appendOwn } from '../own-ledger.ts';
import { catalogueOf, listOfKinds } from '../store/deliberation.ts';
import type { ReadableHub } from '../store/write.ts';
import { inWrite } from '../store/write.ts';
import { factsOf, os } from './context.ts';
import { fail } from './fail.ts';

/** An event of the hub's own ledger, so that two people who publish at the same time come one after the other. */
const publish = os.taxonomies.publish.handler(async ({ context, input }) => {
  const { database, person, log } = context;
  const by = person.id as PersonId;
  const isNew = await inWrite(database.db, async (hub) => {
    if (await wasPublished(hub, input)) return false;
    requireSound(await catalogueOf(hub), input);
    const body = { ...input, by };
    await appendOwn(hub, [{ key: 'taxonomy.published@1', subject: {}, body }], factsOf(context));
    return true;
  });
  const { id, version } = input.taxonomy;
  if (isNew) log.info({ by, taxonomy: id, version }, 'taxonomy published');
  return input;
});

/** A repeated request changes nothing. Throws CONFLICT when something else was published under its id. */
async function wasPublished(hub: ReadableHub, publication: Publication): Promise<boolean> {
  const known = (await listOfKinds(hub, ['taxonomy.published'])).find(
    (one) => one.body.publicationId === publication.publicationId,
  );
  if (known === undefined) return false;
  if (canonicalJson(known.body) === canonicalJson(publication)) return true;
  throw fail('CONFLICT', {
    what: 'Another version was published under this id.',
    where: `publication ${publication.publicationId}`,
    remedy: 'Publish it under a new id.',
  });
}

/**
 * The rules of the device, held once more against what the hub has: labels of every old class have somewhere to go, and
 * every scorecard follows. Which version is the next is the projection's to say.
 */
function requireSound(catalogue: Catalogue, publication: Publication): void {
  const check = checkPublication(catalogue, publication);
  if (check.ok || check.code !== 'INVALID_INPUT') return;
  const { id, version } = publication.taxonomy;
  throw fail('INVALID_INPUT', {
    what: check.what,
    where: `taxonomy ${id}, version ${version}`,
    remedy: 'Change it in the working copy, then publish. Nothing was published.',
  });
}

export const taxonomies = { publish };
