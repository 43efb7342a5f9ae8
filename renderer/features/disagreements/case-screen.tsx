/**
 * One case: prompt, context and output with everybody's evidence, the answers side by side with the definitions in dispute,
 * and the ruling. Everything by key; the next case is asked for while this one is read.
 */
import { IconClockOff } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { DisagreementCase } from '../../../shared/contract/disagreements.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import { setDraftStatus } from '../../lib/draft-status.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx';
import { useWidth } from '../../ui/use-width.ts';
import { AnswersTable } from './answers-table.tsx';
import { CaseHeader } from './case-header.tsx';
import { useCase, useRows, useScorecard, useWorklist } from './case-queries.ts';
import { Definitions } from './definitions.tsx';
import { setCursor, useDesk } from './desk-store.ts';
import { useCaseDraft } from './draft-store.ts';
import { ReadingColumns } from './reading-columns.tsx';
import { draftFrom, isBegun } from './ruling-draft.ts';
import { RulingPanel } from './ruling-panel.tsx';
import type { RulingPanelProps } from './ruling-panel.tsx';
import { listSpans } from './span-view.ts';
import { TriageLine } from './triage-line.tsx';
import { useCaseCommands } from './use-case-commands.ts';
import { useCaseView } from './use-case-view.ts';
import { useRuling } from './use-ruling.ts';
import answerClasses from './answers.module.css';
import classes from './case.module.css';

/** From this width on the ruling stands beside the texts. */
const BESIDE_PX = 860;

export interface CaseScreenProps {
  of: CaseRef;
  onGo: (to: CaseRef) => void;
  onLeave: () => void;
}

/** Where a case stands in the worklist as far as it is known, and the one before it. */
function usePlace(of: CaseRef): { at: number | null; total: number; previous: CaseRef | null } {
  const { filter, at } = useDesk();
  const list = useWorklist(filter);
  const rowAt = useRows(filter, Math.max(0, at - 2), at + 2);
  const key = caseKey(of);
  const near = [at, at + 1, at - 1, at + 2, at - 2];
  const found = near.find((place) => {
    const row = place < 0 ? undefined : rowAt(place);
    return row !== undefined && caseKey(row.case) === key;
  });
  useEffect(() => {
    if (found !== undefined) setCursor(found);
  }, [found]);
  const before = found === undefined || found === 0 ? undefined : rowAt(found - 1);
  return { at: found ?? null, total: list.data?.total ?? 0, previous: before?.case ?? null };
}

function Erased(): ReactNode {
  return (
    <EmptyState title="The text of this item was erased" icon={<IconClockOff size={36} stroke={1.4} />}>
      The time for which it was to be kept is over. What was said about it stays.
    </EmptyState>
  );
}

interface WorkProps extends RulingPanelProps {
  isRaw: boolean;
  onRaw: () => void;
}

function useSpans(of: DisagreementCase) {
  return useMemo(() => listSpans(of.reviews, of.classes), [of.reviews, of.classes]);
}

function Texts({
  of,
  view,
  isRaw,
  onRaw,
  spans,
}: WorkProps & { spans: ReturnType<typeof useSpans> }): ReactNode {
  if (of.isErased) return <Erased />;
  return (
    <ReadingColumns
      trace={of.trace}
      of={caseKey(of.row.case)}
      spans={spans}
      chosen={view.chosenSpan}
      focusedPassage={view.focusedPassage}
      isRaw={isRaw}
      onRaw={onRaw}
    />
  );
}

function Answers({
  of,
  view,
  changeView,
  spans,
}: WorkProps & { spans: ReturnType<typeof useSpans> }): ReactNode {
  const card = useScorecard(of.row.case.auditId);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
    <section className={answerClasses.pane} aria-label="Triage, answers and definitions" tabIndex={0}>
      <TriageLine of={of} />
      <div className={answerClasses.both}>
        <AnswersTable
          of={of}
          card={card}
          spans={spans}
          chosenSpan={view.chosenSpan}
          onSpan={(chosenSpan) => changeView({ chosenSpan })}
        />
        <Definitions of={of} />
      </div>
    </section>
  );
}

