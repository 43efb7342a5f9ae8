/**
 * Draws the sample of an audit from files: frame counts, allocation, selection by permanent random numbers; what comes of
 * it is composed by the rules that a hub shares. Must not know the store.
 *
 * Invariant: the same plan over the same traces gives the same items, whatever the file format, order or machine; only
 * masked text leaves this function.
 */
import type { AuditPlan } from '../../../shared/domain/audit.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { SourceSpec } from '../../../shared/domain/source.ts';
import { maskTrace, noRules } from '../../../shared/privacy/mask.ts';
import type { ComposedDraw } from '../../../shared/sampling/compose-draw.ts';
import { composeDraw } from '../../../shared/sampling/compose-draw.ts';
import { planSample } from '../../../shared/sampling/plan-sample.ts';
import type { SourceEngine } from './engine.ts';
import { changedSource } from './source-error.ts';

/**
 * Draws `plan` from the files of `spec`. Throws `Fault`: EMPTY_FRAME, INFEASIBLE_PLAN; and `SourceError`:
 * SOURCE_CHANGED, SOURCE_UNREADABLE.
 * @param drawnAt ISO time that the manifest carries
 */
export async function drawAudit(
  engine: SourceEngine,
  spec: SourceSpec,
  auditId: AuditId,
  plan: AuditPlan,
  drawnAt: string,
): Promise<ComposedDraw> {
  const { filter, dimensions, seed } = plan;
  const frame = await engine.countFrame(spec, filter, dimensions);
  const strata = planSample(plan.allocation, frame.strata);
  const sizes = new Map(strata.filter((one) => one.drawn > 0).map((one) => [one.key, one.drawn]));
  const drawn = await engine.draw(spec, filter, dimensions, seed, sizes);
  const verdicts = await engine.countVerdicts(spec, filter, dimensions);
  const mask = (trace: (typeof drawn)[number]['trace']) => maskTrace(trace, noRules).trace;
  const composed = composeDraw({ auditId, plan, strata, verdicts, drawn, drawnAt, mask });
  // Last, so that it also notices files that changed between the count and the draw.
  const { fingerprint } = await engine.open(spec);
  if (fingerprint !== plan.source.fingerprint) throw changedSource(spec, plan.source.name);
  return composed;
}
