/**
 * What another size would give: a slider with the curve of expected margins, a wanted margin with the size that reaches
 * it, and the sizes that pass the limit. Must not compute a margin: all figures are of the preview, and between two of
 * them the curve is read. Invariant: nothing here changes the plan but its size, and only when asked.
 */
import type { KeyboardEvent, ReactNode } from 'react';
import { formatMargin } from '../../lib/format-figures.ts';
import { formatCount, formatCounted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { percentText } from '../../ui/figure-text.tsx';
import { SceneView } from '../../ui/scene-view.tsx';
import { useWidth } from '../../ui/use-width.ts';
import { DraftField } from './draft-field.tsx';
import { outlookScene } from './outlook-scene.ts';
import type { PlanDraft } from './plan-draft.ts';
import type { Preview } from './plan-queries.ts';
import { changeDraft } from './plan-store.ts';
import { readMargin, readPercent, readWhole } from './read-typed.ts';
import { nextStep, placeOfSize, sizeAtPlace, sizeSteps, widthOnCurve } from './what-if-sizes.ts';
import classes from './what-if.module.css';

const chooseSize = (size: number): void => changeDraft((held) => ({ ...held, size: String(size) }));

/** Margin at the size that is typed, before the backend has answered for it. */
function marginAt(preview: Preview, size: number): number | null {
  return size === preview.total ? preview.expectedHalfWidth : widthOnCurve(preview.curve, size);
}

const arrows: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
/** Positions of the slider: finer than its pixels. */
const PLACES = 2000;

/** Beneath the curve and on its axis: a press of an arrow is one round number of items. */
function Slider({ preview, size }: { preview: Preview; size: number }): ReactNode {
  const [first, last] = [preview.curve[0], preview.curve.at(-1)];
  if (first === undefined || last === undefined || first.size === last.size) return null;
  const steps = sizeSteps(first.size, last.size);
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = arrows[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    chooseSize(nextStep(steps, size, direction));
  };
  return (
    <input
      type="range"
      className={classes.slider}
      aria-label="Try another number of items"
      aria-valuetext={`${formatCounted(size, 'item')}, expected ${formatMargin(marginAt(preview, size))}`}
      min={0}
      max={PLACES}
      value={Math.round(placeOfSize(steps, size) * PLACES)}
      onKeyDown={onKeyDown}
      onChange={(event) => chooseSize(sizeAtPlace(steps, Number(event.target.value) / PLACES))}
    />
  );
}

function Curve({ preview, size }: { preview: Preview; size: number }): ReactNode {
  const [element, width] = useWidth<HTMLDivElement>();
  const { curve, target } = preview;
  return (
    <div ref={element} className={classes.curve}>
      {curve.length > 1 && width > 0 && (
        <SceneView scene={outlookScene({ curve, size, halfWidth: marginAt(preview, size), target, width })} />
      )}
      {curve.length === 0 && (
        <p className={classes.quiet}>With this many strata only the chosen size is worked out.</p>
      )}
    </div>
  );
}

function targetInWords(target: NonNullable<Preview['target']>): string {
  if (target.size === null) return 'No size reaches it while sizes by hand hold strata back.';
  return `reached with ${formatCounted(target.size, 'item')}`;
}

function Target({ draft, preview, size }: { draft: PlanDraft; preview: Preview; size: number }): ReactNode {
  const { target } = preview;
  const wanted = readMargin(draft.targetMargin);
  const needed = target?.size ?? null;
  const isAnswered = typeof wanted === 'number' && target !== null;
  return (
    <div className={classes.target}>
      <DraftField
        name="targetMargin"
        label="Wanted margin, ± points"
        isNumber
        draft={draft}
        error={draft.targetMargin.trim() === '' || typeof wanted === 'number' ? undefined : wanted}
        hint={isAnswered ? targetInWords(target) : 'which size reaches it'}
      />
      {isAnswered && needed !== null && needed !== size && (
        <Button size="s" onClick={() => chooseSize(needed)}>
          Use {formatCount(needed)}
        </Button>
      )}
    </div>
  );
}

function eventsInWords(events: number): string {
  if (events === 0) return 'no error';
  return events === 1 ? '1 error' : `${events} errors`;
}

function ToPass({ draft, preview, size }: { draft: PlanDraft; preview: Preview; size: number }): ReactNode {
  const limit = readPercent(draft.limit);
  if (typeof limit !== 'number' || preview.toPass.length === 0) return null;
  return (
    <fieldset className={classes.pass}>
      <legend>Items that pass the limit of {percentText(limit)}, by errors found</legend>
      {preview.toPass.map(({ events, size: needed }) => (
        <button
          key={events}
          type="button"
          className={classes.choice}
          aria-pressed={needed === size}
          onClick={() => chooseSize(needed)}
        >
          <strong>{formatCount(needed)}</strong> {eventsInWords(events)}
        </button>
      ))}
    </fieldset>
  );
}

export function WhatIf({ draft, preview }: { draft: PlanDraft; preview: Preview }): ReactNode {
  const typed = readWhole(draft.size, 1);
  const size = typeof typed === 'number' ? typed : preview.total;
  return (
    <section className={classes.whatIf} aria-label="What if">
      <h3 className={classes.title}>
        What another size would give <small>expected margin overall, by number of items</small>
      </h3>
      <Curve preview={preview} size={size} />
      <Slider preview={preview} size={size} />
      <div className={classes.wishes}>
        <Target draft={draft} preview={preview} size={size} />
        <ToPass draft={draft} preview={preview} size={size} />
      </div>
    </section>
  );
}
