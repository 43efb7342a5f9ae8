/**
 * Calibration rounds: items with known answers that every reviewer judges before the first of the sample. The hub sets
 * one when it draws, or the lead whose device drew.
 *
 * Invariant: what is set was planned before the draw, is no part of the sample, and can be judged: texts and answers fit.
 */
import type { Audit } from '../../shared/domain/audit.ts';
import { itemIdOf } from '../../shared/domain/audit.ts';
import { sealedFacts } from '../../shared/domain/blinding.ts';
import { findScorecard } from '../../shared/domain/catalogue.ts';
import type { CalibrationPlace } from '../../shared/domain/extra-work.ts';
import { checkAnswers } from '../../shared/domain/review.ts';
import type { Scorecard } from '../../shared/domain/scorecard.ts';
import { trace } from '../../shared/domain/trace.ts';
import { insertCalibration, listCalibrationIds } from '../store/calibration.ts';
import { listMissing } from '../store/contents.ts';
import { listTexts, listWithoutText } from '../store/erased.ts';
import { findGold } from '../store/gold.ts';
import { listItems } from '../store/items.ts';
import type { Decision } from '../store/ledgers.ts';
import type { ReadableHub } from '../store/write.ts';
import { findOwn } from './audits.ts';
import { isByHub } from './by-hub.ts';
import { applied, pending, refuse, unknown } from './decision.ts';
import type { RuleInput } from './rule.ts';

type Input = RuleInput<'audit.calibrationSet@1'>;

export async function projectCalibrationSet(input: Input): Promise<Decision> {
  const { context, event, body } = input;
  const own = await findOwn(context, event, body.auditId);
  if ('refusal' in own) return own.refusal;
  const { audit } = own;
  const byHub = await isByHub(context, event);
  if (!byHub && audit.leadId !== event.owner) return refuse('NOT_YOURS');
  const planned = audit.plan.calibration;
  if (planned === undefined || body.items.length > planned) return refuse('NOT_PLANNED');
  if (audit.state !== 'drawn' || (await listCalibrationIds(context.hub, audit.id)).size > 0) {
    return refuse(
      'AUDIT_STATE',
      'A calibration round is set once, after the draw and before items are given out.',
    );
  }
  const card = findScorecard(audit.plan.scorecard, await context.getCatalogue());
  if (card === null) return unknown;
  const misplaced = await findMisplaced(input);
  if (misplaced !== null) return misplaced;
  const digests = body.items.flatMap((one) => [one.contentDigest, one.sealedDigest ?? one.contentDigest]);
  // A text that was erased since was there when it counted.
  const isDecided = event.decided !== undefined;
  const missing = await (isDecided ? listMissing : listWithoutText)(context.hub, digests);
  if (missing.length > 0) return pending;
  const fault = await findFault(context.hub, audit, card, body.items);
  if (fault === 'erased') {
    if (event.decided?.state === 'refused') return event.decided;
  } else if (fault !== null) return fault;
  await insertCalibration(context.hub, audit.id, body.items);
  context.changes.touchAudit(audit.id);
  return applied;
}

/** Why these items cannot be a round beside this sample; null when they can. */
async function findMisplaced({ context, event, body }: Input): Promise<Decision | null> {
  const taken = new Set((await listItems(context.hub, body.auditId)).map((item) => item.id));
  const byHub = await isByHub(context, event);
  for (const [at, one] of body.items.entries()) {
    if (one.position !== at + 1) return refuse('BAD_BODY', 'The items are not in the order of their places.');
    if (byHub) {
      const gold = await findGold(context.hub, one.goldId);
      if (gold === null) return refuse('UNKNOWN_GOLD');
      if (one.itemId !== itemIdOf(body.auditId, gold.traceId)) {
        return refuse('UNKNOWN_ITEM', `Item ${one.itemId} is not that of gold item ${one.goldId}.`);
      }
    }
    if (taken.has(one.itemId)) {
      return refuse('UNKNOWN_ITEM', `Item ${one.itemId} is in the sample, or in the round twice.`);
    }
    taken.add(one.itemId);
  }
  return null;
}

/** What is wrong with the texts or the known answers; `erased` where a text is gone, so that nobody can tell any more. */
async function findFault(
  hub: ReadableHub,
  audit: Audit,
  card: Scorecard,
  items: readonly CalibrationPlace[],
): Promise<Decision | 'erased' | null> {
  const digests = items.flatMap((one) => [one.contentDigest, one.sealedDigest ?? one.contentDigest]);
  const texts = await listTexts(hub, digests);
  // What was told of an answer is known; what was not is not asked here.
  const asked = { ...card, questions: card.questions.map((one) => ({ ...one, isRequired: false })) };
  for (const { itemId, contentDigest, sealedDigest, answers } of items) {
    const open = texts.get(contentDigest) ?? null;
    const sealed = sealedDigest === null ? undefined : (texts.get(sealedDigest) ?? null);
    if (open === null || sealed === null) return 'erased';
    const read = trace.safeParse(parseJson(open));
    if (!read.success || itemIdOf(audit.id, read.data.id) !== itemId) {
      return refuse('BAD_CONTENT', `The content of item ${itemId} is not its trace.`);
    }
    if (sealed !== undefined && !sealedFacts.safeParse(parseJson(sealed)).success) {
      return refuse('BAD_CONTENT', `The sealed facts of item ${itemId} are not sealed facts.`);
    }
    const problems = checkAnswers(asked, answers, read.data);
    if (problems.length > 0) return refuse('BAD_ANSWERS', `${problems.join('; ')}.`);
  }
  return null;
}

/** Undefined for what is not JSON: no schema accepts it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
