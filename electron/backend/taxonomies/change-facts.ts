/**
 * What a change says, and how much of an audit it touches, counted on this device. Must not know who asks, nor rates.
 */
import type { Audit } from '../../../shared/domain/audit.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { findScorecard } from '../../../shared/domain/catalogue.ts';
import type { ChoiceQuestion, Scorecard } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { ClassMapping, TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { completeOperations } from '../../../shared/taxonomy/check-draft.ts';
import { isUntouched, mappingOf } from '../../../shared/taxonomy/mapping.ts';
import { asks, nextScorecards } from '../../../shared/taxonomy/next-scorecards.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import {
  countDraftLabels,
  countDrafts,
  countGoldLabels,
  countLabels,
} from '../../../db/queries/taxonomy-labels.ts';

export interface Change {
  before: Taxonomy;
  draft: TaxonomyDraft;
  operations: TaxonomyDraft['operations'];
  mapping: ClassMapping[];
  scorecards: Scorecard[];
  catalogue: Catalogue;
}

/** A working copy with everything that follows from it. */
export function changeOf(catalogue: Catalogue, before: Taxonomy, draft: TaxonomyDraft): Change {
  const operations = completeOperations(before, draft);
  const mapping = mappingOf(before, { ...draft, operations });
  const next = { ...draft, id: before.id, version: before.version + 1 };
  const { scorecards } = nextScorecards(catalogue, before, next, operations, draft.counting);
  return { before, draft, operations, mapping, scorecards, catalogue };
}

export interface TouchedAudit {
  audit: Audit;
  questions: ChoiceQuestion[];
  labels: number;
  certain: number;
  drafts: number;
  gold: number;
  /** Forms being filled in that hold a class which goes, by class. */
  draftsOfGone: ReadonlyMap<string, number>;
}

/** `audit` asks the version that the change was made on. */
export function touchAudit(
  store: ReadableStore,
  audit: Audit,
  { before, draft, mapping, catalogue }: Change,
): TouchedAudit {
  const card = findScorecard(audit.plan.scorecard, catalogue);
  const questions = (card?.questions ?? []).filter(isChoice).filter((one) => asks(one, before));
  const byClass = new Map(mapping.map((one) => [one.from, one]));
  const kept = new Set(draft.classes.map((one) => one.id));
  const touched = { labels: 0, certain: 0, gold: 0 };
  const draftsOfGone = new Map<string, number>();
  for (const { id } of questions) {
    for (const { option, count } of countLabels(store, audit.id, id)) {
      touched.labels += count;
      if (byClass.get(option)?.kind === 'certain') touched.certain += count;
    }
    for (const { option, count } of countGoldLabels(store, audit.id, id)) {
      const to = byClass.get(option);
      if (to !== undefined && !isUntouched(to)) touched.gold += count;
    }
    for (const { option, count } of countDraftLabels(store, audit.id, id)) {
      if (!kept.has(option)) draftsOfGone.set(option, (draftsOfGone.get(option) ?? 0) + count);
    }
  }
  return { audit, questions, ...touched, drafts: countDrafts(store, audit.id), draftsOfGone };
}
