/**
 * Prompt, context, output: side by side; where there is too little room the prompt above the context; in a small window
 * one under the other, the output before the passages. Folds and sizes are remembered; the output is always there.
 */
import { memo } from 'react';
import type { ReactNode, RefObject } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { EvidenceSpan, Range as SpanRange } from '../../../shared/domain/review.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { formatCounted } from '../../lib/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { ColumnFrame, LyingColumn } from './column.tsx';
import type { ColumnProps } from './column.tsx';
import { ContextPassages } from './context-column.tsx';
import { turnWords } from '../../ui/reading/conversation.ts';
import { FoldedStrip } from './folded-strip.tsx';
import { useFolded, useWidthClass } from './folds.ts';
import { startShares } from './layout-rules.ts';
import type { Foldable, ReadingMode } from './layout-rules.ts';
import { LyingRule, usePromptShare } from './lying-rule.tsx';
import { SupportFoot } from './finder-foot.tsx';
import { FinderSwitch, UnfoundList } from './finder-unfound.tsx';
import { OutputText } from './output-column.tsx';
import { PromptTurns } from './prompt-column.tsx';
import type { ReviewItem } from './types.ts';
import { settlePanels, useFoldablePanel } from './use-foldable-panel.ts';
import frame from './bench.module.css';
import look from '../../ui/reading/columns.module.css';
import classes from './columns.module.css';

export interface ColumnsProps {
  item: ReviewItem | undefined;
  spans: readonly EvidenceSpan[];
  taxonomy: Taxonomy | null;
  pending: SpanRange | null;
  chosenSpan: string | null;
  focusedPassage: number | null;
  isRaw: boolean;
  mode: ReadingMode;
  output: RefObject<HTMLDivElement | null>;
  onRaw: () => void;
  onSpanChosen: (id: string) => void;
}

function contextWords({ trace }: ReviewItem): string {
  const passages = formatCounted(trace.context.length, 'passage');
  return trace.knowledgeBase === undefined ? passages : `${passages} · ${trace.knowledgeBase}`;
}

function promptWords({ trace }: ReviewItem): string {
  return [turnWords(trace.prompt), trace.channel].filter(Boolean).join(' · ');
}

/** What each column is called and holds, wherever it stands. */
function promptOf({ item, isRaw }: ColumnsProps): ColumnProps & { id: Foldable } {
  return {
    id: 'prompt',
    title: 'Prompt',
    aside: item === undefined ? null : promptWords(item),
    bodyKey: item?.itemId ?? 'none',
    children: item === undefined ? <Skeleton lines={4} /> : <PromptTurns trace={item.trace} isRaw={isRaw} />,
  };
}

function contextOf({ item, spans, focusedPassage, isRaw }: ColumnsProps): ColumnProps & { id: Foldable } {
  return {
    id: 'context',
    title: 'Context',
    aside: item === undefined ? null : contextWords(item),
    bodyKey: item?.itemId ?? 'none',
    children:
      item === undefined ? (
        <Skeleton lines={9} />
      ) : (
        <ContextPassages trace={item.trace} spans={spans} focused={focusedPassage} isRaw={isRaw} />
      ),
    foot: item === undefined ? null : <SupportFoot passageCount={item.trace.context.length} />,
  };
}

function outputOf(props: ColumnsProps): ColumnProps & { id: 'output' } {
  const { item, isRaw, onRaw } = props;
  return {
    id: 'output',
    title: 'Output',
    aside: (
      <>
        <FinderSwitch className={look.raw} />
        <button type="button" className={look.raw} onClick={onRaw} aria-pressed={isRaw}>
          {isRaw ? 'raw' : 'rendered'}
        </button>
      </>
    ),
    bodyKey: item?.itemId ?? 'none',
    children:
      item === undefined ? (
        <Skeleton lines={7} />
      ) : (
        <>
          <OutputText
            text={item.trace.output}
            language={item.trace.language}
            isRaw={isRaw}
            spans={props.spans}
            taxonomy={props.taxonomy}
            pending={props.pending}
            chosenSpan={props.chosenSpan}
            root={props.output}
            onSpanChosen={props.onSpanChosen}
          />
          <UnfoundList text={item.trace.output} />
        </>
      ),
  };
}

/** A column in a panel of its own that folds sideways to a strip. */
function PanelColumn({
  column,
  start,
  minSize,
}: {
  column: ColumnProps & { id: Foldable };
  /** In per cent of the three. */
  start: number;
  minSize: number;
}): ReactNode {
  const { panel, isFolded, open } = useFoldablePanel(column.id, start, '%');
  return (
    <Panel {...panel} className={classes.column} minSize={minSize}>
      {isFolded ? (
        <FoldedStrip id={column.id} title={column.title} onOpen={open} />
      ) : (
        <ColumnFrame {...column} />
      )}
    </Panel>
  );
}

function Rule({ of }: { of: string }): ReactNode {
  return <Separator className={frame.rule} aria-label={`Width of ${of}`} />;
}

/** The prompt above the context: as high as its text, up to a share of the column. */
function PromptOverContext(props: ColumnsProps): ReactNode {
  const [share, chooseShare] = usePromptShare();
  const isPromptFolded = useFolded('prompt');
  const isContextFolded = useFolded('context');
  const isShared = !isPromptFolded && !isContextFolded;
  return (
    <div className={classes.sources}>
      <div
        className={classes.above}
        data-whole={(isContextFolded && !isPromptFolded) || undefined}
        {...(isShared && share !== null ? { style: { flexBasis: `${share}%`, maxHeight: 'none' } } : {})}
      >
        <LyingColumn {...promptOf(props)} />
      </div>
      {isShared && <LyingRule share={share} onChange={chooseShare} />}
      <div className={classes.beneath} data-strip={isContextFolded || undefined}>
        <LyingColumn {...contextOf(props)} />
      </div>
    </div>
  );
}

function SideBySide(props: ColumnsProps): ReactNode {
  const shares = startShares(useWidthClass());
  // One group for both: the output keeps its place, scroll and selection while the others change about it.
  return (
    <Group orientation="horizontal" className={frame.group} onLayoutChanged={settlePanels}>
      {props.mode === 'three' ? (
        <>
          <PanelColumn column={promptOf(props)} start={shares.prompt} minSize={170} />
          <Rule of="Prompt" />
          <PanelColumn column={contextOf(props)} start={shares.context} minSize={200} />
        </>
      ) : (
        <Panel key="sources" id="sources" minSize={200} defaultSize="50%" className={classes.column}>
          <PromptOverContext {...props} />
        </Panel>
      )}
      <Rule key="rule" of={props.mode === 'three' ? 'Context' : 'Prompt and Context'} />
      <Panel key="output" id="output" minSize={220} className={classes.column}>
        <ColumnFrame {...outputOf(props)} />
      </Panel>
    </Group>
  );
}

function OneUnderAnother(props: ColumnsProps): ReactNode {
  return (
    <div
      className={classes.onePage}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no set of fields
      role="group"
      aria-label="Prompt, output and context"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
      tabIndex={0}
    >
      <LyingColumn {...promptOf(props)} isInPage />
      <ColumnFrame {...outputOf(props)} isInPage />
      <LyingColumn {...contextOf(props)} isInPage />
    </div>
  );
}

export const Columns = memo(function Columns(props: ColumnsProps): ReactNode {
  return props.mode === 'one' ? <OneUnderAnother {...props} /> : <SideBySide {...props} />;
});
