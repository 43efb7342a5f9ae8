/**
 * ClapNQ results as reviews: scores of people by metric. Ids of traces are those of the source preset `clapnq`.
 * Metrics of the author "system" are computed, not said by anybody, and the share of wins is no answer to a question.
 */
import { z } from 'zod';
import type { ForeignReview, Piece, RecordPlace } from './piece.ts';
import { rejected } from './piece.ts';

const score = z.object({
  value: z.union([z.string(), z.number()]),
  duration: z.number().min(0).optional(),
  timestamp: z.number().min(0).optional(),
});
const result = z.object({
  task_id: z.string().min(1),
  model_id: z.string().min(1),
  scores: z.record(z.string(), z.record(z.string(), score)),
});

/** Metrics that people scored from 1 to 4, in the order of the scorecard. */
export const clapnqMetrics = ['faithfulness', 'answer_relevance', 'fluency'] as const;

/** Pieces of one of the file's results. */
export function clapnqPieces(value: unknown, { origin }: RecordPlace): Piece[] {
  const parsed = result.safeParse(value);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    return [rejected(origin, 'MISSING_FIELD', `"${where}" is missing or of another kind`)];
  }
  const { task_id: task, model_id: model, scores } = parsed.data;
  const people = new Set<string>();
  for (const metric of clapnqMetrics) for (const id of Object.keys(scores[metric] ?? {})) people.add(id);
  people.delete('system');
  return [...people].map((id) => ({
    kind: 'review',
    review: reviewOf(`${task}:${model}`, id, scores, origin),
  }));
}

type Scores = z.infer<typeof result>['scores'];

function reviewOf(trace: string, id: string, scores: Scores, origin: ForeignReview['origin']): ForeignReview {
  const values: Record<string, string> = {};
  const texts: Record<string, string> = {};
  let seconds = 0;
  let last = 0;
  for (const metric of clapnqMetrics) {
    const given = scores[metric]?.[id];
    if (given === undefined) continue;
    values[metric] = String(given.value);
    // All metrics of an answer were scored in one sitting, whose time stands beside each of them.
    seconds = Math.max(seconds, given.duration ?? 0);
    last = Math.max(last, given.timestamp ?? 0);
    const reason = scores[`${metric}_reason`]?.[id]?.value;
    if (typeof reason === 'string' && reason.trim() !== '') texts[`${metric}_reason`] = reason;
  }
  const at = last > 0 && last < 8.64e12 ? new Date(last * 1000).toISOString() : null;
  return {
    trace,
    reviewer: `Annotator ${id}`,
    values,
    texts,
    at,
    elapsedMs: Math.round(seconds * 1000),
    origin,
  };
}
