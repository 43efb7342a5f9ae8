/** The three parts of the form of a weekly audit: what is drawn, who scores it, when it draws itself. */
import type { ReactNode } from 'react';
import type { SourceId } from '../../../shared/domain/ids.ts';
import { dimensionTitle, sentenceCase } from '../../lib/dimension-words.ts';
import { Check, Field, SelectInput, TextInput } from '../../ui/field.tsx';
import { useHubDimensions, useHubSources, usePeople } from './hub-queries.ts';
import { Loaded } from './loaded.tsx';
import { timeZones, weekdays } from './schedule-words.ts';
import type { TemplateDraft, TemplateField, TemplateProblems } from './template-draft.ts';
import { withOpenPages } from './template-draft.ts';
import { takersOf } from './work-words.ts';
import classes from './hub.module.css';
import own from './weekly.module.css';

export interface PartProps {
  draft: TemplateDraft;
  problems: TemplateProblems;
  onChange: (draft: TemplateDraft) => void;
}

type TextName = Exclude<TemplateField, 'reviewerIds' | 'sourceId'>;

interface LineProps extends PartProps {
  name: TextName;
  label: string;
  hint?: string;
  type?: 'text' | 'time';
}

function Line({ draft, problems, onChange, name, label, hint, type = 'text' }: LineProps): ReactNode {
  return (
    <Field label={label} error={problems[name]} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <TextInput
          {...control}
          type={type}
          value={draft[name]}
          inputMode={name === 'title' || type === 'time' ? 'text' : 'numeric'}
          onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
        />
      )}
    </Field>
  );
}

function Dimensions({ draft, onChange }: PartProps): ReactNode {
  const dimensions = useHubDimensions(draft.sourceId === '' ? null : (draft.sourceId as SourceId));
  if (draft.sourceId === '') return null;
  return (
    <fieldset className={own.ticks}>
      <legend className={own.legend}>Strata</legend>
      <Loaded of={dimensions} label="Reading the dimensions" lines={2}>
        {(found) => (
          <div className={own.boxes}>
            {found.length === 0 && <p className={classes.quiet}>No dimension yet: one stratum.</p>}
            {found.map(({ dimension, isDeclared }) => (
              <label key={dimension}>
                <input
                  type="checkbox"
                  checked={draft.dimensions.includes(dimension)}
                  onChange={(event) =>
                    onChange({
                      ...draft,
                      dimensions: event.target.checked
                        ? [...draft.dimensions, dimension]
                        : draft.dimensions.filter((one) => one !== dimension),
                    })
                  }
                />
                {sentenceCase(dimensionTitle(dimension))}
                {isDeclared && <span className={classes.quiet}>indexed</span>}
              </label>
            ))}
          </div>
        )}
      </Loaded>
    </fieldset>
  );
}

export function Sampled(props: PartProps): ReactNode {
  const { draft, problems, onChange } = props;
  const sources = useHubSources();
  return (
    <section className={own.part} aria-label="What is drawn">
      <h3 className={classes.h3}>What is drawn</h3>
      <div className={own.two}>
        <Line {...props} name="title" label="Title" hint="{week} becomes the week, such as 2026-W47" />
        <Field label="Source" error={problems.sourceId}>
          {(control) => (
            <SelectInput
              {...control}
              value={draft.sourceId}
              onChange={(event) => onChange({ ...draft, sourceId: event.target.value, dimensions: [] })}
              options={(sources.data ?? []).map((one) => ({ value: one.id, title: one.name }))}
            />
          )}
        </Field>
      </div>
      <Dimensions {...props} />
      <div className={own.four}>
        <Line {...props} name="size" label="Items" />
        <Line {...props} name="overlapSize" label="Overlap" hint="items that several score" />
        <Line {...props} name="gold" label="Gold items" hint="mixed in silently" />
        <Line {...props} name="calibration" label="Calibration round" hint="gold judged first" />
        <Line {...props} name="limit" label="Limit, %" hint="optional" />
      </div>
    </section>
  );
}

export function People({ draft, problems, onChange }: PartProps): ReactNode {
  const people = usePeople();
  return (
    <fieldset className={own.ticks}>
      <legend className={own.legend}>Who scores it</legend>
      <div className={own.boxes}>
        {takersOf(people.data ?? [], '').map((person) => (
          <label key={person.id}>
            <input
              type="checkbox"
              checked={draft.reviewerIds.includes(person.id)}
              onChange={(event) =>
                onChange({
                  ...draft,
                  reviewerIds: event.target.checked
                    ? [...draft.reviewerIds, person.id]
                    : draft.reviewerIds.filter((one) => one !== person.id),
                })
              }
            />
            {person.name} <span className={classes.quiet}>{person.role}</span>
          </label>
        ))}
      </div>
      {problems.reviewerIds !== undefined && (
        <p className={classes.problem} role="alert">
          {problems.reviewerIds}
        </p>
      )}
      <Check
        label="Leads and owners may open reviewers’ own pages"
        hint="what a page says of these audits; unticked, only each reviewer sees their own"
        checked={draft.plan.blinding.opensReviewerPages === true}
        onChange={(event) => onChange(withOpenPages(draft, event.target.checked))}
      />
    </fieldset>
  );
}

export function Scheduled(props: PartProps): ReactNode {
  const { draft, onChange } = props;
  return (
    <section className={own.part} aria-label="When">
      <h3 className={classes.h3}>When</h3>
      <div className={own.three}>
        <Field label="Every">
          {(control) => (
            <SelectInput
              {...control}
              value={draft.weekday}
              onChange={(event) => onChange({ ...draft, weekday: event.target.value })}
              options={weekdays.map((title, at) => ({ value: String(at + 1), title }))}
            />
          )}
        </Field>
        <Line {...props} name="time" label="At" type="time" />
        <Field label="Time zone">
          {(control) => (
            <SelectInput
              {...control}
              value={draft.timeZone}
              onChange={(event) => onChange({ ...draft, timeZone: event.target.value })}
              options={timeZones(draft.timeZone).map((one) => ({ value: one, title: one }))}
            />
          )}
        </Field>
        <Line {...props} name="weeks" label="Weeks it speaks for" hint="whole ISO weeks before the draw" />
        <Line {...props} name="dueDays" label="Due after, days" hint="empty for no date" />
      </div>
    </section>
  );
}
