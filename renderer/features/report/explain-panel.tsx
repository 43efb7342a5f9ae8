/**
 * Beside the report, not over it as a dialog: how a figure was computed, and the items behind it. Must not compute: all
 * of it is from `reports.explain`. Invariant: Escape closes it, and focus goes back to what was pressed.
 */
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Explanation } from '../../../shared/contract/report-ref.ts';
import type { Report } from '../../../shared/contract/report.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { formatCount, formatCounted, unbroken } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { useCommands } from '../../lib/shortcuts.ts';
import { IconButton } from '../../ui/button.tsx';
import { Digest } from '../../ui/digest.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Segments } from '../../ui/field.tsx';
import { FigureText } from '../../ui/figure-text.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { AskAgain } from './ask-again.tsx';
import { ExplainedItems } from './explained-items.tsx';
import { formatOfRef, unitOfRef } from './figure-format.ts';
import { ItemView } from './item-view.tsx';
import type { OpenedFigure } from './opened-figure.ts';
import { useFigureActs } from './opened-figure.ts';
import { useExplanation } from './report-queries.ts';

import classes from './explain.module.css';

export interface ExplainPanelProps {
  report: Report;
  opened: OpenedFigure;
}

interface HowProps extends ExplainPanelProps {
  explanation: Explanation;
}

function How({ report, opened: { ref }, explanation }: HowProps): ReactNode {
  const { figure, steps, facts, inputsDigest } = explanation;
  return (
    <div className={classes.how}>
      {figure !== null && (
        <p className={classes.figure}>
          <FigureText
            figure={figure}
            format={formatOfRef(ref, report)}
            size="display"
            unit={unitOfRef(ref)}
          />
          <span className={classes.method}>{figure.method}</span>
        </p>
      )}
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step}>{unbroken(step)}</li>
        ))}
      </ol>
      {facts.length > 0 && (
        <section aria-label="What entered">
          <h3 className={classes.head}>What entered</h3>
          <Facts facts={facts} />
        </section>
      )}
      <p className={classes.digest}>
        <span>Digest of the inputs</span>
        <Digest value={inputsDigest} label="digest of the inputs" />
        <span className={classes.quiet}>Equal inputs give an equal digest on every device.</span>
      </p>
    </div>
  );
}

function Body({ report, opened }: ExplainPanelProps): ReactNode {
  const { auditId } = report;
  const { show, choose } = useFigureActs();
  const explained = useExplanation(auditId, opened.ref);
  if (explained.isPending) return <Skeleton lines={8} label="Computing" />;
  if (explained.isError) {
    return <ErrorState {...problemOf(explained.error)} isInline onRetry={() => void explained.refetch()} />;
  }
  const { items } = explained.data;
  return (
    <>
      <p className={classes.title}>{explained.data.title}</p>
      <Segments
        label="Show"
        value={opened.side}
        onChange={show}
        options={[
          { value: 'how', title: 'How it was computed' },
          { value: 'items', title: `Items (${formatCount(items.length)})` },
        ]}
      />
      {opened.side === 'how' ? (
        <How report={report} opened={opened} explanation={explained.data} />
      ) : (
        <>
          {items.length > 0 && <AskAgain auditId={auditId} itemIds={items.map((one) => one.itemId)} />}
          <ExplainedItems items={items} chosen={opened.itemId} onChoose={choose} />
        </>
      )}
    </>
  );
}

/** j and k through the items behind the figure; Escape back, one step at a time. */
function useItemKeys(auditId: AuditId, opened: OpenedFigure): void {
  const { choose, close, show } = useFigureActs();
  const { data } = useExplanation(auditId, opened.ref);
  const step = (by: number): void => {
    const items = data?.items ?? [];
    const at = items.findIndex((one) => one.itemId === opened.itemId);
    const next = items[at === -1 ? 0 : Math.min(items.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    show('items');
    choose(next.itemId);
  };
  useCommands({
    report_item_next: () => step(1),
    report_item_previous: () => step(-1),
    report_leave: () => (opened.itemId === null ? close() : choose(null)),
  });
}

export function ExplainPanel({ report, opened }: ExplainPanelProps): ReactNode {
  const { auditId } = report;
  const { close } = useFigureActs();
  const heading = useRef<HTMLHeadingElement>(null);
  useItemKeys(auditId, opened);
  // Every figure that is asked about is read from its start.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies
  useEffect(() => heading.current?.focus({ preventScroll: true }), [opened.ref]);
  const { data } = useExplanation(auditId, opened.ref);
  const place = data?.items.findIndex((one) => one.itemId === opened.itemId) ?? -1;
  return (
    <aside
      className={classes.panel}
      data-explanation
      data-wide={opened.itemId !== null || undefined}
      aria-label="About this figure"
    >
      <div className={classes.side}>
        <header className={classes.header}>
          <h2 ref={heading} tabIndex={-1} className={classes.heading}>
            {opened.side === 'how' ? 'How was this computed?' : 'Items behind this figure'}
          </h2>
          <IconButton label="Close" chord="Escape" onClick={close}>
            <IconX size={17} stroke={1.6} />
          </IconButton>
        </header>
        <Body report={report} opened={opened} />
      </div>
      {opened.itemId !== null && (
        <ItemView
          auditId={auditId}
          itemId={opened.itemId}
          place={place === -1 ? '' : `${place + 1} of ${formatCounted(data?.items.length ?? 0, 'item')}`}
        />
      )}
    </aside>
  );
}
