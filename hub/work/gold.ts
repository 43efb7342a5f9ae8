/**
 * Items with known answers: added from an item that was judged or from a trace of one's own, listed, retired. Must not
 * decide where they are mixed in.
 *
 * Invariant: nobody makes gold of what they may not see, and a planted trace is masked like any other before it is kept.
 */
import type { z } from 'zod';
import type { gold as goldContract } from '../../shared/contract/hub-work.ts';
import { findScorecard } from '../../shared/domain/catalogue.ts';
import { canonicalJson, sha256Hex } from '../../shared/domain/canonical.ts';
import type { GoldAnswer } from '../../shared/domain/extra-work.ts';
import type { Digest, ItemId } from '../../shared/domain/ids.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { Answers } from '../../shared/domain/review.ts';
import { checkAnswers } from '../../shared/domain/review.ts';
import type { Scorecard, ScorecardRef } from '../../shared/domain/scorecard.ts';
import { isChoice } from '../../shared/domain/scorecard.ts';
import type { Trace } from '../../shared/domain/trace.ts';
import { getMasking } from '../ingest/masking-rules.ts';
import { prepareTrace } from '../ingest/prepare-trace.ts';
import { appendOwn } from '../own-ledger.ts';
import { fail, notFound } from '../routes/fail.ts';
import { findAudit } from '../store/audits.ts';
import { insertContents, restoreContents } from '../store/contents.ts';
import { countCalibrationUses, listUnjudgedGold } from '../store/calibration.ts';
import { catalogueOf } from '../store/deliberation.ts';
import { findLevel } from '../store/feed.ts';
import type { Gold } from '../store/gold.ts';
import { countGoldUses, findGold, listGold } from '../store/gold.ts';
import { findItem } from '../store/items.ts';
import { listJudged } from '../store/reviews.ts';
import type { ReadableHub, WritableHub } from '../store/write.ts';
import { inWrite } from '../store/write.ts';
import { findTrace } from './mixed-gold.ts';
import type { WorkWorld } from './world.ts';
import { ownFacts } from './world.ts';

type AddInput = z.infer<NonNullable<(typeof goldContract.add)['~orpc']['inputSchema']>>;
export type GoldRow = z.infer<NonNullable<(typeof goldContract.add)['~orpc']['outputSchema']>>;

/** Throws INVALID_INPUT for answers that do not fit, FORBIDDEN for a hidden item, CONFLICT for what is gold already. */
export async function addGold(world: WorkWorld, person: Person, input: AddInput): Promise<GoldRow> {
  return inWrite(world.database.db, async (hub) => {
    const card = await getScorecard(hub, input.scorecard);
    const found = await takeTrace(world, hub, person, input.of);
    mustFit(card, input.answers, found.trace);
    await mustBeNew(hub, found.trace.id, input.scorecard);
    const { scorecard, answers, rationale } = input;
    const { contentDigest, sealedDigest, trace } = found;
    const goldId = world.ids.uuid();
    const answer: GoldAnswer = {
      goldId,
      traceId: trace.id,
      contentDigest,
      sealedDigest,
      scorecard,
      answers,
      rationale,
    };
    const body = { ...answer, by: person.id };
    await appendOwn(hub, [{ key: 'gold.added@1', subject: {}, body }], ownFacts(world));
    return getRow(hub, goldId);
  });
}

/** Retiring what is retired changes nothing. */
export async function retireGold(world: WorkWorld, person: Person, goldId: string): Promise<GoldRow> {
  return inWrite(world.database.db, async (hub) => {
    const row = await getRow(hub, goldId);
    if (row.retiredAt !== null) return row;
    const body = { goldId, by: person.id };
    await appendOwn(hub, [{ key: 'gold.retired@1', subject: {}, body }], ownFacts(world));
    return getRow(hub, goldId);
  });
}

/** Every gold item but those that this person has in a queue: they are to be judged without knowing it. */
export async function listGoldRows(hub: ReadableHub, person: Person): Promise<GoldRow[]> {
  const uses = await countUses(hub);
  const rows = await hub
    .selectFrom('gold_item')
    .innerJoin('assignment', 'assignment.item_id', 'gold_item.item_id')
    .innerJoin('audit', 'audit.id', 'gold_item.audit_id')
    .select('gold_item.gold_id')
    .distinct()
    .where('assignment.person_id', '=', person.id)
    .where('audit.state', '<>', 'closed')
    .execute();
  const hidden = new Set([...rows.map((row) => row.gold_id), ...(await listUnjudgedGold(hub, person.id))]);
  const shown = (await listGold(hub)).filter((one) => !hidden.has(one.goldId));
  const listed: GoldRow[] = [];
  for (const one of shown) listed.push(await toRow(hub, one, uses));
  return listed;
}

async function getScorecard(hub: ReadableHub, ref: ScorecardRef): Promise<Scorecard> {
  const card = findScorecard(ref, await catalogueOf(hub));
  if (card !== null) return card;
  throw fail('INVALID_INPUT', {
    what: `There is no scorecard "${ref.id}" version ${ref.version}.`,
    where: 'scorecard',
    remedy: 'Choose one that Assay ships or that was published.',
  });
}