/** Texts above answers beside the ruling. */
function Work(props: WorkProps): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const frame = useDefaultLayout({ id: 'assay.case-frame', onlySaveAfterUserInteractions: true });
  const stack = useDefaultLayout({ id: 'assay.case-stack', onlySaveAfterUserInteractions: true });
  const spans = useSpans(props.of);
  const isSmall = width > 0 && width < BESIDE_PX;
  return (
    <div ref={place} className={classes.work} data-small={isSmall || undefined}>
      {isSmall ? (
        <>
          <div className={classes.smallTexts}>
            <Texts {...props} spans={spans} />
          </div>
          <Answers {...props} spans={spans} />
          <RulingPanel {...props} />
        </>
      ) : (
        <Group orientation="horizontal" className={classes.group} {...frame}>
          <Panel id="read" minSize={420}>
            <Group orientation="vertical" className={classes.group} {...stack}>
              <Panel id="texts" defaultSize="56%" minSize={120}>
                <Texts {...props} spans={spans} />
              </Panel>
              <Separator className={classes.lyingRule} aria-label="Height of the texts" />
              <Panel id="answers" minSize={90}>
                <Answers {...props} spans={spans} />
              </Panel>
            </Group>
          </Panel>
          <Separator className={classes.rule} aria-label="Width of the ruling" />
          <Panel id="ruling" defaultSize={width >= 1500 ? 420 : width >= 1180 ? 350 : 310} minSize={280}>
            <RulingPanel {...props} />
          </Panel>
        </Group>
      )}
    </div>
  );
}

/** A field that opens takes the cursor. */
function useFieldWhenOpen(isOpen: boolean, field: RulingPanelProps['fields']['appeal']): void {
  useEffect(() => {
    if (isOpen) field.current?.focus();
  }, [isOpen, field]);
}

function useCaseDesk({ of, onGo, onLeave }: CaseScreenProps) {
  const { filter, showsNames } = useDesk();
  const query = useCase(of, filter, showsNames);
  const held = query.data;
  const [draft, change] = useCaseDraft(of);
  const [view, changeView] = useCaseView(caseKey(of));
  const [isRaw, setRaw] = useState(false);
  const [said, say] = useState('');
  const { at, total, previous } = usePlace(of);
  const fields: RulingPanelProps['fields'] = {
    rationale: useRef<HTMLTextAreaElement>(null),
    comment: useRef<HTMLTextAreaElement>(null),
    appeal: useRef<HTMLTextAreaElement>(null),
  };
  useFieldWhenOpen(view.isAppealing, fields.appeal);
  useEffect(() => () => setDraftStatus('none'), []);
  const ruling = useRuling({
    of,
    held,
    draft,
    filter,
    onRuled: (words, next) => {
      say(`${words} ${next === null ? 'That was the last case.' : 'Next case.'}`);
      if (next === null) onLeave();
      else onGo(next);
    },
    onMissed: (missed) => changeView({ missed }),
    onAppealed: () => changeView({ isAppealing: false }),
  });
  const next = held?.nextCase ?? null;
  const onNext = (): void => (next === null ? say('There is no case after this one.') : onGo(next));
  const onPrevious = (): void =>
    previous === null ? say('There is no case before this one.') : onGo(previous);
  const hasStanding = held?.rulings.some((one) => one.standing === 'stands') === true;
  const isFormShown =
    held !== undefined && held.mayRule && (!hasStanding || view.isRulingAgain || isBegun(draft));
  const onRaw = (): void => setRaw((was) => !was);
  useCaseCommands({
    ...{ of, held, isFormShown, view, changeView, change, ruling, fields },
    ...{ onNext, onPrevious, onRaw, onLeave },
  });
  const noticeActs: RulingPanelProps['noticeActs'] = {
    onTake: (from) => {
      change((now) => draftFrom(now, from));
      changeView({ isRulingAgain: true });
    },
    onConfirm: ruling.confirm,
    onLeaveBoth: () => {
      changeView({ isLeft: true });
      onNext();
    },
  };
  return {
    ...{ query, held, draft, change, view, changeView, isRaw, onRaw, said, at, total, previous, next },
    ...{ fields, ruling, onNext, onPrevious, isFormShown, noticeActs, showsNames },
  };
}

export function CaseScreen(props: CaseScreenProps): ReactNode {
  const desk = useCaseDesk(props);
  const { query, held, ruling } = desk;
  return (
    <div className={classes.case}>
      <CaseHeader
        row={held?.row}
        place={desk.at === null ? null : desk.at + 1}
        total={desk.total}
        mayRule={held?.mayRule === true}
        isClaiming={ruling.acts.claim.isPending}
        showsNames={desk.showsNames}
        hasPrevious={desk.previous !== null}
        hasNext={desk.next !== null}
        onClaim={ruling.claim}
        onNext={desk.onNext}
        onPrevious={desk.onPrevious}
        onLeave={props.onLeave}
      />
      {ruling.acts.claim.error !== null && (
        <ErrorState {...problemOf(ruling.acts.claim.error)} isInline onRetry={ruling.claim} />
      )}
      {held === undefined ? (
        <div className={classes.waiting}>
          {query.error === null ? (
            <Skeleton lines={10} label="Reading the case" />
          ) : (
            <ErrorState
              {...problemOf(query.error)}
              onRetry={() => void query.refetch()}
              actions={<Button onClick={props.onLeave}>Back to the worklist</Button>}
            />
          )}
        </div>
      ) : (
        <Work {...desk} of={held} />
      )}
      <p className={classes.said} role="status">
        {desk.said}
      </p>
    </div>
  );
}
