/** The workbench contract, part norming: rounds of blind votes, discussion and second votes. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { caseRef } from '../domain/adjudication.ts';
import { auditId, isoTime, personId, slug } from '../domain/ids.ts';
import { normingMove, normingRound, normingStages, normingVote } from '../domain/norming.ts';
import { taxonomyClass } from '../domain/taxonomy.ts';
import { label, safeText } from '../domain/text.ts';
import { trace } from '../domain/trace.ts';
import { commentView } from './disagreements.ts';
import { errors } from './errors.ts';
import { figure } from './report-figure.ts';

const base = oc.errors(errors);

const roundSummary = z.strictObject({
  roundId: z.uuid(),
  auditId,
  auditTitle: label(120),
  title: label(120),
  stage: z.enum(normingStages),
  isLive: z.boolean(),
  cases: z.int(),
  begunBy: label(120),
  begunAt: isoTime,
  /** Cases that this person has still to vote on in this stage. */
  waitingForMe: z.int(),
  /** People who have voted on every case of this stage, of all; null while only the hub knows, because votes are blind. */
  voted: z.int().nullable(),
  people: z.int(),
  /** Whether this person began it or may move it on. */
  mayMove: z.boolean(),
});

const voteView = z.strictObject({
  personId,
  name: label(120),
  isMine: z.boolean(),
  option: slug,
  rationale: safeText,
});

const normingView = roundSummary.extend({
  /** `done`: cases that they have voted on in this stage; null while only the hub knows. */
  personNames: z.array(z.strictObject({ personId, name: label(120), done: z.int().nullable() })),
  /** Votes of this person that came when their stage was over: kept, and not counted. */
  late: z.int().min(0),
  items: z.array(
    z.strictObject({
      case: caseRef,
      title: safeText,
      questionTitle: label(),
      options: z.array(z.strictObject({ option: slug, title: label() })),
      trace,
      classes: z.array(taxonomyClass),
      /** One's own only while the votes are blind. */
      first: z.array(voteView),
      second: z.array(voteView),
      comments: z.array(commentView),
    }),
  ),
  /** Share of pairs that voted alike, and α, in each stage; null before the votes are shown. */
  agreement: z
    .strictObject({
      before: z.strictObject({ pairwise: figure, alpha: figure }),
      after: z.strictObject({ pairwise: figure, alpha: figure }).nullable(),
      sentence: safeText,
    })
    .nullable(),
});
export type NormingView = z.infer<typeof normingView>;

export const norming = {
  list: base.input(z.strictObject({})).output(z.array(roundSummary)),
  get: base.input(z.strictObject({ roundId: z.uuid() })).output(normingView),
  begin: base.input(normingRound).output(normingView),
  vote: base.input(normingVote).output(normingView),
  move: base.input(normingMove).output(normingView),
};
