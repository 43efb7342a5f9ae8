// Owns weights and what nonresponse does to them. Must not know labels beyond counts. Invariant: a skipped item is
// made up for within its own stratum; a stratum without any review is outside the target and is said to be so.
// Source: Särndal, Swensson & Wretman (1992), ch. 15.

export interface ResponseStratum {
  /** N_h, items in the frame. */
  readonly population: number;
  /** n_h, items drawn. */
  readonly drawn: number;
  /** r_h, items reviewed. */
  readonly reviewed: number;
}

/** N_h / n_h: the inverse of the inclusion probability; null where nothing was drawn. */
export function baseWeight({
  population,
  drawn,
}: Pick<ResponseStratum, 'population' | 'drawn'>): number | null {
  return drawn > 0 ? population / drawn : null;
}

/** N_h / r_h: what a reviewed item stands for; null where nothing was reviewed. */
export function adjustedWeight({
  population,
  reviewed,
}: Pick<ResponseStratum, 'population' | 'reviewed'>): number | null {
  return reviewed > 0 ? population / reviewed : null;
}

export interface ResponseSummary {
  /** Reviewed over drawn, each item counted once; null where nothing was drawn. */
  readonly unweightedRate: number | null;
  /** The same with each drawn item counted by its base weight. Warn below `LOW_RESPONSE`. */
  readonly weightedRate: number | null;
  /** (Σw)²/Σw² of the adjusted weights. */
  readonly nKish: number;
  /** Share of the frame in strata without any review. Warn above `HIGH_UNCOVERED`. */
  readonly uncoveredShare: number;
}

export const LOW_RESPONSE = 0.8;
export const HIGH_UNCOVERED = 0.05;

export function responseSummary(strata: readonly ResponseStratum[]): ResponseSummary {
  let frame = 0;
  let covered = 0;
  let drawnFrame = 0;
  let respondingFrame = 0;
  let drawn = 0;
  let reviewed = 0;
  let squares = 0;
  for (const s of strata) {
    frame += s.population;
    drawn += s.drawn;
    reviewed += s.reviewed;
    if (s.drawn > 0) {
      drawnFrame += s.population;
      respondingFrame += (s.population * s.reviewed) / s.drawn;
    }
    if (s.reviewed > 0) {
      covered += s.population;
      squares += (s.population * s.population) / s.reviewed;
    }
  }
  return {
    unweightedRate: drawn > 0 ? reviewed / drawn : null,
    weightedRate: drawnFrame > 0 ? respondingFrame / drawnFrame : null,
    nKish: squares > 0 ? (covered * covered) / squares : 0,
    uncoveredShare: frame > 0 ? 1 - covered / frame : 0,
  };
}
