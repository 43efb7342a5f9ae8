/** Beside the worklist: where reviewers part on one question of one audit, and what triage says of it. */
import { memo, useState } from 'react';
import type { ReactNode } from 'react';
import type { CaseFilter, CaseRow } from '../../../shared/contract/disagreements.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { problemOf } from '../../lib/problem.ts';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { useClusters } from './case-queries.ts';
import { CannotTell, ClusterList } from './cluster-list.tsx';
import { setFilter } from './desk-store.ts';
import { withPart } from './filter-view.ts';
import { LongTailAlarm } from './long-tail-alarm.tsx';
import { MapPanel } from './map-panel.tsx';
import { ReviewerRows } from './reviewer-rows.tsx';
import classes from './clusters.module.css';

/** For the key that leads there. */
export const ASIDE_ID = 'disagreements-aside';

export interface Subject {
  auditId: AuditId;
  question: string;
  title: string;
}

const fits = (filter: CaseFilter, of: Pick<Subject, 'auditId' | 'question'>): boolean =>
  (filter.auditIds.length === 0 || filter.auditIds.includes(of.auditId)) &&
  (filter.question === undefined || filter.question === of.question);

/** Whose map and clusters are shown; the one before where nothing is left of a filter that it fits. */
export function useSubject(filter: CaseFilter, rows: readonly CaseRow[]): Subject | null {
  const [held, setHeld] = useState<Subject | null>(null);
  const fitting = rows.find((one) => fits(filter, one.case));
  if (fitting === undefined) return held !== null && fits(filter, held) ? held : null;
  const { auditId, question } = fitting.case;
  if (held?.auditId === auditId && held.question === question) return held;
  const next = { auditId, question, title: fitting.questionTitle };
  setHeld(next);
  return next;
}

/** The filter narrowed to what is shown; what it was narrowed to within that stays. */
function ofSubject(filter: CaseFilter, { auditId, question }: Subject): CaseFilter {
  const ofAudit =
    filter.auditIds.length === 1 && filter.auditIds[0] === auditId
      ? filter
      : withPart(filter, 'audit', auditId);
  return ofAudit.question === question ? ofAudit : withPart(ofAudit, 'question', question);
}

export interface WorklistAsideProps {
  subject: Subject;
  filter: CaseFilter;
  showsNames: boolean;
  /** A cluster or a pair was chosen. */
  onNarrowed: () => void;
}

/** Kept while the cursor walks down the list: its clusters cost more to draw than the list does. */
export const WorklistAside = memo(function WorklistAside(props: WorklistAsideProps): ReactNode {
  const { subject, filter, showsNames, onNarrowed } = props;
  const clusters = useClusters(subject);
  const { data, error } = clusters;
  const onPair = (pair: string): void => {
    if (pair === '') return;
    setFilter(withPart(ofSubject(filter, subject), 'pair', pair));
    onNarrowed();
  };
  const onShow = (id: string | null): void => {
    const { clusterId: _, ...narrowed } = ofSubject(filter, subject);
    setFilter(id === null ? narrowed : { ...narrowed, clusterId: id });
    if (id !== null) onNarrowed();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
    <aside id={ASIDE_ID} className={classes.aside} aria-label="Map and clusters" tabIndex={0}>
      {data === undefined && error === null && <Skeleton lines={9} label="Looking for clusters" />}
      {data === undefined && error !== null && (
        <ErrorState {...problemOf(error)} isInline onRetry={() => void clusters.refetch()} />
      )}
      {data !== undefined && (
        <>
          <LongTailAlarm auditId={subject.auditId} question={subject.question} />
          <MapPanel clusters={data} questionTitle={subject.title} onPair={onPair} />
          <ClusterList clusters={data.clusters} shownId={filter.clusterId} onShow={onShow} />
          <CannotTell missing={data.missing} />
          <ReviewerRows rows={data.reviewers} showsNames={showsNames} />
        </>
      )}
    </aside>
  );
});
