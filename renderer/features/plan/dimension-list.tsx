/** The dimensions of a source: tick one to stratify by it, open one to keep only some of its values. */
import type { ReactNode } from 'react';
import { dimensionTitle, sentenceCase } from '../../lib/dimension-words.ts';
import { formatCounted } from '../../lib/format.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import type { PlanDraft } from './plan-draft.ts';
import { withDimensions, withFilterValue } from './plan-draft.ts';
import { changeDraft } from './plan-store.ts';
import spoken from '../../ui/spoken.module.css';
import frameClasses from './frame-step.module.css';
import classes from './plan.module.css';

/** Dimensions that may be crossed; the contract takes no more. */
const MAX_DIMENSIONS = 6;

export interface FoundDimension {
  dimension: string;
  distinct: number;
  values: string[];
}

function Values({ draft, of }: { draft: PlanDraft; of: FoundDimension }): ReactNode {
  const kept = draft.filters[of.dimension] ?? of.values;
  const isWhole = of.distinct <= of.values.length;
  if (!isWhole) {
    return (
      <p className={classes.quiet}>
        Too many values to choose from here ({formatCounted(of.distinct, 'value')}).
      </p>
    );
  }
  return (
    <fieldset className={classes.ticks}>
      <legend className={spoken.only}>Values of {dimensionTitle(of.dimension)} to keep</legend>
      {of.values.map((value) => (
        <label key={value} className={classes.tick}>
          <input
            type="checkbox"
            checked={kept.includes(value)}
            onChange={(event) => {
              const isKept = event.target.checked;
              changeDraft((held) => withFilterValue(held, of.dimension, of.values, value, isKept));
            }}
          />
          {value}
        </label>
      ))}
    </fieldset>
  );
}

function Line({ draft, of }: { draft: PlanDraft; of: FoundDimension }): ReactNode {
  const at = draft.dimensions.indexOf(of.dimension);
  const isOn = at !== -1;
  const filter = draft.filters[of.dimension];
  const toggle = (): void =>
    changeDraft((held) =>
      withDimensions(
        held,
        isOn ? held.dimensions.filter((one) => one !== of.dimension) : [...held.dimensions, of.dimension],
      ),
    );
  const said =
    filter === undefined
      ? formatCounted(of.distinct, 'value')
      : `${filter.length} of ${formatCounted(of.distinct, 'value')} kept`;
  return (
    <li className={frameClasses.dimension} data-on={isOn || undefined}>
      <label className={`${classes.tick} ${frameClasses.dimensionName}`}>
        <input
          type="checkbox"
          checked={isOn}
          disabled={!isOn && draft.dimensions.length >= MAX_DIMENSIONS}
          onChange={toggle}
        />
        {sentenceCase(dimensionTitle(of.dimension))}
      </label>
      <Disclosure
        summary={
          <>
            <span className={spoken.only}>Values of {dimensionTitle(of.dimension)}: </span>
            {said}
          </>
        }
      >
        <Values draft={draft} of={of} />
      </Disclosure>
    </li>
  );
}

export interface DimensionListProps {
  draft: PlanDraft;
  found: readonly FoundDimension[];
  problem: string | null;
}

export function DimensionList({ draft, found, problem }: DimensionListProps): ReactNode {
  if (found.length === 0) {
    return (
      <p className={classes.quiet}>
        This source carries no dimension with two values or more. The frame is one stratum.
      </p>
    );
  }
  return (
    <fieldset className={classes.bare}>
      <legend className={classes.lead}>
        Tick what makes the strata, such as the model version or the risk class. Open the values to leave some
        out of the frame.
      </legend>
      <ul className={frameClasses.dimensions}>
        {found.map((of) => (
          <Line key={of.dimension} draft={draft} of={of} />
        ))}
      </ul>
      {problem !== null && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
