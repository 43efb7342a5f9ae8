/**
 * How far a reviewer agrees with the others: told once the audit is closed, and only where its lead wants reviewers to
 * know of each other. Never a ranking: one person beside all others, question by question.
 */
import type { Audit } from '../../../shared/domain/audit.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { gatherEvidence } from '../../../shared/report/evidence-base.ts';
import { hasOwnStanding, MIN_COMMON_ITEMS, ownStandingOf } from '../../../shared/report/own-standing.ts';
import { isoNow } from '../clock.ts';
import { findManifest, gatherReportInput } from '../report-input.ts';
import { getSelf } from '../self.ts';
import { getAudit } from '../get-audit.ts';
import { isTrusted } from './reports.ts';
import { base } from './workbench-base.ts';

export const standing = base.reviews.standing.handler(({ context: { store, clock }, input }) => {
  const audit = getAudit(store, input.auditId);
  const { person } = getSelf(store);
  const hidden = hiddenBecause(audit, person);
  if (hidden !== null) return hidden;
  const manifest = findManifest(store, audit);
  if (manifest === null) {
    return tooFew('What the others answered is not on this computer yet: it comes with the next sync.');
  }
  const report = gatherReportInput(store, audit, manifest, isoNow(clock));
  const questions = ownStandingOf(gatherEvidence(report), report.scorecard, person.id, audit.plan.alpha);
  if (!hasOwnStanding(questions)) return tooFew(tooFewWords(Math.max(0, ...questions.map((of) => of.items))));
  return { state: 'shown' as const, questions };
});

function hiddenBecause(audit: Audit, person: Person) {
  if (audit.state !== 'closed') {
    const sentence = 'This is told once the audit is closed, so that nobody judges by what others say.';
    return { state: 'open' as const, sentence };
  }
  if (audit.plan.blinding.revealsOthers === 'afterClose' || isTrusted(audit, person)) return null;
  const sentence = 'By its plan, this audit never tells reviewers what the others answered.';
  return { state: 'never' as const, sentence };
}

const tooFew = (sentence: string) => ({ state: 'too_few' as const, sentence });

function tooFewWords(items: number): string {
  if (items === 0)
    return 'Nobody else judged an item of yours in this audit, so there is nothing to compare.';
  const counted = items === 1 ? '1 item' : `${items} items`;
  return `You and others judged ${counted} in common; below ${MIN_COMMON_ITEMS} a share would tell of chance, not of you.`;
}
