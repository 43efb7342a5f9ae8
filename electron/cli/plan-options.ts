/** What a draw is planned by on the command line: the same for files of this computer and for sources of the hub. */
import type { AuditPlan } from '../../shared/domain/audit.ts';
import { hallucinationAudit } from '../../shared/domain/defaults.ts';
import type { Dimension } from '../../shared/domain/trace.ts';
import { parseFilter } from './options.ts';

export interface PlanOptions {
  title?: string;
  dimensions: string;
  filter: string[];
  size: number;
  overlap: number;
  reviewersPerItem: number;
  rule: AuditPlan['allocation']['rule'];
  min: number;
  takeAllBelow: number;
  expectedRate?: number;
  threshold?: number;
  selection: AuditPlan['selection'];
  excludeAudited?: boolean;
  showModel?: boolean;
  hideFinder?: boolean;
  calibration?: number;
}

/** The plan without its source and seed. */
export function planOf(options: PlanOptions, title: string): Omit<AuditPlan, 'source' | 'seed'> {
  return {
    title: options.title ?? title,
    filter: {
      ...parseFilter(options.filter),
      ...(options.excludeAudited === true ? { excludesAudited: true } : {}),
    },
    dimensions: (options.dimensions === '' ? [] : options.dimensions.split(',')) as Dimension[],
    allocation: {
      rule: options.rule,
      size: options.size,
      minPerStratum: options.min,
      takeAllBelow: options.takeAllBelow,
      ...(options.expectedRate === undefined ? {} : { expectedRate: options.expectedRate }),
    },
    overlap: { size: options.overlap, reviewersPerItem: options.reviewersPerItem },
    selection: options.selection,
    scorecard: { id: hallucinationAudit.id, version: hallucinationAudit.version },
    thresholds:
      options.threshold === undefined ? [] : [{ question: 'hallucination', limit: options.threshold }],
    ciMethod: 'kgStar',
    alpha: 0.05,
    blinding: {
      hidesModel: options.showModel !== true,
      hidesJudge: true,
      revealsOthers: 'afterClose',
      ...(options.hideFinder === true ? { hidesFinder: true } : {}),
    },
    ...(options.calibration === undefined || options.calibration === 0
      ? {}
      : { calibration: options.calibration }),
  };
}
