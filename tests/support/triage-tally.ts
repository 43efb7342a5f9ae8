/**
 * Counts how often triage names the cause that was planted, disagreement by disagreement and audit by audit. A verdict is
 * right when it names a cause that had a part in the item's labels; precision is over verdicts, recall over disagreements
 * in which the cause had a part.
 */
import type { Verdict } from '../../shared/statistics/disagreement-triage.ts';
import { triageDisagreements } from '../../shared/statistics/disagreement-triage.ts';
import type { Cause, PlantedWorld, Planting } from './planted-causes.ts';
import { ODD_REVIEWER, plantCauses, VAGUE_PAIR } from './planted-causes.ts';

export const causes = [
  'taxonomy',
  'reviewer',
  'hard',
  'evidence',
  'slip',
] as const satisfies readonly Cause[];
export type Named = Cause | 'unknown';

const nameOf: Record<Verdict['kind'], Named> = {
  'evidence missing': 'evidence',
  taxonomy: 'taxonomy',
  reviewer: 'reviewer',
  hard: 'hard',
  slip: 'slip',
  'cannot tell yet': 'unknown',
};

interface Share {
  right: number;
  all: number;
}

const nothing = (): Share => ({ right: 0, all: 0 });

export class TriageTally {
  readonly precision = new Map<Cause, Share>(causes.map((cause) => [cause, nothing()]));
  readonly recall = new Map<Cause, Share>(causes.map((cause) => [cause, nothing()]));
  /** Planted pairs and reviewers that were found, of audits that had one. */
  readonly pairs = nothing();
  readonly reviewers = nothing();
  /** Pairs and reviewers that were blamed and are innocent. */
  falsePairs = 0;
  falseReviewers = 0;
  unknown = 0;
  all = 0;
  audits = 0;
  /** By the causes that acted (slips beside another cause left out) and the verdict. */
  readonly confusion = new Map<string, Map<Named, number>>();

  /** One audit with its causes planted. */
  add(planting: Planting): void {
    this.addWorld(plantCauses(planting), planting);
  }

  /** One audit whose causes were planted in any way: whether a vague pair and an odd reviewer are among them. */
  addWorld(world: PlantedWorld, planting: Pick<Planting, 'isVague' | 'odd'>): void {
    const triage = triageDisagreements({
      ...world,
      evidenceMissing: world.naming,
      askedForCause: world.asked,
    });
    this.audits += 1;
    this.#addFound(planting, triage.unclear, triage.flagged);
    for (const { item, verdict } of triage.verdicts) {
      this.#addVerdict(world.acted.get(item) ?? new Set(), nameOf[verdict.kind]);
    }
  }

  #addFound(
    { isVague, odd }: Pick<Planting, 'isVague' | 'odd'>,
    unclear: readonly (readonly [number, number])[],
    flagged: readonly number[],
  ): void {
    const isPlanted = ([a, b]: readonly [number, number]) => a === VAGUE_PAIR[0] && b === VAGUE_PAIR[1];
    if (isVague === true) count(this.pairs, unclear.some(isPlanted));
    if (odd !== undefined) count(this.reviewers, flagged.includes(ODD_REVIEWER));
    this.falsePairs += unclear.filter((pair) => isVague !== true || !isPlanted(pair)).length;
    this.falseReviewers += flagged.filter((r) => odd === undefined || r !== ODD_REVIEWER).length;
  }

  #addVerdict(acted: ReadonlySet<Cause>, verdict: Named): void {
    const isRight = verdict !== 'unknown' && acted.has(verdict);
    this.all += 1;
    if (verdict === 'unknown') this.unknown += 1;
    else count(this.precision.get(verdict)!, isRight);
    for (const cause of acted) count(this.recall.get(cause)!, isRight);
    const key = [...acted]
      .filter((cause) => cause !== 'slip' || acted.size === 1)
      .toSorted()
      .join(' + ');
    const row = this.confusion.get(key) ?? new Map<Named, number>();
    row.set(verdict, (row.get(verdict) ?? 0) + 1);
    this.confusion.set(key, row);
  }
}

function count(share: Share, isRight: boolean): void {
  share.all += 1;
  if (isRight) share.right += 1;
}

/** A share as tables print it: `97 %`, `–` where there is nothing to count. */
export function shareText({ right, all }: Share, digits = 0): string {
  return all === 0 ? '–' : `${((100 * right) / all).toFixed(digits)} %`;
}

/** Rows of a table, their cells padded to the widest of each column. */
export function tableText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => (row[c] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, c) => cell.padEnd(widths[c]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
