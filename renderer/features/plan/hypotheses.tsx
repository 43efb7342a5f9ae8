/**
 * Hypotheses as claims that a program can hold against results: the rate of the frame or a part of it against a number,
 * two parts against each other, or agreement. Must not judge them. Invariant: the sentence beneath is the claim that is
 * registered, whatever was typed as its statement.
 */
import type { ReactNode } from 'react';
import { reportedDimensions } from '../../../shared/domain/facets.ts';
import type { SourceId } from '../../../shared/domain/ids.ts';
import type { Scorecard } from '../../../shared/domain/scorecard.ts';
import { dimensionTitle, sentenceCase } from '../../lib/dimension-words.ts';
import { Button } from '../../ui/button.tsx';
import { Field, SelectInput, TextInput } from '../../ui/field.tsx';
import type { FoundDimension } from './dimension-list.tsx';
import type { HypothesisDraft, PlanDraft } from './plan-draft.ts';
import { emptyHypothesis, withHypothesis } from './plan-draft.ts';
import { useDimensions } from './plan-queries.ts';
import { changeDraft } from './plan-store.ts';
import { primaryQuestionOf, rateQuestions, readHypothesis } from './read-registration.ts';
import { claimInWords } from './registration-words.ts';
import spoken from '../../ui/spoken.module.css';
import classes from './registration.module.css';

const MOST = 20;

interface PartProps {
  of: HypothesisDraft;
  at: number;
  card: Scorecard | null;
  primary: string;
  parts: readonly FoundDimension[];
}

