/** What the contract's codes are called on this screen. Pure; holds no figure and no rule. */
import type { CaseRow, CaseState, Cluster, VerdictKind } from '../../../shared/contract/disagreements.ts';
import type { RulingCause, Ruling } from '../../../shared/domain/adjudication.ts';
import type { Tone } from '../../ui/badge.tsx';

/** The verdict of triage: its name, and the tone that repeats it. */
export const verdictWords: Readonly<Record<VerdictKind, { title: string; tone: Tone }>> = {
  taxonomy: { title: 'Taxonomy unclear', tone: 'policy' },
  reviewer: { title: 'Reviewer drift', tone: 'warn' },
  hard: { title: 'Hard item', tone: 'citation' },
  evidence: { title: 'Evidence missing', tone: 'bad' },
  slip: { title: 'Single slip', tone: 'quiet' },
  unknown: { title: 'Cannot tell yet', tone: 'quiet' },
};

export const stateWords: Readonly<Record<CaseState, { title: string; tone: Tone }>> = {
  open: { title: 'Open', tone: 'quiet' },
  claimed: { title: 'Claimed', tone: 'accent' },
  ruled: { title: 'Ruled', tone: 'good' },
  appealed: { title: 'Appealed', tone: 'warn' },
  stale: { title: 'To confirm', tone: 'warn' },
  conflict: { title: 'Two rulings', tone: 'bad' },
};

export const causeWords: Readonly<Record<RulingCause, string>> = {
  ambiguous_item: 'Ambiguous item',
  guideline_gap: 'Guideline gap',
  reviewer_error: 'Reviewer error',
  edge_case: 'Edge case',
  legitimate_difference: 'Legitimate difference',
};

export const confidenceWords: Readonly<Record<Ruling['confidence'], string>> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
};

/** Who can do something about a cluster. */
export const routeWords: Readonly<Record<Cluster['route'], string>> = {
  owner: 'for the taxonomy owner',
  reviewer: 'for the reviewer',
  lead: 'for the lead',
  engineer: 'for the engineer',
  nobody_yet: 'for nobody yet',
};

/** The cause that triage points to: shown as a hint, never chosen for the owner. */
export function hintedCause(verdict: VerdictKind): RulingCause | null {
  if (verdict === 'taxonomy') return 'guideline_gap';
  if (verdict === 'reviewer' || verdict === 'slip') return 'reviewer_error';
  return verdict === 'hard' ? 'ambiguous_item' : null;
}

/** What of a stratum is worth a line: values that are there, and may be seen. */
export function stratumWords(stratum: readonly string[]): string {
  return stratum.filter((value) => value !== '(none)' && value !== '(hidden)').join(' · ');
}

/** What a case is about in a line; where models are the strata, one of both says it. */
export function factWords(
  row: Pick<CaseRow, 'questionTitle' | 'stratum' | 'model' | 'auditTitle'>,
  namesAudit: boolean,
): string {
  const parts = [row.questionTitle, stratumWords(row.stratum), row.model, namesAudit ? row.auditTitle : null];
  return [...new Set(parts)].filter((part) => part !== null && part !== '').join(' · ');
}

const NBSP = '\u00a0';

/** `72 %`; what rounds to a whole or to nothing without being so says so. */
export function chanceText(chance: number): string {
  const rounded = Math.round(chance * 100);
  if (rounded === 100 && chance < 1) return `> 99${NBSP}%`;
  if (rounded === 0 && chance > 0) return `< 1${NBSP}%`;
  return `${rounded}${NBSP}%`;
}
