/** Disagreements: worklist, clusters, cases, rulings. */
import { implement } from '@orpc/server';
import { workbench } from '../../../shared/contract/workbench.ts';
import type { BackendContext } from '../context.ts';
import { disagreementsActs } from './disagreements-acts.ts';

/** Answers are held against the contract where they are made, in the engine's thread. */
const cases = implement(workbench.disagreements, {
  initialOutputValidationIndex: Number.NaN,
}).$context<BackendContext>();

export const disagreementsHandlers = {
  list: cases.list.handler(({ context, input }) => context.cases.caseList(input)),
  clusters: cases.clusters.handler(({ context, input }) => context.cases.caseClusters(input)),
  get: cases.get.handler(({ context, input }) => context.cases.caseGet(input)),
  ...disagreementsActs,
  longTail: cases.longTail.handler(({ context, input }) => context.cases.caseLongTail(input)),
};
