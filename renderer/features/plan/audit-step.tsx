/** Step 4: what the audit is called, what it must show, who scores it, what they may see, and the seed of its draw. */
import type { ReactNode } from 'react';
import { useCatalogue } from '../../lib/catalogue.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Check, Field, Segments, SelectInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { DraftField } from './draft-field.tsx';
import { newSeed } from './new-seed.ts';
import type { PlanDraft } from './plan-draft.ts';
import { usePeople } from './plan-queries.ts';
import { changeDraft } from './plan-store.ts';
import { scorecardChoices, scorecardOf, usePlanReading, shownProblems } from './plan-reading.ts';
import type { PlanSource } from './plan-source.ts';
import { primaryQuestionOf } from './read-registration.ts';
import { RegistrationStep } from './registration-step.tsx';
import { rateTitleOf } from './registration-words.ts';
import auditClasses from './audit-step.module.css';
import classes from './plan.module.css';

function Scorecard({ draft }: { draft: PlanDraft }): ReactNode {
  const catalogue = useCatalogue();
  const choices = scorecardChoices(catalogue);
  const { id, version } = scorecardOf(draft, catalogue);
  return (
    <Field label="Scorecard">
      {(control) => (
        <SelectInput
          {...control}
          value={`${id}@${version}`}
          onChange={(event) => {
            const chosen = choices.find((one) => one.value === event.target.value);
            if (chosen === undefined) return;
            const { scorecardId, scorecardVersion } = chosen;
            changeDraft((held) => ({ ...held, scorecardId, scorecardVersion }));
          }}
          options={choices.map(({ value, title }) => ({ value, title }))}
        />
      )}
    </Field>
  );
}

function Reviewers({
  chosen,
  problem,
}: {
  chosen: readonly string[];
  problem: string | undefined;
}): ReactNode {
  const people = usePeople();
  const failed = people.error === null ? null : problemOf(people.error);
  const toggle = (id: string, isOn: boolean): void =>
    changeDraft((held) => ({
      ...held,
      reviewerIds: isOn ? [...chosen.filter((one) => one !== id), id] : chosen.filter((one) => one !== id),
    }));
  return (
    <fieldset className={classes.bare}>
      <legend className={classes.legend}>Reviewers</legend>
      {people.isPending && <Skeleton lines={2} />}
      {failed !== null && (
        <ErrorState isInline what={failed.what} remedy={failed.remedy} code={failed.code} />
      )}
      <div className={classes.ticks}>
        {(people.data ?? []).map((person) => (
          <label key={person.id} className={classes.tick}>
            <input
              type="checkbox"
              checked={chosen.includes(person.id)}
              onChange={(event) => toggle(person.id, event.target.checked)}
            />
            {person.name} <span className={classes.quiet}>{person.role}</span>
          </label>
        ))}
      </div>
      {problem !== undefined && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}

/** What the plan may keep from reviewers, or let leads see. */
const policies = [
  { of: 'hidesModel', label: 'Hide the model', hint: 'so that a name does not sway a judgement' },
  { of: 'hidesJudge', label: 'Hide judges and checks', hint: 'what automatic scorers said' },
  {
    of: 'hidesFinder',
    label: 'Hide the evidence finder',
    hint: 'so that every judgement comes from reading alone: to measure what the finder itself changes, or to make labels that a finder will be measured by',
  },
  {
    of: 'opensReviewerPages',
    label: 'Leads and owners may open reviewers’ own pages',
    hint: 'what a page says of this audit: agreement, gold results, speed. Its reviewers are told on their page; unticked, only each reviewer sees their own',
  },
] as const;

function Blinding({ draft }: { draft: PlanDraft }): ReactNode {
  return (
    <fieldset className={classes.bare}>
      <legend className={classes.legend}>What reviewers see while the audit runs</legend>
      <div className={auditClasses.checks}>
        {policies.map(({ of, label, hint }) => (
          <Check
            key={of}
            label={label}
            hint={hint}
            checked={draft[of]}
            onChange={(event) => {
              const isTicked = event.target.checked;
              changeDraft((held) => ({ ...held, [of]: isTicked }));
            }}
          />
        ))}
      </div>
      <div className={auditClasses.others}>
        <span>Each other’s answers</span>
        <Segments
          label="Each other’s answers"
          value={draft.revealsOthers}
          onChange={(revealsOthers) => changeDraft((held) => ({ ...held, revealsOthers }))}
          options={[
            { value: 'afterClose', title: 'After the close' },
            { value: 'never', title: 'Never' },
          ]}
        />
      </div>
    </fieldset>
  );
}

function Seed({ draft, problem }: { draft: PlanDraft; problem: string | undefined }): ReactNode {
  return (
    <div className={auditClasses.seed}>
      <DraftField
        name="seed"
        label="Seed of the draw"
        isMono
        draft={draft}
        error={problem}
        hint="With it, the plan and the source anyone draws the same items. Random unless you have one."
      />
      <Button onClick={() => changeDraft((held) => ({ ...held, seed: newSeed() }))}>New seed</Button>
    </div>
  );
}

export function AuditStep({ draft, source }: { draft: PlanDraft; source: PlanSource }): ReactNode {
  const { reviewers, reading } = usePlanReading(draft, source);
  const problems = shownProblems(draft, reading);
  const card = scorecardOf(draft, useCatalogue());
  return (
    <Panel title="4 · Audit" aside="frozen in the ledger before the draw">
      <div className={classes.fields} data-wide>
        <DraftField name="title" label="Title" draft={draft} error={problems.title} isRequired />
        <Scorecard draft={draft} />
      </div>
      <div className={classes.fields}>
        <DraftField
          name="limit"
          label={`Limit of the ${rateTitleOf(primaryQuestionOf(draft, card), card)}, %`}
          isNumber
          draft={draft}
          error={problems.limit}
          hint="optional; registered now, judged at the close"
        />
        <DraftField
          name="dueDate"
          label="Due"
          type="date"
          draft={draft}
          error={problems.dueDate}
          hint="optional; the last day"
        />
      </div>
      <RegistrationStep draft={draft} sourceId={source.of.id} problems={problems} />
      <div className={auditClasses.group}>
        <Reviewers chosen={reviewers} problem={problems.reviewers} />
      </div>
      <div className={auditClasses.group}>
        <Blinding draft={draft} />
      </div>
      {source.origin === 'files' && <Seed draft={draft} problem={problems.seed} />}
    </Panel>
  );
}
