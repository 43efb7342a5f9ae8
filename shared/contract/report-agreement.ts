/** Agreement, judge against people and the second look, as the report carries them. */
import { z } from 'zod';
import { personId, slug } from '../domain/ids.ts';
import { label } from '../domain/text.ts';
import { figure } from './report-figure.ts';

export const agreement = z.strictObject({
  pairwise: figure,
  alpha: figure,
  ac1: figure,
  /** α with each overlap item weighted by the part of the frame that it speaks for (statistics.md A8, C3). */
  weightedAlpha: figure,
  scale: z.enum(['nominal', 'ordinal']),
  itemCount: z.int().min(0),
  raterCount: z.int().min(0),
  band: z.enum(['reliable', 'tentative', 'not reliable']).nullable(),
  /** One class against the rest (C6). */
  perClass: z.array(
    z.strictObject({
      option: slug,
      title: label(),
      alpha: figure,
      /** Chance that a second reviewer gives this class where a first one gave it. */
      specific: figure,
      /** Labels of this class among pairable labels. */
      labels: z.int().min(0),
    }),
  ),
  /** Two reviewers at a time; κ is hidden (reason TOO_FEW_PAIRS) below 20 common items (C2). */
  perPair: z.array(z.strictObject({ a: personId, b: personId, percent: figure, kappa: figure })),
  /** Each reviewer against the others, and α without the reviewer. */
  perReviewer: z.array(z.strictObject({ personId, peer: figure, alphaWithout: figure })),
  /** Pairs of independent labels of one item: `counts[a][b]`, symmetric, the diagonal counts agreeing pairs. */
  confusion: z.strictObject({
    options: z.array(z.strictObject({ option: slug, title: label() })),
    counts: z.array(z.array(z.int().min(0))),
  }),
});

export const judgeReport = z.strictObject({
  /** Name, with `@version` where the judge has one: two versions are two judges. */
  judge: label(),
  /** Items that both judged; items whose verdict is not understood. */
  itemCount: z.int().min(0),
  unknownCount: z.int().min(0),
  unknownVerdicts: z.array(label()).max(20),
  /** Items by judge × people, unweighted. */
  counts: z.strictObject({
    both: z.int().min(0),
    judgeOnly: z.int().min(0),
    peopleOnly: z.int().min(0),
    neither: z.int().min(0),
  }),
  /** Under the weights of the sample; positive is the event (statistics.md E1). */
  precision: figure,
  recall: figure,
  specificity: figure,
  f1: figure,
  mcc: figure,
  kappa: figure,
  /** Share that the judge alone would report: over the frame where it judged all of it, else over the sample. */
  apparentRate: figure,
  /** The judge's share corrected for its errors (E2); null where it did not judge more than the sample. */
  corrected: figure.nullable(),
  /** People and judge together (E4); null where it is not offered, with the reason in `assistedReason`. */
  assisted: figure.nullable(),
  assistedReason: label(200).nullable(),
  /** Width of the interval of people alone ÷ width with the judge; null below a gain of 5 %. */
  gain: z.number().nullable(),
});

export const missControl = z.strictObject({
  /** Second looks given out, and those that came back. */
  assigned: z.int().min(0),
  judged: z.int().min(0),
  clean: z.strictObject({ judged: z.int().min(0), positive: z.int().min(0), share: z.number().nullable() }),
  flagged: z.strictObject({ judged: z.int().min(0), positive: z.int().min(0), share: z.number().nullable() }),
  /** Share of clean first verdicts that a second look turns over. */
  missRate: figure,
  /** Rate of the event as the second look sees it (A9). */
  rate: figure,
});
