/**
 * Publishes a working copy as the next version: in this device's own ledger where there is no hub, by the hub where there
 * is one.
 *
 * Invariant: the same publication is published once, however often it is asked for; where it is not, the working copy stays
 * as it was. What was typed while it was being published stays too.
 */
import type { z } from 'zod';
import type { taxonomies } from '../../../shared/contract/taxonomies.ts';
import { findTaxonomy } from '../../../shared/domain/catalogue.ts';
import type { Publication } from '../../../shared/domain/taxonomy-change.ts';
import { problemsOf } from '../../../shared/taxonomy/check-draft.ts';
import { outranBy, publicationOf } from '../../../shared/taxonomy/publication.ts';
import { isSameVersion, versionsOf } from '../../../shared/taxonomy/versions.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { inTransaction } from '../../../db/connection.ts';
import { catalogueOf, listOfKinds } from '../../../db/queries/deliberation.ts';
import { deleteTaxonomyDraft, findTaxonomyDraft } from '../../../db/queries/taxonomy-drafts.ts';
import { isoNow } from '../clock.ts';
import type { BackendContext } from '../context.ts';
import { notFound, WorkbenchError } from '../errors.ts';
import { act } from '../handlers/hand-on.ts';
import { announce, appendOwn, getSelf } from '../self.ts';
import { findOpenDraft } from './open-draft.ts';
import { whyNotPublish } from './taxonomy-views.ts';

type Input = z.infer<NonNullable<(typeof taxonomies)['publish']['~orpc']['inputSchema']>>;

/** Throws FORBIDDEN, NOT_FOUND, CONFLICT, INVALID_INPUT, and what the hub answers where there is one. */
export async function publishDraft(context: BackendContext, input: Input): Promise<Publication> {
  const { store } = context;
  requirePublisher(store);
  const { id } = input.draft.taxonomy;
  const known = findPublication(store, input.publicationId);
  if (known !== null) {
    // The program ended after it was published, and before its working copy was taken away.
    if (findTaxonomyDraft(store, id) !== null && findOpenDraft(store, id) === null)
      deleteTaxonomyDraft(store, id);
    return known;
  }
  const saved = findTaxonomyDraft(store, id);
  const published = await publishOnce(context, input.publicationId, () => compose(context, input));
  const later = findTaxonomyDraft(store, id);
  if (later !== null && later.savedAt === saved?.savedAt) deleteTaxonomyDraft(store, id);
  announce(context);
  return published;
}

/**
 * Publishes what has not been published under its id: where there is no hub, in the own ledger. `make` may throw, and is
 * asked within the transaction that stores what it makes.
 */
export async function publishOnce(
  context: BackendContext,
  publicationId: string,
  make: () => Publication,
): Promise<Publication> {
  requirePublisher(context.store);
  const known = findPublication(context.store, publicationId);
  if (known !== null) return known;
  return hasHub(context) ? publishAtHub(context, publicationId, make) : publishHere(context, make);
}

function publishHere(context: BackendContext, make: () => Publication): Publication {
  return inTransaction(context.store, () => {
    const publication = make();
    appendOwn(context, 'taxonomy.published@1', {}, publication);
    return publication;
  });
}

/** An earlier try may have been done although its answer was lost: then the sync before this one has brought it. */
async function publishAtHub(
  context: BackendContext,
  publicationId: string,
  make: () => Publication,
): Promise<Publication> {
  try {
    return await atHub({ context, input: make() });
  } catch (error) {
    const known = findPublication(context.store, publicationId);
    if (known !== null) return known;
    throw error;
  }
}

/** The hub decides on what it has, and what it published comes with the feed. */
const atHub = act<Publication, Publication>((hub) => hub.taxonomies.publish, {
  canRepeat: true,
  isHere: ({ store }, { publicationId, taxonomy }) =>
    findPublication(store, publicationId) !== null
      ? 'here'
      : {
          what: `Version ${taxonomy.version} is published, but has not arrived on this computer yet.`,
          remedy: 'It comes with the next sync; nothing has to be done again.',
        },
});

function compose({ store, clock }: BackendContext, input: Input): Publication {
  const { draft, publicationId, proposalIds, cases } = input;
  const catalogue = catalogueOf(store);
  const before = findTaxonomy(draft.taxonomy, catalogue);
  const newest = versionsOf(catalogue, draft.taxonomy.id)[0];
  if (before === null || newest === undefined) throw notFound(`The taxonomy "${draft.taxonomy.id}"`);
  if (!isSameVersion(newest, before)) {
    throw new WorkbenchError('CONFLICT', {
      what: outranBy(newest, before),
      where: before.title,
      remedy: 'Put your change on top of it, then publish. Your working copy stays as it is.',
    });
  }
  const [problem] = problemsOf(catalogue, before, draft);
  if (problem !== undefined) {
    throw new WorkbenchError('INVALID_INPUT', {
      what: problem,
      where: before.title,
      remedy: 'Change it in the working copy, then publish. Nothing was published.',
    });
  }
  return publicationOf(catalogue, before, draft, {
    publicationId,
    publishedAt: isoNow(clock),
    proposalIds,
    cases,
  });
}

function requirePublisher(store: ReadableStore): void {
  const whyNot = whyNotPublish(getSelf(store).person);
  if (whyNot === null) return;
  throw new WorkbenchError('FORBIDDEN', {
    what: whyNot,
    remedy: 'Your working copy stays; an owner can publish it as a proposal of yours.',
  });
}

function findPublication(store: ReadableStore, id: string): Publication | null {
  const found = listOfKinds(store, ['taxonomy.published']).find((one) => one.body.publicationId === id);
  return found?.body ?? null;
}

/** A ledger that belongs to a hub publishes there, also while nobody is signed in. */
function hasHub({ store, sync }: BackendContext): boolean {
  return getSelf(store).ledger.hubId !== null || sync.status().hubUrl !== null;
}
