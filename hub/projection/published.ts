/**
 * Versions of taxonomies and scorecards, one after another.
 *
 * Invariant: a published version never changes, and versions of an id follow each other without gaps. Saying the same
 * again, at another time too, is allowed: two imports of the same data bring the same scorecard.
 */
import { canonicalJson } from '../../shared/domain/canonical.ts';
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import { findTaxonomy } from '../../shared/domain/catalogue.ts';
import type { Scorecard } from '../../shared/domain/scorecard.ts';
import { isChoice } from '../../shared/domain/scorecard.ts';
import type { Publication } from '../../shared/domain/taxonomy-change.ts';
import type { Decision } from '../store/ledgers.ts';
import { whyNotFollows } from '../../shared/taxonomy/publication.ts';
import { isByHub } from './by-hub.ts';
import type { PlacedEvent, ProjectionContext } from './context.ts';
import { applied, refuse } from './decision.ts';

export async function decidePublication(
  context: ProjectionContext,
  event: PlacedEvent,
  publication: Publication,
): Promise<Decision> {
  const { taxonomy, from, scorecards } = publication;
  const catalogue = await context.getCatalogue();
  const { id, version } = taxonomy;
  // Who asks the hub to publish means a version of their own, and asks again under the same id.
  if (findTaxonomy({ id, version }, catalogue) !== null && (await isByHub(context, event))) {
    return refuse('CONFLICT', isTaken(catalogue.taxonomies, taxonomy));
  }
  const conflict = findConflict(catalogue.taxonomies, taxonomy);
  if (conflict !== null) return refuse('CONFLICT', conflict);
  const isNext = from?.id === taxonomy.id && from.version === taxonomy.version - 1;
  if (taxonomy.version > 1 && !isNext) {
    return refuse('BAD_BODY', `Version ${taxonomy.version} must follow version ${taxonomy.version - 1}.`);
  }
  // A version on top of one that was refused here would say of labels what nobody said of them.
  const isNew = findTaxonomy({ id, version }, catalogue) === null;
  const whyNot = isNew ? whyNotFollows(catalogue, publication) : null;
  if (whyNot !== null) return refuse('CONFLICT', whyNot);
  const grown = { ...catalogue, taxonomies: [...catalogue.taxonomies, taxonomy] };
  for (const card of scorecards) {
    const wrong = checkScorecard(grown, card);
    if (wrong !== null) return wrong;
  }
  return applied;
}

export async function decideScorecard(context: ProjectionContext, card: Scorecard): Promise<Decision> {
  return checkScorecard(await context.getCatalogue(), card) ?? applied;
}

function checkScorecard(catalogue: Catalogue, card: Scorecard): Decision | null {
  const conflict = findConflict(catalogue.scorecards, card);
  if (conflict !== null) return refuse('CONFLICT', conflict);
  for (const question of card.questions) {
    const ref = isChoice(question) || question.type === 'spans' ? question.taxonomy : undefined;
    if (ref === undefined || findTaxonomy(ref, catalogue) !== null) continue;
    const detail = `The question "${question.title}" asks taxonomy ${ref.id} version ${ref.version}, which the hub does not know.`;
    return refuse('UNKNOWN_TAXONOMY', detail);
  }
  return null;
}

/** Why something cannot be published as this version, as a sentence; null when it can. */
function findConflict<T extends { id: string; version: number; title: string }>(
  all: readonly T[],
  next: T,
): string | null {
  const versions = all.filter((one) => one.id === next.id);
  const same = versions.find((one) => one.version === next.version);
  const newest = Math.max(0, ...versions.map((one) => one.version));
  if (same !== undefined && saidOf(same) === saidOf(next)) return null;
  if (same !== undefined) return isTaken(all, next);
  if (next.version === newest + 1) return null;
  return newest === 0
    ? `"${next.title}" has no version yet: the first one is version 1, not ${next.version}.`
    : `The newest version of "${next.title}" is ${newest}: version ${next.version} does not follow it.`;
}

/** Everything of a version but when somebody first published it: two people who say the same say it at two times. */
function saidOf<T extends object>(of: T): string {
  return canonicalJson({ ...of, publishedAt: null });
}

function isTaken(
  all: readonly { id: string; version: number }[],
  next: { id: string; version: number; title: string },
): string {
  const newest = Math.max(...all.flatMap((one) => (one.id === next.id ? [one.version] : [])));
  return `Version ${next.version} of "${next.title}" was published before; the newest is version ${newest}. Put your changes on top of it, and publish again.`;
}
