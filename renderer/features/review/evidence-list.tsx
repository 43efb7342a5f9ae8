/**
 * The evidence spans of the form: class, quote, link. Each row can be gone to, changed and removed, by mouse and by
 * key; the row in focus is the span that keys act on.
 */
import { IconLink, IconPencil, IconTrash } from '@tabler/icons-react';
import { memo, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { EvidenceSpan } from '../../../shared/domain/review.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { IconButton } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { supportWords } from './evidence-flow.ts';
import spoken from '../../ui/spoken.module.css';
import classes from './evidence-list.module.css';

export interface EvidenceActs {
  /** Chooses a span without a word. */
  select: (span: EvidenceSpan) => void;
  goTo: (span: EvidenceSpan) => void;
  reclass: (span: EvidenceSpan) => void;
  relink: (span: EvidenceSpan) => void;
  remove: (span: EvidenceSpan) => void;
}

export interface EvidenceListProps {
  spans: readonly EvidenceSpan[];
  taxonomy: Taxonomy | null;
  isLocked: boolean;
  chosenId: string | null;
  chordForEvidence: string | undefined;
  acts: EvidenceActs;
}

function SpanActs({
  span,
  number,
  acts,
}: {
  span: EvidenceSpan;
  number: number;
  acts: EvidenceActs;
}): ReactNode {
  const changes = useKeyChanges();
  return (
    <span className={classes.acts}>
      <IconButton
        label={`Change the class of span ${number}`}
        chord={firstChord('review_span_class', changes)}
        onClick={() => acts.reclass(span)}
      >
        <IconPencil size={15} stroke={1.7} />
      </IconButton>
      <IconButton
        label={`Link span ${number} to a passage`}
        chord={firstChord('review_span_link', changes)}
        onClick={() => acts.relink(span)}
      >
        <IconLink size={15} stroke={1.7} />
      </IconButton>
      <IconButton
        label={`Remove span ${number}`}
        chord={firstChord('review_span_remove', changes)}
        onClick={() => acts.remove(span)}
      >
        <IconTrash size={15} stroke={1.7} />
      </IconButton>
    </span>
  );
}

interface SpanRowProps {
  span: EvidenceSpan;
  at: number;
  count: number;
  taxonomy: Taxonomy | null;
  isLocked: boolean;
  isChosen: boolean;
  acts: EvidenceActs;
}

function SpanRow({ span, at, count, taxonomy, isLocked, isChosen, acts }: SpanRowProps): ReactNode {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const of = taxonomy?.classes.find((one) => one.id === span.class);
  const title = of?.title ?? span.class;
  const { support } = span;
  const quote = support !== null && support.kind !== 'not_in_context' ? support.range.quote : null;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- hears which of its buttons has focus
    <li
      ref={row}
      className={classes.span}
      data-tone={of?.tone ?? 'other'}
      data-chosen={isChosen || undefined}
      onFocus={() => !isChosen && acts.select(span)}
    >
      <button
        type="button"
        className={classes.words}
        aria-current={isChosen || undefined}
        onClick={() => acts.goTo(span)}
      >
        <strong className={classes.class}>
          <span className={spoken.only}>
            Span {at + 1} of {count},{' '}
          </span>
          {title}
        </strong>
        <q className={classes.quote} dir="auto">
          {span.output.quote}
        </q>
        <span className={classes.support} data-open={support === null || undefined}>
          {supportWords(support)}
          {quote !== null && (
            <>
              : <q dir="auto">{quote}</q>
            </>
          )}
        </span>
      </button>
      {!isLocked && <SpanActs span={span} number={at + 1} acts={acts} />}
    </li>
  );
}

/** A row that goes takes the focus with it: it goes on to the chosen row, or to the question. */
function useFocusAfterRemoval(count: number) {
  const list = useRef<HTMLUListElement>(null);
  const hadFocus = useRef(false);
  const before = useRef(count);
  useEffect(() => {
    const isFewer = count < before.current;
    before.current = count;
    if (!isFewer || !hadFocus.current || document.activeElement !== document.body) return;
    const next = list.current?.querySelector<HTMLElement>('[data-chosen] button');
    next?.focus({ preventScroll: true });
  }, [count]);
  const onFocus = (): void => {
    hadFocus.current = true;
  };
  const onBlur = (): void => {
    hadFocus.current = false;
  };
  return { list, onFocus, onBlur };
}

function Empty({ isLocked, chord }: { isLocked: boolean; chord: string | undefined }): ReactNode {
  return (
    <p className={classes.hint}>
      {isLocked ? (
        'No span was marked.'
      ) : (
        <>
          Select words
          {chord !== undefined && (
            <>
              , then <Kbd chord={chord} />
            </>
          )}
        </>
      )}
    </p>
  );
}

export const EvidenceList = memo(function EvidenceList(props: EvidenceListProps): ReactNode {
  const { spans, taxonomy, isLocked, chosenId, chordForEvidence, acts } = props;
  const { list, onFocus, onBlur } = useFocusAfterRemoval(spans.length);
  if (spans.length === 0) return <Empty isLocked={isLocked} chord={chordForEvidence} />;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- hears whether focus is among its rows
    <ul ref={list} className={classes.spans} aria-label="Evidence spans" onFocus={onFocus} onBlur={onBlur}>
      {spans.map((span, at) => (
        <SpanRow
          key={span.id}
          span={span}
          at={at}
          count={spans.length}
          taxonomy={taxonomy}
          isLocked={isLocked}
          isChosen={span.id === chosenId}
          acts={acts}
        />
      ))}
    </ul>
  );
});
