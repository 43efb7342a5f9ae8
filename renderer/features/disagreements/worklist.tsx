/**
 * The worklist: filter, cases, and beside them where reviewers part and why. One subject at a time: the audit and question
 * that the filter names, or those of the case on top. Must not compute: counts, order and verdicts come from the backend.
 */
import { useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { CaseRow } from '../../../shared/contract/disagreements.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { CaseList } from './case-list.tsx';
import type { Worklist as WorklistAnswer } from './case-queries.ts';
import { useRows, useWorklist } from './case-queries.ts';
import { setCursor, setFilter, toggleChosen, useDesk } from './desk-store.ts';
import type { Desk } from './desk-store.ts';
import { FilterBar } from './filter-bar.tsx';
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
          {answer.total > 0 && (
            <p className={classes.order}>
              By how much a ruling matters, of 100: severity, weight, like cases, nearness to a limit.
            </p>
          )}
          {answer.total === 0 ? (
            <NothingFits filter={filter} facets={answer.facets} all={answer.all} />
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
            <WorklistAside subject={subject} desk={desk} />
          </div>
        )}
      </div>
    </>
  );
}

function countWords({ total, all, open }: WorklistAnswer): string {
  const waits = open === 0 ? 'none open' : `${formatCount(open)} open`;
  return total === all
    ? `${formatCounted(all, 'case')} · ${waits}`
    : `${formatCount(total)} of ${formatCounted(all, 'case')} · ${waits}`;
}

/** Focus goes to the part that was asked for, also where both are shown. */
function followPart(part: Part, at: number): void {
  requestAnimationFrame(() => {
    const place = part === 'clusters' ? `#${ASIDE_ID}` : `[data-at="${at}"]`;
    document.querySelector<HTMLElement>(place)?.focus();
  });
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
    onPart: () => {
      const next = part === 'cases' ? 'clusters' : 'cases';
      setPart(next);
      followPart(next, desk.at);
    },
    onNorm: begin,
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
