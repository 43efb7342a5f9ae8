/**
 * What the model was given: passages as cards with rank, score, source and age. Passage text is shown as it is,
 * placed for selections; addresses are text.
 */
import { memo, startTransition, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { EvidenceSpan } from '../../../shared/domain/review.ts';
import type { Passage, Trace } from '../../../shared/domain/trace.ts';
import { afterPaint } from '../../lib/after-paint.ts';
import { formatAge, formatCounted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { domRangesOf } from '../../ui/reading/dom-selection.ts';
import { findJson } from './json-text.ts';
import { JsonView } from './json-view.tsx';
import { languageTag } from '../../ui/reading/language-tag.ts';
import { cutAt } from '../../ui/reading/long-text.ts';
import { useTextMarks } from '../../ui/reading/text-marks.ts';
import { litEnd, useFinderPart } from './finder-light.ts';
import { PassageLight } from './finder-passage.tsx';
import { offsetsOf } from '../../ui/reading/text-offsets.ts';
import { useUnfolded } from '../../ui/reading/use-unfolded.ts';
import spoken from '../../ui/spoken.module.css';
import classes from '../../ui/reading/reading.module.css';

const PASSAGE_LIMIT = 3_000;
/** Passages that are drawn with the item itself; reading.module.css hides the rest by the same number. */
const FIRST_SHOWN = 8;

const hasFacts = ({ score, updatedAt }: Passage, source: string | undefined): boolean =>
  score !== undefined || updatedAt !== undefined || source !== undefined;

function PassageFacts({
  passage,
  askedAt,
  source,
}: {
  passage: Passage;
  askedAt: string;
  source: string | undefined;
}): ReactNode {
  const { score, updatedAt } = passage;
  if (!hasFacts(passage, source)) return null;
  return (
    <p className={classes.passageFacts}>
      {score !== undefined && <span>score {score.toFixed(2)}</span>}
      {updatedAt !== undefined && (
        <span title={`Updated ${updatedAt.slice(0, 10)}, age when the answer was given`}>
          {formatAge(updatedAt, askedAt)}
        </span>
      )}
      {source !== undefined && <span className={classes.source}>{source}</span>}
      <PassageLight rank={passage.rank} />
    </p>
  );
}

/** The text of a passage as it is, the first part of a very long one; a tree where it is JSON. */
function PassageText({ passage, isRaw }: { passage: Passage; isRaw: boolean }): ReactNode {
  const [isWhole, setWhole] = useUnfolded(passage);
  const { text, rank } = passage;
  const cut = cutAt(text, PASSAGE_LIMIT);
  const isLitBeyond = useFinderPart((view) => litEnd(view, rank) > cut);
  const json = useMemo(() => findJson(text), [text]);
  if (json !== null && !isRaw) {
    return (
      <div data-passage={rank}>
        <JsonView text={text} part={json} />
      </div>
    );
  }
  const end = isWhole || isLitBeyond ? text.length : cut;
  return (
    <>
      <p className={classes.plain} dir="auto" data-passage={rank}>
        <span data-from={0} data-to={end}>
          {text.slice(0, end)}
        </span>
      </p>
      {end < text.length && (
        <Button size="s" variant="quiet" onClick={setWhole}>
          Show all {formatCounted(text.length, 'character')}
        </Button>
      )}
    </>
  );
}

function PassageCard({
  passage,
  askedAt,
  isFocused,
  isRaw,
}: {
  passage: Passage;
  askedAt: string;
  isFocused: boolean;
  isRaw: boolean;
}): ReactNode {
  const card = useRef<HTMLLIElement>(null);
  const { rank } = passage;
  useEffect(() => {
    if (isFocused) card.current?.scrollIntoView({ block: 'nearest' });
  }, [isFocused]);
  const source = passage.sourceId ?? passage.url;
  const told = passage.title === undefined ? undefined : source;
  return (
    <li
      ref={card}
      className={classes.passage}
      data-focused={isFocused || undefined}
      aria-current={isFocused || undefined}
    >
      <div className={classes.passageHead}>
        <span className={classes.rank}>
          <span className={spoken.only}>Passage </span>
          {rank}
        </span>
        <span className={classes.passageTitle} dir="auto">
          {passage.title ?? source ?? 'Untitled passage'}
        </span>
        {!hasFacts(passage, told) && <PassageLight rank={rank} />}
      </div>
      <PassageFacts passage={passage} askedAt={askedAt} source={told} />
      <PassageText passage={passage} isRaw={isRaw} />
    </li>
  );
}
const Card = memo(PassageCard);

export interface ContextPassagesProps {
  trace: Trace;
  spans: readonly EvidenceSpan[];
  /** Rank of the passage in focus. */
  focused: number | null;
  isRaw: boolean;
}

/** Element that holds the text of a passage inside `root`. */
export function passageElement(root: Element | null, rank: number): Element | null {
  return root?.querySelector(`[data-passage="${rank}"]`) ?? null;
}

/** The trace as it was until the paint of another one is over: a deferred value would be drawn in the frame itself. */
function useLate(trace: Trace): Trace {
  const [late, setLate] = useState(trace);
  useEffect(() => afterPaint(() => startTransition(() => setLate(trace))), [trace]);
  return late;
}

export const ContextPassages = memo(function ContextPassages({
  trace,
  spans,
  focused,
  isRaw,
}: ContextPassagesProps): ReactNode {
  const list = useRef<HTMLOListElement>(null);
  // Passages below the fold follow after the paint; until then theirs is the last item, and it is not shown.
  const late = useLate(trace);
  useTextMarks(
    'context',
    () =>
      spans.flatMap(({ support }) => {
        if (support === null || support.kind === 'not_in_context') return [];
        const text = trace.context.find((one) => one.rank === support.passage)?.text;
        const root = passageElement(list.current, support.passage);
        if (text === undefined || root === null) return [];
        const { start, end } = offsetsOf(text, support.range);
        return [{ name: support.kind, ranges: domRangesOf(root, text, start, end) }];
      }),
    [spans, trace, late, isRaw],
  );
  const cardOf = (passage: Passage): ReactNode => (
    <Card
      key={passage.rank}
      passage={passage}
      askedAt={trace.occurredAt}
      isFocused={passage.rank === focused}
      isRaw={isRaw}
    />
  );
  if (trace.context.length === 0) {
    return (
      <p className={classes.none}>
        No passage was retrieved for this answer. Whatever it states about the product has no support here.
      </p>
    );
  }
  return (
    <ol
      ref={list}
      className={classes.passages}
      // A change of language restyles every passage: with those that follow after the paint.
      lang={languageTag(late.language)}
      data-late={late !== trace || undefined}
    >
      {trace.context.slice(0, FIRST_SHOWN).map(cardOf)}
      {late.context.slice(FIRST_SHOWN).map(cardOf)}
    </ol>
  );
});
