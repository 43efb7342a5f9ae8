/** The names of this screen for what the contract sends. */
import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Workbench } from '../../../shared/contract/workbench.ts';

type Outputs = InferContractRouterOutputs<Workbench>;

export type ReviewQueue = Outputs['reviews']['queue'];
export type ReviewItem = Outputs['reviews']['item'];
export type SkipReason = NonNullable<ReviewItem['skip']>['reason'];
export type FlagReason = ReviewItem['flags'][number]['reason'];
