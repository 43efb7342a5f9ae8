/**
 * Chooses gold items for the calibration round of an audit: everybody judges the same ones before the first of the
 * sample, and is shown their answers afterwards. Must not decide who may see what of them.
 *
 * Invariant: nobody gets a trace that they have or had before, or whose answers they gave; what is taken for the round is
 * taken from what may be mixed in silently.
 */
import { randomBytes } from 'node:crypto';
import type { Manifest } from '../../shared/domain/audit.ts';
import { itemIdOf } from '../../shared/domain/audit.ts';
import type { CalibrationPlace } from '../../shared/domain/extra-work.ts';
import type { PersonId } from '../../shared/domain/ids.ts';
import type { DrawnContent } from '../../shared/sampling/compose-draw.ts';
import { contentsOf } from '../../shared/sampling/compose-draw.ts';
import { fail } from '../routes/fail.ts';
import type { ReadableHub } from '../store/write.ts';
import { chooseGold } from './mixed-gold.ts';

export interface CalibrationRound {
  places: CalibrationPlace[];
  contents: DrawnContent[];
  /** Traces that are used up by it. */
  traceIds: ReadonlySet<string>;
}

const noRound: CalibrationRound = { places: [], contents: [], traceIds: new Set() };

/** The round that the plan asks for, or as much of it as there is gold for. Throws INFEASIBLE_PLAN where there is none. */
export async function chooseCalibration(
  hub: ReadableHub,
  { manifest, reviewerIds }: { manifest: Manifest; reviewerIds: readonly PersonId[] },
): Promise<CalibrationRound> {
  const { plan, auditId } = manifest;
  if (plan.calibration === undefined) return noRound;
  const secret = randomBytes(16).toString('hex');
  const request = { manifest, reviewerIds, count: plan.calibration, secret };
  const chosen = await chooseGold(hub, request);
  if (chosen.length === 0) throw noGold();
  const round = { places: [] as CalibrationPlace[], contents: [] as DrawnContent[] };
  for (const [at, { gold, trace }] of chosen.entries()) {
    const { content, sealed } = contentsOf(trace, plan);
    round.contents.push(content, ...(sealed === null ? [] : [sealed]));
    round.places.push({
      itemId: itemIdOf(auditId, gold.traceId),
      goldId: gold.goldId,
      contentDigest: content.digest,
      sealedDigest: sealed?.digest ?? null,
      position: at + 1,
      answers: gold.answers,
      rationale: gold.rationale,
    });
  }
  return { ...round, traceIds: new Set(chosen.map((one) => one.gold.traceId)) };
}

/** What to tell of a round that is shorter than was planned; null where it is whole, or none was planned. */
export function noteOfRound(planned: number | undefined, chosen: number): string | null {
  if (planned === undefined || chosen >= planned) return null;
  const items = chosen === 1 ? '1 item' : `${chosen} items`;
  return `The calibration round has ${items} instead of ${planned}: there is no more gold that none of these reviewers has judged or answered. Plant more for the next audit.`;
}

function noGold(): ReturnType<typeof fail> {
  return fail('INFEASIBLE_PLAN', {
    what: 'The plan has a calibration round, and there is no gold item for it: none of this scorecard, or every one was judged or answered by one of these reviewers.',
    where: 'plan.calibration',
    remedy: 'Plant gold items first, or leave the calibration round out of the plan.',
  });
}
