/**
 * The worklist: filter, cases, and beside them where reviewers part and why. One subject at a time: the audit and question
 * that the filter names, or those of the case on top. Must not compute: counts, order and verdicts come from the backend.
 */
import { IconGavel, IconScale } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { CaseFilter, CaseRow } from '../../../shared/contract/disagreements.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { handCases } from '../../lib/handed-cases.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Segments } from '../../ui/field.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import { CaseList } from './case-list.tsx';
import type { Worklist as WorklistAnswer } from './case-queries.ts';
import { useClusters, useRows, useWorklist } from './case-queries.ts';
import { CannotTell, ClusterList } from './cluster-list.tsx';
import { clearChosen, setCursor, setFilter, toggleChosen, toggleNames, useDesk } from './desk-store.ts';
import type { Desk } from './desk-store.ts';
import { FilterBar } from './filter-bar.tsx';
import { emptyFilter, isNarrowed, withPart } from './filter-view.ts';
import { MapPanel } from './map-panel.tsx';
import { ReviewerRows } from './reviewer-rows.tsx';
import { useWorklistCommands } from './use-worklist-commands.ts';
import clusterClasses from './clusters.module.css';
import classes from './worklist.module.css';

/** What a norming round may take. */
const MOST_IN_ROUND = 50;

type Part = 'cases' | 'clusters';

interface Subject {
  auditId: AuditId;
  question: string;
  title: string;
}

/** Whose map and clusters are shown; the one before where nothing is left of a filter. */
function useSubject(filter: CaseFilter, rows: readonly CaseRow[]): Subject | null {
  const [held, setHeld] = useState<Subject | null>(null);
  const fitting = rows.find(
    (one) =>
      (filter.auditIds.length === 0 || filter.auditIds.includes(one.case.auditId)) &&
      (filter.question === undefined || filter.question === one.case.question),
  );
  if (fitting === undefined) return held;
  const { auditId, question } = fitting.case;
  if (held?.auditId === auditId && held.question === question) return held;
  const next = { auditId, question, title: fitting.questionTitle };
  setHeld(next);
  return next;
}

function Aside({ subject, desk }: { subject: Subject | null; desk: Desk }): ReactNode {
  const clusters = useClusters(subject);
  const { filter } = desk;
  if (subject === null) return null;
  const { data, error } = clusters;
  const onPair = (pair: string): void => {
    if (pair === '') return;
    const ofAudit = withPart(filter, 'audit', subject.auditId);
    setFilter(withPart(withPart(ofAudit, 'question', subject.question), 'pair', pair));
  };
  const onShow = (id: string | null): void => {
    const ofAudit = withPart(filter, 'audit', subject.auditId);
    const ofQuestion = withPart(ofAudit, 'question', subject.question);
    setFilter(id === null ? ofQuestion : { ...ofQuestion, clusterId: id });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
    <aside className={clusterClasses.aside} aria-label="Map and clusters" tabIndex={0}>
      {data === undefined && error === null && <Skeleton lines={9} label="Looking for clusters" />}
      {data === undefined && error !== null && (
        <ErrorState {...problemOf(error)} isInline onRetry={() => void clusters.refetch()} />
      )}
      {data !== undefined && (
        <>
          <MapPanel clusters={data} questionTitle={subject.title} onPair={onPair} />
          <ClusterList clusters={data.clusters} shownId={filter.clusterId} onShow={onShow} />
          <CannotTell missing={data.missing} />
          <ReviewerRows rows={data.reviewers} showsNames={desk.showsNames} />
        </>
      )}
    </aside>
  );
}

/** Nothing differs anywhere yet. */
function NothingYet(): ReactNode {
  const navigate = useNavigate();
  return (
    <EmptyState
      title="No disagreement yet"
      icon={<IconScale size={38} stroke={1.3} />}
      actions={
        <>
          <Button variant="primary" onClick={() => void navigate({ to: paths.imports })}>
            Import reviews
          </Button>
          <Button onClick={() => void navigate({ to: paths.today })}>Back to Today</Button>
        </>
      }
    >
      A case stands here once everybody who has an item has answered, and their answers differ. Items that
      several people review come from the overlap of an audit, or with reviews from elsewhere.
    </EmptyState>
  );
}

