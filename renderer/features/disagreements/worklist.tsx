/**
 * The worklist: filter, cases, and beside them where reviewers part and why. One subject at a time: the audit and question
 * that the filter names, or those of the case on top. Must not compute: counts, order and verdicts come from the backend.
 */
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { CaseRow } from '../../../shared/contract/disagreements.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { CaseList } from './case-list.tsx';
import type { Worklist as WorklistAnswer } from './case-queries.ts';
import { useRows, useWorklist } from './case-queries.ts';
import { setCursor, setFilter, toggleChosen, useDesk } from './desk-store.ts';
import type { Desk } from './desk-store.ts';
import { FilterBar } from './filter-bar.tsx';
import { useReopen } from './last-ruled.tsx';
import { useWorklistCommands } from './use-worklist-commands.ts';
import { ASIDE_ID, WorklistAside, useSubject } from './worklist-aside.tsx';
import { HeadActs, useNorming } from './worklist-head.tsx';
import type { Part } from './worklist-head.tsx';
import { NothingFits, NothingYet, Trouble } from './worklist-states.tsx';
import classes from './worklist.module.css';

interface BodyProps {
  answer: WorklistAnswer;
  desk: Desk;
  part: Part;
  field: RefObject<HTMLInputElement | null>;
  onOpen: (row: CaseRow, at: number) => void;
  /** Back to the ruling made last; null where there is none. */
  onReopen: (() => void) | null;
  /** A cluster or a pair was chosen: its cases are what comes next. */
  onNarrowed: () => void;
}

function Body({ answer, desk, part, field, onOpen, onReopen, onNarrowed }: BodyProps): ReactNode {
  const { filter, chosen } = desk;
  const subject = useSubject(filter, answer.rows);
  const at = Math.min(desk.at, Math.max(0, answer.total - 1));
  return (
    <>
      <FilterBar filter={filter} facets={answer.facets} field={field} onFilter={setFilter} />
      <div className={classes.body} data-part={part}>
        <section className={classes.cases} aria-label="Worklist">
          {answer.total > 0 && (
            <p className={classes.order}>
              How much a ruling matters, of 100: severity, weight, like cases, nearness to a limit. Of equal
              ones the most evenly split first.
            </p>
          )}
          {answer.total === 0 ? (
            <NothingFits filter={filter} facets={answer.facets} all={answer.all} onReopen={onReopen} />
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
        {subject !== null && (
          <div className={classes.beside}>
            <WorklistAside
              subject={subject}
              filter={filter}
              showsNames={desk.showsNames}
              onNarrowed={onNarrowed}
            />
          </div>
        )}
      </div>
    </>
  );
}

function countWords({ total, all, open }: WorklistAnswer): string {
  const cases = formatCounted(all, 'case');
  const kept = total === all ? cases : `${formatCount(total)} of ${cases}`;
  if (open === total) return total === all ? `${cases}, all waiting` : `${kept} waiting`;
  return `${kept}, ${open === 0 ? 'none' : formatCount(open)} waiting`;
}

/** Focus goes to the part that was asked for, also where both are shown. */
function followPart(part: Part, at: number): void {
  requestAnimationFrame(() => {
    const place = part === 'clusters' ? `#${ASIDE_ID}` : `[data-at="${at}"]`;
    document.querySelector<HTMLElement>(place)?.focus();
  });
}

/** The part that is shown where there is room for one, and the way to a part with focus in it. */
function usePart() {
  const [part, setPart] = useState<Part>('cases');
  const goTo = (next: Part, at: number): void => {
    setPart(next);
    followPart(next, at);
  };
  /** The list that comes takes the focus that nobody has. */
  const onNarrowed = useCallback((): void => {
    setPart('cases');
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }, []);
  return { part, setPart, goTo, onNarrowed };
}

/** The way back to the ruling made last; null where there is none. */
function useWayBack(): (() => void) | null {
  const navigate = useNavigate();
  return useReopen(null, (to) => void navigate(paths.disagreement(to)));
}

/** In the place of a list that is on its way, or does not come. */
function Unread({ error, onRetry }: { error: Error | null; onRetry: () => void }): ReactNode {
  return (
    <div className={classes.waiting}>
      {error === null ? (
        <Skeleton lines={9} label="Reading the worklist" />
      ) : (
        <ErrorState {...problemOf(error)} onRetry={onRetry} />
      )}
    </div>
  );
}

export function Worklist({ onOpen }: { onOpen: (row: CaseRow) => void }): ReactNode {
  const desk = useDesk();
  const list = useWorklist(desk.filter);
  const field = useRef<HTMLInputElement>(null);
  const { part, setPart, goTo, onNarrowed } = usePart();
  const open = useCallback(
    (row: CaseRow, at: number): void => {
      setCursor(at);
      onOpen(row);
    },
    [onOpen],
  );
  const onReopen = useWayBack();
  useWorklistCommands({
    desk,
    total: list.data?.total ?? 0,
    rowAt: useRows(desk.filter, desk.at, desk.at),
    field,
    onOpen: open,
    onPart: () => goTo(part === 'cases' ? 'clusters' : 'cases', desk.at),
    onNorm: useNorming(desk).begin,
    onReopen,
  });
  return (
    <div className={classes.desk}>
      <PageHeader
        isBar
        title="Disagreements"
        badges={
          list.data !== undefined &&
          list.data.all > 0 && <output className={classes.count}>{countWords(list.data)}</output>
        }
        actions={<HeadActs desk={desk} part={part} onPart={setPart} />}
      />
      <Trouble />
      {list.data === undefined ? (
        <Unread error={list.error} onRetry={() => void list.refetch()} />
      ) : list.data.all === 0 ? (
        <NothingYet />
      ) : (
        <Body
          answer={list.data}
          desk={desk}
          part={part}
          field={field}
          onOpen={open}
          onReopen={onReopen}
          onNarrowed={onNarrowed}
        />
      )}
    </div>
  );
}