interface FoundTrace {
  trace: Trace;
  contentDigest: Digest;
  sealedDigest: Digest | null;
}

async function takeTrace(
  world: WorkWorld,
  hub: WritableHub,
  person: Person,
  of: AddInput['of'],
): Promise<FoundTrace> {
  if ('itemId' in of) return takeItem(hub, person, of.itemId);
  const { compiled: rules } = await getMasking(hub);
  const prepared = prepareTrace(1, of.trace, { rules, sampleSeed: world.database.sampleSeed });
  if (prepared.fault !== undefined) {
    throw fail('INVALID_INPUT', {
      what: `The trace ${prepared.fault.reason}.`,
      where: 'of.trace',
      remedy: 'Correct the trace. Nothing was stored.',
    });
  }
  const { trace } = prepared.trace;
  const text = canonicalJson(trace);
  const digest = sha256Hex(text);
  await insertContents(hub, [{ digest, text }]);
  await restoreContents(hub, [{ digest, text }]);
  return { trace, contentDigest: digest, sealedDigest: null };
}

/** An item that somebody judged, of an audit that this person sees whole, or an owner's of a closed one. */
async function takeItem(hub: ReadableHub, person: Person, itemId: ItemId): Promise<FoundTrace> {
  const item = await findItem(hub, itemId);
  const audit = item === null ? null : await findAudit(hub, item.audit_id);
  if (item === null || audit === null) throw notFound('There is no such item at this hub.');
  const level = await findLevel(hub, audit.id, person.id);
  const isOpenTo = level === 'full' || level === 'revealed';
  if (!isOpenTo && !(person.role === 'owner' && audit.state === 'closed')) {
    throw fail('FORBIDDEN', {
      what: 'This item is kept from you while its audit runs.',
      where: `item ${itemId}`,
      remedy: 'Ask the lead of its audit, or wait for its close.',
    });
  }
  if (!(await listJudged(hub, audit.id)).some((one) => one.itemId === itemId)) {
    throw fail('CONFLICT', {
      what: 'Nobody has judged this item yet.',
      where: `item ${itemId}`,
      remedy: 'Wait for its reviews, or plant a trace of your own.',
    });
  }
  const digests = {
    contentDigest: item.content_digest as Digest,
    sealedDigest: item.sealed_digest as Digest | null,
  };
  const trace = await findTrace(hub, digests);
  if (trace === null) throw notFound('The text of this item was erased when its retention ended.');
  return { trace, ...digests };
}

/** Only what can be compared is an answer of a gold item: choices, and what fits the scorecard beside them. */
function mustFit(card: Scorecard, answers: Answers, trace: Trace): void {
  const given = Object.keys(answers);
  // Questions that are not answered are not known, which is no problem here.
  const problems = checkAnswers(
    { ...card, questions: card.questions.map((one) => ({ ...one, isRequired: false })) },
    answers,
    trace,
  );
  const hasChoice = card.questions.some((one) => isChoice(one) && given.includes(one.id));
  if (!hasChoice) problems.push('no question with options is answered');
  if (problems.length === 0) return;
  throw fail('INVALID_INPUT', {
    what: `The answers do not fit: ${problems.join('; ')}.`,
    where: 'answers',
    remedy: 'Answer at least one question with options, as its scorecard has them.',
  });
}

async function mustBeNew(hub: ReadableHub, traceId: string, scorecard: ScorecardRef): Promise<void> {
  if (!(await listGold(hub, scorecard)).some((one) => one.traceId === traceId)) return;
  throw fail('CONFLICT', {
    what: 'This trace is a gold item of this scorecard already.',
    where: `trace ${traceId}`,
    remedy: 'Retire that one first, if its answers were wrong.',
  });
}

async function getRow(hub: ReadableHub, goldId: string): Promise<GoldRow> {
  const gold = await findGold(hub, goldId);
  if (gold === null) throw notFound('There is no such gold item.');
  return toRow(hub, gold, await countUses(hub));
}

/** In how many audits each was, silently or in the calibration round. */
async function countUses(hub: ReadableHub): Promise<Map<string, number>> {
  const uses = await countGoldUses(hub);
  for (const [goldId, count] of await countCalibrationUses(hub)) {
    uses.set(goldId, (uses.get(goldId) ?? 0) + count);
  }
  return uses;
}

const titleLength = 120;

async function toRow(hub: ReadableHub, gold: Gold, uses: ReadonlyMap<string, number>): Promise<GoldRow> {
  const { addedBy: _addedBy, ...row } = gold;
  const trace = await findTrace(hub, gold);
  const asked = trace?.prompt.findLast((one) => one.role === 'user') ?? trace?.prompt.at(-1);
  const title = (asked?.text ?? gold.traceId).slice(0, titleLength).toWellFormed();
  return { ...row, title, usedCount: uses.get(gold.goldId) ?? 0 };
}
