/**
 * Reviews and rulings from elsewhere: who may bring them, and for whom.
 *
 * Invariant: an import speaks only for people whom it named when it began and who are known by imports alone; nobody who
 * signs in here can be given a review that they did not make.
 */
import type { ImportFacts, ImportedRuling } from '../../shared/domain/imported.ts';
import { becomesCurrent, isLateReview } from '../../shared/domain/projection.ts';
import type { Decision } from '../store/ledgers.ts';
import { findPerson, insertImported } from '../store/people.ts';
import { checkRuling, findCase, mayRuleIn } from './cases.ts';
import type { PlacedEvent, ProjectionContext } from './context.ts';
import { applied, refuse, waiting } from './decision.ts';
import { checkForm } from './reviews.ts';
import type { RuleInput } from './rule.ts';

const importing: readonly string[] = ['owner', 'lead', 'admin'];

/** Adds who is not known yet. The audit may be planned later, by the same ledger. */
export async function decideImportBegun(
  context: ProjectionContext,
  event: PlacedEvent,
  facts: ImportFacts,
): Promise<Decision> {
  const audit = await context.findAudit(facts.auditId);
  if (audit !== null && !mayRuleIn(event, audit)) return refuse('NOT_YOURS');
  if ((await context.findImport(facts.importId)) !== null) return refuse('DUPLICATE_ID');
  const fresh: ImportFacts['people'] = [];
  for (const one of facts.people) {
    const known = await findPerson(context.hub, one.personId);
    if (known === null) fresh.push(one);
    else if (known.isImported !== true) {
      return refuse('NOT_YOURS', `Person ${one.personId} signs in here: nobody imports reviews for them.`);
    }
  }
  // Only now that nothing is refused: of an import that is, nobody comes.
  for (const one of fresh) {
    const isAdded = await insertImported(context.hub, one, event.envelope.at);
    const { personId: id, name } = one;
    if (isAdded) context.changes.people.push({ id, name, role: 'reviewer', isImported: true });
  }
  context.forgetPeople();
  return applied;
}

/** Why an event cannot speak for somebody; null when it can. */
async function refuseSpeaking(
  context: ProjectionContext,
  event: PlacedEvent,
  body: { importId: string; onBehalfOf: { personId: string } },
): Promise<Decision | null> {
  const begun = await context.findImport(body.importId);
  if (begun === null || begun.personId !== event.owner) return refuse('UNKNOWN_IMPORT');
  const isNamed = begun.body.people.some((one) => one.personId === body.onBehalfOf.personId);
  return isNamed ? null : refuse('UNKNOWN_PERSON', 'The import did not name this person when it began.');
}

export async function decideImportedRuling(
  context: ProjectionContext,
  event: PlacedEvent,
  ruling: ImportedRuling,
): Promise<Decision> {
  const found = await findCase(context, ruling);
  if ('refusal' in found) return found.refusal;
  // Somebody else's word: whoever brings it may still have to judge the item themselves.
  if (!mayRuleIn(event, found.audit)) return refuse('NOT_YOURS');
  return (await refuseSpeaking(context, event, ruling)) ?? checkRuling(context, found, ruling);
}

/** Like a review of that person, but brought by another; late where the item was not given to them. */
export async function projectImported(input: RuleInput<'review.imported@1'>): Promise<Decision> {
  const { context, event, body, effects } = input;
  if (!importing.includes(event.role)) {
    return refuse('WRONG_ROLE', 'Bringing reviews from elsewhere needs the role owner, lead or admin.');
  }
  const audit = await context.findAudit(body.auditId);
  if (audit === null || audit.state === 'planned' || audit.state === 'drawn') return waiting;
  if (!mayRuleIn(event, audit)) return refuse('NOT_YOURS');
  const speaking = await refuseSpeaking(context, event, body);
  if (speaking !== null) return speaking;
  const effect = effects[0];
  if (effect?.type !== 'review.submitted') throw new RangeError('an imported review is a review');
  const { review } = effect;
  const item = await context.work.findItemOf(review.itemId, review.personId);
  if (item === null || item.auditId !== audit.id) return refuse('UNKNOWN_ITEM');
  const wrong = await checkForm(context, { audit, contentDigest: item.contentDigest }, review, event.decided);
  if (wrong !== null) return wrong;
  if ((await context.work.findReview(review.id)) !== null) return refuse('DUPLICATE_ID');
  const isLate = isLateReview(audit, item.assigned === 'now');
  const current = await context.work.findCurrent(review.itemId, review.personId);
  const isCurrent = becomesCurrent(current, { supersedes: null, isLate });
  await context.work.insert({ ...review, isLate, isCurrent }, current);
  context.changes.touchReview(audit.id, review.id);
  // An audit that holds it is told as a whole: the person may not have had a part in it before.
  if (isLate) context.changes.touchAudit(audit.id);
  return { ...applied, isLate };
}
