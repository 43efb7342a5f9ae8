/**
 * Puts the pieces of an audit's evidence together and computes of them; in whatever thread it is made. Must not know the
 * database nor who may read.
 *
 * Invariant: what is computed is the shared code's, so that the hub and every device show the same figures.
 */
import type { Assignment, Manifest, SecondLook } from '../../shared/domain/audit.ts';
import { entryOfRow } from '../../shared/domain/deliberation.ts';
import type { ItemId, PersonId } from '../../shared/domain/ids.ts';
import { createBoundedCache } from '../../shared/report/bounded-cache.ts';
import { checkAgreement } from '../../shared/report/check-agreement.ts';
import { composeReport } from '../../shared/report/compose.ts';
import { deliberatedOf } from '../../shared/report/deliberated.ts';
import type { ReportInput } from '../../shared/report/evidence-base.ts';
import type { ReportMemo } from '../../shared/report/memo.ts';
import { onlySampled, sampledBy } from '../../shared/report/sample-only.ts';
import type {
  AssignmentTable,
  DeliberationTable,
  ReviewTable,
  SkipTable,
} from '../database/tables/reviews.ts';
import { toAssignments } from '../store/items.ts';
import { toReview } from '../store/reviews.ts';
import type { ComputationName, Computations, EvidenceHead, EvidenceRows } from './report-calls.ts';

/** Results of bootstraps and the like that stay. */
const mostMemos = 2000;
/** Items of manifests that stay parsed. */
const mostItems = 100_000;

export interface ReportDesk {
  begin(head: EvidenceHead): void;
  add(piece: EvidenceRows): void;
  compute<K extends ComputationName>(name: K, takes: Computations[K]['takes']): Computations[K]['gives'];
}

interface Gathered {
  head: EvidenceHead;
  reviews: ReviewTable[];
  assignments: AssignmentTable[];
  secondLooks: SecondLook[];
  skips: SkipTable[];
  deliberation: DeliberationTable[];
}

export function createReportDesk(): ReportDesk {
  const memo: ReportMemo = createBoundedCache<string, unknown>(mostMemos);
  const manifests = createBoundedCache<string, Manifest>(mostItems, (one) => one.items.length);
  let gathered: Gathered | null = null;

  const manifestOf = ({ audit, manifestText }: EvidenceHead): Manifest => {
    const digest = audit.manifestDigest ?? '';
    return manifests.get(digest) ?? manifests.set(digest, JSON.parse(manifestText) as Manifest);
  };

  return {
    begin: (head) => {
      gathered = { head, reviews: [], assignments: [], secondLooks: [], skips: [], deliberation: [] };
    },
    add: (piece) => {
      if (gathered !== null) keep(gathered, piece);
    },
    compute: (name, takes) => {
      if (gathered === null) throw new RangeError('there is no evidence to compute of');
      const manifest = manifestOf(gathered.head);
      const computations: { [K in ComputationName]: (takes: never) => Computations[K]['gives'] } = {
        report: ({ computedAt }: Computations['report']['takes']) =>
          composeReport(toInput(gathered!, manifest, computedAt), memo),
        agreement: ({ measured }: Computations['agreement']['takes']) => {
          const input = toInput(gathered!, manifest, gathered!.head.audit.plannedAt);
          return measured.map((one) => checkAgreement(one, input));
        },
      };
      const gives = computations[name](takes as never);
      // Rows of a large audit are not kept until the next one comes.
      gathered = null;
      return gives;
    },
  };
}

function keep(gathered: Gathered, piece: EvidenceRows): void {
  if (piece.table === 'review') gathered.reviews.push(...piece.rows);
  else if (piece.table === 'assignment') gathered.assignments.push(...piece.rows);
  else if (piece.table === 'skip') gathered.skips.push(...piece.rows);
  else if (piece.table === 'deliberation') gathered.deliberation.push(...piece.rows);
  else {
    gathered.secondLooks.push(
      ...piece.rows.map((row) => ({ itemId: row.item_id as ItemId, personId: row.person_id as PersonId })),
    );
  }
}

function toInput(of: Gathered, manifest: Manifest, computedAt: string): ReportInput {
  const { audit, refusedCount, names, scorecard } = of.head;
  if (scorecard === null) throw new RangeError('the scorecard is not known here');
  const assignments: Assignment[] = toAssignments(of.assignments);
  const rows = {
    assignments,
    reviews: of.reviews.map(toReview),
    skips: of.skips.map((row) => ({ itemId: row.item_id, personId: row.person_id, reason: row.reason })),
    secondLooks: of.secondLooks,
  };
  return {
    audit,
    manifest,
    // Gold items are reviewed like the others and are no part of the sample.
    ...onlySampled(rows, sampledBy(manifest)),
    ...deliberatedOf(of.deliberation.map(entryOfRow)),
    scorecard,
    refusedCount,
    names: new Map(names),
    computedAt,
  };
}
