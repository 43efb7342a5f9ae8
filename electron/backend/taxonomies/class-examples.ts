/**
 * Real items that show a class: those to which reviews or rulings gave it.
 *
 * Invariant: nobody learns from it what others said of an item before they may: the rules are those of cases.
 */
import type { z } from 'zod';
import type { taxonomies } from '../../../shared/contract/taxonomies.ts';
import { foldCases } from '../../../shared/adjudication/fold-case.ts';
import { isShownTo } from '../../../shared/disagreements/find-cases.ts';
import type { Audit } from '../../../shared/domain/audit.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { findScorecard } from '../../../shared/domain/catalogue.ts';
import type { ItemId } from '../../../shared/domain/ids.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { listAssignments, listAudits } from '../../../db/queries/audits.ts';
import { hasContent } from '../../../db/queries/contents.ts';
import { catalogueOf, listOfAudit } from '../../../db/queries/deliberation.ts';
import { listAskedAnew, listCaseItems } from '../../../db/queries/disagreements.ts';
import { findItem } from '../../../db/queries/items.ts';
import { listReviewsOfItem, listSkipsOfAudit } from '../../../db/queries/reviews.ts';
import { listSecondLooks } from '../../../db/queries/second-looks.ts';
import { listLabelledItems } from '../../../db/queries/taxonomy-labels.ts';
import { mayReadCases } from '../disagreements/case-access.ts';
import { viewTrace } from '../item-view.ts';
import { getSelf } from '../self.ts';

type Example = z.infer<NonNullable<(typeof taxonomies)['examples']['~orpc']['outputSchema']>>[number];

/** As many as somebody looks through. */
const mostExamples = 24;
/** Longest excerpt, code points. */
const excerptLength = 240;

/** Ruled ones first, then those that most of their reviewers agree on; of the newest audits first. */
export function listExamples(store: ReadableStore, taxonomyId: string, classId: string): Example[] {
  const { person } = getSelf(store);
  const catalogue = catalogueOf(store);
  const found = listAudits(store)
    .filter((audit) => mayReadCases(audit, person))
    .flatMap((audit) => listOfOneAudit(store, { audit, catalogue, taxonomyId, classId }));
  return inShowOrder(found)
    .slice(0, mostExamples)
    .map(({ audit, ...example }) => ({ ...example, ...textsOf(store, audit, example) }));
}

function inShowOrder(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted(
    (a, b) => Number(b.isRuled) - Number(a.isRuled) || share(b) - share(a) || b.agreeing - a.agreeing,
  );
}

const share = ({ agreeing, reviews }: Pick<Example, 'agreeing' | 'reviews'>): number =>
  reviews === 0 ? 0 : agreeing / reviews;

type Candidate = Omit<Example, 'title' | 'excerpt'> & { audit: Audit };

interface Search {
  audit: Audit;
  catalogue: Catalogue;
  taxonomyId: string;
  classId: string;
}

function listOfOneAudit(
  store: ReadableStore,
  { audit, catalogue, taxonomyId, classId }: Search,
): Candidate[] {
  const card = findScorecard(audit.plan.scorecard, catalogue);
  const questions = (card?.questions ?? []).filter(isChoice).filter((one) => one.taxonomy?.id === taxonomyId);
  if (questions.length === 0) return [];
  const isKnown = knownTo(store, audit);
  const folds = foldCases(listOfAudit(store, audit.id), new Set());
  return questions.flatMap(({ id: question }) => {
    const candidates = new Map<ItemId, Candidate>();
    for (const { itemId, agreeing, reviews } of listLabelledItems(store, audit.id, question, classId)) {
      const ref = { auditId: audit.id, itemId, question };
      candidates.set(itemId, { audit, case: ref, isRuled: false, agreeing, reviews });
    }
    for (const { standing } of folds.values()) {
      if (standing?.entry.body.question !== question) continue;
      const { itemId, option } = standing.entry.body;
      // What was ruled to be another class shows that one.
      const held = candidates.get(itemId);
      if (option !== classId) candidates.delete(itemId);
      else {
        const ref = { auditId: audit.id, itemId, question };
        candidates.set(itemId, { ...(held ?? { audit, case: ref, agreeing: 0, reviews: 0 }), isRuled: true });
      }
    }
    return firstKnown(inShowOrder([...candidates.values()]), isKnown);
  });
}

/** Looks no further than it has to: who may know an item is asked of its reviews. */
function firstKnown(candidates: readonly Candidate[], isKnown: (id: ItemId) => boolean): Candidate[] {
  const known: Candidate[] = [];
  for (const one of candidates) {
    if (known.length === mostExamples) break;
    if (isKnown(one.case.itemId)) known.push(one);
  }
  return known;
}

/** Whether this person may know what was said of an item of the sample. */
function knownTo(store: ReadableStore, audit: Audit): (itemId: ItemId) => boolean {
  const self = getSelf(store).person.id;
  const items = new Set(listCaseItems(store, audit.id).map((one) => one.itemId));
  const isClosed = audit.state === 'closed';
  const holders = new Map<string, string[]>(
    listAssignments(store, audit.id).map((one) => [one.itemId, [...one.personIds]]),
  );
  for (const { itemId, personId } of listSecondLooks(store, audit.id)) {
    holders.set(itemId, [...(holders.get(itemId) ?? []), personId]);
  }
  const skips = Map.groupBy(listSkipsOfAudit(store, audit.id), (one) => one.itemId);
  const anew = new Set(listAskedAnew(store, audit.id, self));
  return (itemId) => {
    if (!items.has(itemId)) return false;
    if (isClosed) return true;
    const reviews = listReviewsOfItem(store, audit.id, itemId);
    return isShownTo(self, {
      isClosed,
      holders: holders.get(itemId) ?? [],
      submitted: new Set(reviews.map((one) => one.personId)),
      skipped: new Set((skips.get(itemId) ?? []).map((one) => one.personId)),
      asked: new Set(anew.has(itemId) ? [self] : []),
    });
  };
}

function textsOf(
  store: ReadableStore,
  audit: Audit,
  example: Omit<Candidate, 'audit'>,
): Pick<Example, 'title' | 'excerpt'> {
  const item = findItem(store, example.case.itemId);
  if (item === null) return { title: 'An item that is not on this computer', excerpt: '' };
  if (!hasContent(store, item.contentDigest)) return { title: item.title, excerpt: '' };
  const text = Array.from(viewTrace(store, audit, item).output.replace(/\s+/g, ' ').trim());
  const excerpt = text.slice(0, excerptLength).join('');
  return { title: item.title, excerpt: text.length > excerptLength ? `${excerpt}…` : excerpt };
}
