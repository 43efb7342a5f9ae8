/**
 * What judges said about the items that people reviewed, and about the whole frame, counted for one question. Must not
 * know any statistic.
 *
 * Invariants: an unknown word is never taken for a verdict; an item that a judge did not judge, or whose question was not
 * asked, stays in its stratum (statistics.md B2).
 */
import { JUDGE_FACET } from '../domain/facets.ts';
import { isEventVerdict } from '../domain/judge-verdict.ts';
import type { ChoiceQuestion } from '../domain/scorecard.ts';
import type { Standing } from './final-label.ts';
import type { BasisStratum, ReportBasis } from './tallies.ts';

/** One judge as all questions see it. */
export interface JudgeEvidence {
  /** Name, with `@version` where it has one. */
  readonly name: string;
  /** Verdict on each reviewed record of the basis; null where it gave none. */
  readonly verdicts: readonly (string | null)[];
}

/** Judges of the reviewed items, sorted by name. Found once per report. */
export function listJudges({ reviewed }: Pick<ReportBasis, 'reviewed'>): JudgeEvidence[] {
  const found = new Map<string, (string | null)[]>();
  reviewed.forEach(({ item }, i) => {
    for (const key of Object.keys(item.facets)) {
      if (!key.startsWith(JUDGE_FACET)) continue;
      const name = key.slice(JUDGE_FACET.length);
      const verdicts = found.get(name) ?? reviewed.map(() => null);
      found.set(name, verdicts);
      verdicts[i] = item.facets[key] ?? null;
    }
  });
  return [...found.keys()].toSorted().map((name) => ({ name, verdicts: found.get(name)! }));
}

/** Items by people × judge; `neither` is both without the event. */
export interface JudgeCells {
  readonly both: number;
  readonly judgeOnly: number;
  readonly peopleOnly: number;
  readonly neither: number;
}

export interface JudgeStratum extends BasisStratum, JudgeCells {
  /** Reviewed items with a standing answer and without a verdict that is understood: people saw the event, or not. */
  readonly unjudgedEvents: number;
  readonly unjudgedOthers: number;
  /** Reviewed items of the stratum without a standing answer on the question. */
  readonly unanswered: number;
  /** Verdicts of the judge on the whole stratum; null where the manifest does not count them. */
  readonly frame: { readonly events: number; readonly clean: number; readonly unknown: number } | null;
}

export interface JudgeTally {
  readonly strata: readonly JudgeStratum[];
  /** Items that both judged. */
  readonly itemCount: number;
  readonly unknownCount: number;
  /** Distinct words that are not understood, sorted. */
  readonly unknownVerdicts: readonly string[];
  /** Whether any word of this judge is understood for this question. */
  readonly isUnderstood: boolean;
  /** What each distinct word of the judge means here. */
  readonly meaningOf: (verdict: string) => boolean | null;
}

type Counts = { -readonly [K in keyof Omit<JudgeStratum, keyof BasisStratum | 'frame'>]: number };

/** Counts a judge against the answers that stand. */
export function tallyJudge(
  basis: ReportBasis,
  judge: JudgeEvidence,
  question: ChoiceQuestion,
  isPrimary: boolean,
): JudgeTally {
  const meaningOf = meanings(question, isPrimary);
  const isEvent = new Set<string>(question.eventOptions);
  const counts = basis.strata.map(noCounts);
  const unknown = new Set<string>();
  let unknownCount = 0;
  basis.standings.of(question).forEach((standing, i) => {
    const verdict = judge.verdicts[i] ?? null;
    const meaning = verdict === null ? null : meaningOf(verdict);
    if (verdict !== null && meaning === null && standing.option !== null) {
      unknownCount += 1;
      unknown.add(verdict);
    }
    counts[basis.stratumOf[i]!]![cellOf(standing, meaning, isEvent)] += 1;
  });
  const strata = basis.strata.map((stratum, h): JudgeStratum => ({
    ...stratum,
    ...counts[h]!,
    frame: frameOf(basis, h, judge.name, meaningOf),
  }));
  const itemCount = strata.reduce((sum, of) => sum + judgedIn(of), 0);
  return {
    strata,
    itemCount,
    unknownCount,
    unknownVerdicts: [...unknown].toSorted(),
    isUnderstood:
      itemCount > 0 || strata.some(({ frame }) => frame !== null && frame.events + frame.clean > 0),
    meaningOf,
  };
}

/** Items of a stratum that both judged. */
export function judgedIn({ both, judgeOnly, peopleOnly, neither }: JudgeCells): number {
  return both + judgeOnly + peopleOnly + neither;
}

/** Where an item belongs. */
export function cellOf(
  { option }: Standing,
  meaning: boolean | null,
  isEvent: ReadonlySet<string>,
): keyof Counts {
  if (option === null) return 'unanswered';
  const seen = isEvent.has(option);
  if (meaning === null) return seen ? 'unjudgedEvents' : 'unjudgedOthers';
  if (meaning) return seen ? 'both' : 'judgeOnly';
  return seen ? 'peopleOnly' : 'neither';
}

function meanings(question: ChoiceQuestion, isPrimary: boolean): (verdict: string) => boolean | null {
  const known = new Map<string, boolean | null>();
  return (verdict) => {
    const held = known.get(verdict);
    if (held !== undefined) return held;
    const meaning = isEventVerdict(verdict, question, isPrimary);
    known.set(verdict, meaning);
    return meaning;
  };
}

const noCounts = (): Counts => ({
  both: 0,
  judgeOnly: 0,
  peopleOnly: 0,
  neither: 0,
  unjudgedEvents: 0,
  unjudgedOthers: 0,
  unanswered: 0,
});

/**
 * The judge's counts over a stratum of the frame. A stratum without any counts while others have some was not judged by
 * anybody: that is zero verdicts, not an unknown number.
 */
function frameOf(
  { input: { manifest } }: ReportBasis,
  h: number,
  judge: string,
  meaningOf: (verdict: string) => boolean | null,
): JudgeStratum['frame'] {
  if (!manifest.strata.some((of) => of.verdicts?.[judge] !== undefined)) return null;
  const frame = { events: 0, clean: 0, unknown: 0 };
  for (const [verdict, count] of Object.entries(manifest.strata[h]?.verdicts?.[judge] ?? {})) {
    const meaning = meaningOf(verdict);
    if (meaning === null) frame.unknown += count;
    else if (meaning) frame.events += count;
    else frame.clean += count;
  }
  return frame;
}
