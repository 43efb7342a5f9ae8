/**
 * Prompt, context and output of a case: side by side where there is room, else the prompt above the context beside the
 * output, else one under the other. Widths can be dragged and are remembered.
 */
import { useId, useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import type { Trace } from '../../../shared/domain/trace.ts';
import { formatCounted } from '../../lib/format.ts';
import { turnWords } from '../../ui/reading/conversation.ts';
import { useWidth } from '../../ui/use-width.ts';
import { CaseOutput } from './case-output.tsx';
import { CasePassages } from './case-passages.tsx';
import { CasePrompt } from './case-prompt.tsx';
import type { LetteredSpan } from './span-view.ts';
import column from '../../ui/reading/columns.module.css';
import classes from './reading-columns.module.css';

interface ColumnProps {
  name: string;
  aside: ReactNode;
  /** Another one starts from its top. */
  of: string;
  /** The page around it scrolls, not the column itself. */
  isInPage: boolean;
  children: ReactNode;
}

function Column({ name, aside, of, isInPage, children }: ColumnProps): ReactNode {
  const id = useId();
  const body = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (body.current !== null) body.current.scrollTop = 0;
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another case is what starts the body anew
  }, [of]);
  return (
    <div className={column.column} data-in-page={isInPage || undefined}>
      <header className={column.head}>
        <h2 id={id} className={column.title}>
          {name}
        </h2>
        <span className={column.aside}>{aside}</span>
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key */}
      <section ref={body} className={column.body} aria-labelledby={id} tabIndex={0}>
        {children}
      </section>
    </div>
  );
}

export interface ReadingColumnsProps {
  trace: Trace;
  /** What the texts belong to. */
  of: string;
  spans: readonly LetteredSpan[];
  chosen: string | null;
  focusedPassage: number | null;
  isRaw: boolean;
  onRaw: () => void;
}

function columnsOf(props: ReadingColumnsProps, isInPage = false) {
  const { trace, of, spans, chosen, focusedPassage, isRaw, onRaw } = props;
  return {
    prompt: (
      <Column name="Prompt" aside={turnWords(trace.prompt)} of={of} isInPage={isInPage}>
        <CasePrompt trace={trace} />
      </Column>
    ),
    context: (
      <Column
        name="Context"
        aside={formatCounted(trace.context.length, 'passage')}
        of={of}
        isInPage={isInPage}
      >
        <CasePassages trace={trace} spans={spans} chosen={chosen} focused={focusedPassage} />
      </Column>
    ),
    output: (
      <Column
        name="Output"
        of={of}
        isInPage={isInPage}
        aside={
          <button type="button" className={column.raw} aria-pressed={isRaw} onClick={onRaw}>
            {isRaw ? 'raw' : 'rendered'}
          </button>
        }
      >
        <CaseOutput trace={trace} isRaw={isRaw} spans={spans} chosen={chosen} />
      </Column>
    ),
  };
}

const Rule = ({ of }: { of: string }): ReactNode => (
  <Separator className={classes.rule} aria-label={`Width of ${of}`} />
);

function Three(props: ReadingColumnsProps): ReactNode {
  const { prompt, context, output } = columnsOf(props);
  const layout = useDefaultLayout({ id: 'assay.case-three', onlySaveAfterUserInteractions: true });
  return (
    <Group orientation="horizontal" className={classes.group} {...layout}>
      <Panel id="prompt" defaultSize="25%" minSize={150}>
        {prompt}
      </Panel>
      <Rule of="Prompt" />
      <Panel id="context" defaultSize="37%" minSize={180}>
        {context}
      </Panel>
      <Rule of="Context" />
      <Panel id="output" minSize={220}>
        {output}
      </Panel>
    </Group>
  );
}

function Two(props: ReadingColumnsProps): ReactNode {
  const { prompt, context, output } = columnsOf(props);
  const layout = useDefaultLayout({ id: 'assay.case-two', onlySaveAfterUserInteractions: true });
  return (
    <Group orientation="horizontal" className={classes.group} {...layout}>
      <Panel id="sources" defaultSize="50%" minSize={180} className={classes.sources}>
        {prompt}
        {context}
      </Panel>
      <Rule of="Prompt and Context" />
      <Panel id="output" minSize={220}>
        {output}
      </Panel>
    </Group>
  );
}

export function ReadingColumns(props: ReadingColumnsProps): ReactNode {
  const [place, width] = useWidth<HTMLDivElement>();
  const { prompt, context, output } = columnsOf(props, true);
  return (
    <div ref={place} className={classes.reading}>
      {width === 0 ? null : width >= 760 ? (
        <Three {...props} />
      ) : width >= 440 ? (
        <Two {...props} />
      ) : (
        <div className={classes.one}>
          {prompt}
          {output}
          {context}
        </div>
      )}
    </div>
  );
}
