/** Events of reviewers come in runs; what a run asks for is read before its first event is judged. */
import { z } from 'zod';
import { safeText } from '../../shared/domain/text.ts';
import type { PlacedEvent, ProjectionContext } from './context.ts';
import type { AskedWork } from './work-cache.ts';

const ofReviewers = new Set([
  'review.submitted',
  'review.imported',
  'review.reopened',
  'item.skipped',
  'item.flagged',
]);

const isOfReviewer = (event: PlacedEvent | undefined): boolean =>
  event !== undefined && ofReviewers.has(event.envelope.kind);

/** To be called before each of `events` is projected, in their order. */
export async function prepareRun(
  context: ProjectionContext,
  events: readonly PlacedEvent[],
  at: number,
): Promise<void> {
  if (!isOfReviewer(events[at])) return await context.work.clear();
  if (isOfReviewer(events[at - 1])) return;
  const end = events.findIndex((event, n) => n > at && !isOfReviewer(event));
  const run = events.slice(at, end === -1 ? events.length : end);
  await context.work.prefetch(run.flatMap(askedOf));
}

/** What the database cannot look up is asked for by nobody: its rule refuses it. */
const about = z.object({
  itemId: safeText,
  reviewId: safeText.optional(),
  supersedes: safeText.nullish(),
  /** Of an imported review: whose it is. */
  onBehalfOf: z.object({ personId: safeText }).optional(),
});

/** Nothing for what no rule will get to read. */
function askedOf({ body, owner }: PlacedEvent): AskedWork[] {
  const read = about.safeParse(parse(body));
  if (!read.success) return [];
  const { itemId, reviewId, supersedes, onBehalfOf } = read.data;
  const personId = onBehalfOf?.personId ?? owner;
  return [{ itemId, personId, reviewIds: [reviewId ?? [], supersedes ?? []].flat() }];
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '') as unknown;
  } catch {
    return null;
  }
}
