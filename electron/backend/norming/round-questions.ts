/** The questions with options of an audit, with the classes that they offer: what a norming round votes on. */
import type { AuditId } from '../../../shared/domain/ids.ts';
import { findScorecard, findTaxonomy } from '../../../shared/domain/catalogue.ts';
import type { ChoiceQuestion } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import type { QuestionScale } from '../../../shared/norming/round-agreement.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { findAudit } from '../../../db/queries/audits.ts';
import { catalogueOf } from '../../../db/queries/deliberation.ts';

export interface RoundQuestion {
  question: ChoiceQuestion;
  /** Definitions of its options; none where it has no taxonomy. */
  classes: TaxonomyClass[];
}

/** By id; empty where the audit or its scorecard is not known here. */
export function questionsOf(store: ReadableStore, auditId: AuditId): Map<string, RoundQuestion> {
  const audit = findAudit(store, auditId);
  const catalogue = catalogueOf(store);
  const card = audit === null ? null : findScorecard(audit.plan.scorecard, catalogue);
  const questions = (card?.questions ?? []).filter(isChoice);
  return new Map(
    questions.map((question) => {
      const taxonomy = question.taxonomy === undefined ? null : findTaxonomy(question.taxonomy, catalogue);
      const offered = new Set(question.options.map((of) => of.id));
      return [
        question.id,
        { question, classes: (taxonomy?.classes ?? []).filter((of) => offered.has(of.id)) },
      ];
    }),
  );
}

export function scalesOf(questions: ReadonlyMap<string, RoundQuestion>): Map<string, QuestionScale> {
  return new Map(
    [...questions].map(([id, { question }]) => [
      id,
      { options: question.options.map((of) => of.id), scale: question.type },
    ]),
  );
}