const change = (at: number, to: Partial<HypothesisDraft>): void =>
  changeDraft((held) => withHypothesis(held, at, to));

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly { value: string; title: string }[];
  onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps): ReactNode {
  return (
    <Field label={label}>
      {(control) => (
        <SelectInput
          {...control}
          value={value}
          options={options}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function Amount({ label, value, onChange }: Omit<ChoiceProps, 'options'>): ReactNode {
  return (
    <Field label={label}>
      {(control) => (
        <TextInput
          {...control}
          inputMode="decimal"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Values of the chosen dimension; none is chosen until somebody does. */
function valuesOf(parts: readonly FoundDimension[], dimension: string): { value: string; title: string }[] {
  const values = parts.find((one) => one.dimension === dimension)?.values ?? [];
  return [{ value: '', title: 'choose …' }, ...values.map((value) => ({ value, title: value }))];
}

const dimensionsOf = (parts: readonly FoundDimension[], none: string) => [
  { value: '', title: none },
  ...parts.map(({ dimension }) => ({ value: dimension, title: sentenceCase(dimensionTitle(dimension)) })),
];

function RateClaim({ of, at, parts }: PartProps): ReactNode {
  return (
    <>
      <Choice
        label="In"
        value={of.dimension}
        options={dimensionsOf(parts, 'the whole frame')}
        onChange={(dimension) => change(at, { dimension, value: '' })}
      />
      {of.dimension !== '' && (
        <Choice
          label={`${sentenceCase(dimensionTitle(of.dimension))} is`}
          value={of.value}
          options={valuesOf(parts, of.dimension)}
          onChange={(value) => change(at, { value })}
        />
      )}
      <Choice
        label="Is"
        value={of.direction}
        options={[
          { value: 'below', title: 'below' },
          { value: 'above', title: 'above' },
        ]}
        onChange={(direction) => change(at, { direction: direction as HypothesisDraft['direction'] })}
      />
      <Amount label="Limit, %" value={of.limit} onChange={(limit) => change(at, { limit })} />
    </>
  );
}

function DifferenceClaim({ of, at, parts }: PartProps): ReactNode {
  return (
    <>
      <Choice
        label="Compare by"
        value={of.dimension}
        options={dimensionsOf(parts, 'choose …')}
        onChange={(dimension) => change(at, { dimension, value: '', other: '' })}
      />
      <Choice
        label="Of"
        value={of.value}
        options={valuesOf(parts, of.dimension)}
        onChange={(value) => change(at, { value })}
      />
      <Choice
        label="Is"
        value={of.order}
        options={[
          { value: 'higher', title: 'higher than' },
          { value: 'lower', title: 'lower than' },
          { value: 'different', title: 'different from' },
        ]}
        onChange={(order) => change(at, { order: order as HypothesisDraft['order'] })}
      />
      <Choice
        label="That of"
        value={of.other}
        options={valuesOf(parts, of.dimension)}
        onChange={(other) => change(at, { other })}
      />
    </>
  );
}

const kinds = [
  { value: 'rate', title: 'A rate against a limit' },
  { value: 'difference', title: 'A difference of two parts' },
  { value: 'agreement', title: 'Agreement of reviewers' },
];

function Claim(props: PartProps): ReactNode {
  const { of, at, card, primary } = props;
  return (
    <div className={classes.claim}>
      <Choice
        label="Claim"
        value={of.kind}
        options={kinds}
        onChange={(kind) => change(at, { kind: kind as HypothesisDraft['kind'], limit: '' })}
      />
      <Choice
        label="About"
        value={primaryQuestionOf({ primaryQuestion: of.question === '' ? primary : of.question }, card)}
        options={rateQuestions(card).map((one) => ({ value: one.id, title: one.title }))}
        onChange={(question) => change(at, { question })}
      />
      {of.kind === 'rate' && <RateClaim {...props} />}
      {of.kind === 'difference' && <DifferenceClaim {...props} />}
      {of.kind === 'agreement' && (
        <Amount label="α at least" value={of.limit} onChange={(limit) => change(at, { limit })} />
      )}
    </div>
  );
}

function Hypothesis(props: PartProps): ReactNode {
  const { of, at, card } = props;
  const read = readHypothesis(of, card);
  const remove = (): void =>
    changeDraft((held) => ({ ...held, hypotheses: held.hypotheses.filter((_, index) => index !== at) }));
  return (
    <li className={classes.hypothesis}>
      <fieldset className={classes.bare}>
        <legend className={spoken.only}>Hypothesis {at + 1}</legend>
        <div className={classes.statement}>
          <Field label={`Hypothesis ${at + 1}, in your words`}>
            {(control) => (
              <TextInput
                {...control}
                value={of.statement}
                placeholder={typeof read === 'object' ? claimInWords(read.claim, card) : ''}
                onChange={(event) => change(at, { statement: event.target.value })}
              />
            )}
          </Field>
          <Button size="s" variant="quiet" onClick={remove}>
            Remove<span className={spoken.only}> hypothesis {at + 1}</span>
          </Button>
        </div>
        <Claim {...props} />
        <p className={classes.means} aria-live="polite">
          {typeof read === 'object' ? `Held against results: ${claimInWords(read.claim, card)}` : read}
        </p>
      </fieldset>
    </li>
  );
}

export interface HypothesesProps {
  draft: PlanDraft;
  card: Scorecard | null;
  sourceId: SourceId;
  problem: string | undefined;
}

export function Hypotheses({ draft, card, sourceId, problem }: HypothesesProps): ReactNode {
  const dimensions = useDimensions(sourceId);
  // Reports break down by these only, so only these can be held against results.
  const parts = (dimensions.data ?? []).filter(
    (one) => draft.dimensions.includes(one.dimension) || reportedDimensions.includes(one.dimension),
  );
  const primary = primaryQuestionOf(draft, card);
  const add = (): void =>
    changeDraft((held) => ({
      ...held,
      hypotheses: [...held.hypotheses, { ...emptyHypothesis(), question: primary }],
    }));
  return (
    <fieldset className={classes.part}>
      <legend>Hypotheses</legend>
      {draft.hypotheses.length === 0 ? (
        <p className={classes.means}>
          What the audit sets out to show. The report sets each beside what was observed, held or not.
        </p>
      ) : (
        <ol className={classes.hypotheses}>
          {draft.hypotheses.map((of, at) => (
            // A hypothesis has no identity but its place.
            // oxlint-disable-next-line react/no-array-index-key
            <Hypothesis key={at} of={of} at={at} card={card} primary={primary} parts={parts} />
          ))}
        </ol>
      )}
      {problem !== undefined && draft.isTried && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      <div>
        <Button size="s" disabled={draft.hypotheses.length >= MOST} onClick={add}>
          Add a hypothesis
        </Button>
      </div>
    </fieldset>
  );
}