function NothingFits({ filter, all }: { filter: CaseFilter; all: number }): ReactNode {
  if (!isNarrowed(filter)) {
    return (
      <EmptyState
        title="Everything is ruled"
        icon={<IconGavel size={38} stroke={1.3} />}
        actions={
          <Button onClick={() => setFilter(withPart(filter, 'state', ''))}>Show what was ruled</Button>
        }
      >
        All {formatCounted(all, 'case')} have a ruling that stands. An appeal or a review that changes brings
        one back.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No case fits this filter"
      actions={<Button onClick={() => setFilter(emptyFilter)}>Clear the filter</Button>}
    >
      Of {formatCounted(all, 'case')} in all, none has everything that is asked for.
    </EmptyState>
  );
}

function Trouble(): ReactNode {
  const { phase, problem, status } = useAppStatus();
  if (phase === 'lost' && problem !== null) {
    return (
      <Notice tone="bad" title={problem.what}>
        {problem.remedy} The list below is how it was before.
      </Notice>
    );
  }
  if (status?.sync.isOnline !== false) return null;
  return (
    <Notice tone="quiet" title="No network.">
      Rulings, claims and comments are kept here and go out by themselves when the hub is back.
    </Notice>
  );
}

function useNorming(desk: Desk): { begin: () => void; whyNot: string | null } {
  const navigate = useNavigate();
  const { chosen } = desk;
  const audits = new Set(chosen.map((one) => one.auditId));
  const whyNot =
    audits.size > 1
      ? 'A norming round takes cases of one audit: let go of those of the others.'
      : chosen.length > MOST_IN_ROUND
        ? `A norming round takes at most ${MOST_IN_ROUND} cases.`
        : null;
  return {
    whyNot,
    begin: () => {
      if (chosen.length === 0 || whyNot !== null) return;
      handCases(chosen);
      void navigate({ to: paths.norming });
    },
  };
}

function HeadActs({
  desk,
  part,
  onPart,
}: {
  desk: Desk;
  part: Part;
  onPart: (part: Part) => void;
}): ReactNode {
  const changes = useKeyChanges();
  const { begin, whyNot } = useNorming(desk);
  const { chosen, showsNames } = desk;
  return (
    <>
      <span className={classes.narrowOnly}>
        <Segments
          label="What is shown"
          value={part}
          options={[
            { value: 'cases', title: 'Cases' },
            { value: 'clusters', title: 'Map and clusters' },
          ]}
          onChange={onPart}
        />
      </span>
      {chosen.length > 0 && (
        <>
          {whyNot !== null && <span className={classes.whyNot}>{whyNot}</span>}
          <Button size="s" variant="quiet" onClick={clearChosen}>
            Let go of {formatCount(chosen.length)}
          </Button>
          <Button
            size="s"
            chord={firstChord('disagreements_norm', changes)}
            disabled={whyNot !== null}
            onClick={begin}
          >
            Norming round with {formatCounted(chosen.length, 'case')}
          </Button>
        </>
      )}
      <Button
        size="s"
        variant="quiet"
        aria-pressed={showsNames}
        chord={firstChord('disagreements_names', changes)}
        onClick={toggleNames}
      >
        {showsNames ? 'Names' : 'Letters'}
      </Button>
    </>
  );
}

interface BodyProps {
  answer: WorklistAnswer;
  desk: Desk;
  part: Part;
  field: RefObject<HTMLInputElement | null>;
  onOpen: (row: CaseRow, at: number) => void;
}

function Body({ answer, desk, part, field, onOpen }: BodyProps): ReactNode {
  const { filter, chosen } = desk;
  const subject = useSubject(filter, answer.rows);
  const at = Math.min(desk.at, Math.max(0, answer.total - 1));
  return (
    <>
      <FilterBar filter={filter} facets={answer.facets} field={field} onFilter={setFilter} />
      <div className={classes.body} data-part={part}>
        <section className={classes.cases} aria-label="Worklist">
          {answer.total === 0 ? (
            <NothingFits filter={filter} all={answer.all} />
          ) : (
            <CaseList
              // Another filter begins at its top.
              key={JSON.stringify(filter)}
              filter={filter}
              total={answer.total}
              at={at}
              chosen={chosen}
              onOpen={onOpen}
              onChoose={toggleChosen}
            />
          )}
        </section>
        <div className={classes.beside}>
          <Aside subject={subject} desk={desk} />
        </div>
      </div>
    </>
  );
}

function countWords({ total, all, open }: WorklistAnswer, isFiltered: boolean): string {
  const waits = open === 0 ? 'none open' : `${formatCount(open)} open`;
  return isFiltered
    ? `${formatCount(total)} of ${formatCounted(all, 'case')} · ${waits}`
    : `${formatCounted(all, 'case')} · ${waits}`;
}

export function Worklist({ onOpen }: { onOpen: (row: CaseRow) => void }): ReactNode {
  const desk = useDesk();
  const list = useWorklist(desk.filter);
  const [part, setPart] = useState<Part>('cases');
  const field = useRef<HTMLInputElement>(null);
  const total = list.data?.total ?? 0;
  const open = (row: CaseRow, at: number): void => {
    setCursor(at);
    onOpen(row);
  };
  const { begin } = useNorming(desk);
  useWorklistCommands({
    desk,
    total,
    rowAt: useRows(desk.filter, desk.at, desk.at),
    field,
    onOpen: open,
    onPart: () => setPart(part === 'cases' ? 'clusters' : 'cases'),
    onNorm: begin,
  });
  return (
    <div className={classes.desk}>
      <PageHeader
        isBar
        title="Disagreements"
        badges={
          list.data !== undefined &&
          list.data.all > 0 && (
            <span className={classes.count} role="status">
              {countWords(list.data, isNarrowed(desk.filter) || list.data.total !== list.data.all)}
            </span>
          )
        }
        actions={<HeadActs desk={desk} part={part} onPart={setPart} />}
      />
      <Trouble />
      {list.data === undefined ? (
        <div className={classes.waiting}>
          {list.error === null ? (
            <Skeleton lines={9} label="Reading the worklist" />
          ) : (
            <ErrorState {...problemOf(list.error)} onRetry={() => void list.refetch()} />
          )}
        </div>
      ) : list.data.all === 0 ? (
        <NothingYet />
      ) : (
        <Body answer={list.data} desk={desk} part={part} field={field} onOpen={open} />
      )}
    </div>
  );
}
