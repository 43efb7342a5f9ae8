/**
 * Made reviews of the demo's answers, by reviewers who are as people are: mostly right, torn between two classes whose
 * definitions overlap, one who tires, items on which anybody could go either way, and passages that are not there.
 *
 * Pure: the same seed gives the same reviews. Must not be mistaken for what people said: whoever stores them marks them
 * as simulated.
 */
import type { Answers } from '../domain/review.ts';
import type { Trace } from '../domain/trace.ts';
import type { RandomStream } from '../statistics/random-stream.ts';
import { randomStream } from '../statistics/random-stream.ts';
import { happens, pick, pickInt } from './chance.ts';
import type { DemoTruth } from './truth.ts';
import { truthToAnswers } from './truth.ts';

type Class = DemoTruth['hallucination'];

export interface SimulatedReview {
  /** Place of the item in the list that was given. */
  item: number;
  /** Place of the reviewer, from 0. */
  reviewer: number;
  answers: Answers;
  elapsedMs: number;
}

export interface Simulation {
  seed: string;
  items: readonly { trace: Trace; truth: DemoTruth }[];
  reviewers: number;
}

/** Two classes that the shipped definitions do not part well enough: a wrong fact that is also a promise. */
export const vaguePair = ['factual', 'policy'] as const satisfies readonly Class[];

/** Chance of a plain slip. */
const slipRate = 0.02;
/** Share of items that could be judged either way. */
const hardShare = 0.08;
/** Chance that the reviewer who tires overlooks an error in the second half of the items. */
const overlookRate = 0.55;
const secondsOnTask = { low: 18, high: 75 } as const;
const others: readonly Class[] = ['none', 'factual', 'procedural', 'policy', 'citation'];

/** Every item by every reviewer, item by item. The last reviewer is the one who tires. */
export function simulateReviews({ seed, items, reviewers }: Simulation): SimulatedReview[] {
  return items.flatMap(({ trace, truth }, item) => {
    const shared = randomStream(`${seed}:item:${trace.id}`);
    const isHard = happens(shared, hardShare);
    const rival = pick(
      shared,
      others.filter((one) => one !== truth.hallucination),
    );
    return Array.from({ length: reviewers }, (_, reviewer): SimulatedReview => {
      const random = randomStream(`${seed}:${reviewer}:${trace.id}`);
      const isTired = reviewer === reviewers - 1 && item >= items.length / 2;
      const given = classOf(random, truth.hallucination, { rival: isHard ? rival : null, isTired });
      return {
        item,
        reviewer,
        answers: formOf(random, given, truth, trace),
        elapsedMs: pickInt(random, secondsOnTask.low, secondsOnTask.high) * 1000,
      };
    });
  });
}

function classOf(
  random: RandomStream,
  truth: Class,
  { rival, isTired }: { rival: Class | null; isTired: boolean },
): Class {
  if (rival !== null) return happens(random, 0.5) ? rival : truth;
  if (isTired && truth !== 'none' && happens(random, overlookRate)) return 'none';
  if ((vaguePair as readonly Class[]).includes(truth)) return pick(random, vaguePair);
  return happens(random, slipRate) ? pick(random, others) : truth;
}

/** The form of somebody who gives this class: the truth's own form where it is right, else what goes with the class. */
function formOf(random: RandomStream, given: Class, truth: DemoTruth, trace: Trace): Answers {
  const known = truthToAnswers(truth, trace);
  if (given === truth.hallucination) return known;
  const { policy, actionability } = known;
  const form: Answers = { hallucination: { type: 'choice', option: given } };
  if (policy !== undefined) form.policy = policy;
  if (given === 'none') {
    form.actionability = { type: 'choice', option: 'actionable_as_is' };
    return form;
  }
  form.severity = { type: 'choice', option: truth.severity ?? (happens(random, 0.7) ? 'minor' : 'major') };
  form.cause = { type: 'choice', option: truth.cause ?? 'unclear' };
  if (actionability !== undefined) form.actionability = actionability;
  return form;
}
