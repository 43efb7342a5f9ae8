/** Making or changing an audit that draws itself: what it draws, who scores it, and when. */
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { Person } from '../../../shared/domain/person.ts';
import { useCatalogue } from '../../lib/catalogue.ts';
import { newUuid } from '../../lib/uuid.ts';
import { Button } from '../../ui/button.tsx';
import { Field, SelectInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { Template } from './hub-queries.ts';
import { useAudits, useHubSources, useSaveTemplate } from './hub-queries.ts';
import { Failed } from './loaded.tsx';
import type { TemplateDraft } from './template-draft.ts';
import { draftOf, emptyTemplate, readTemplate, withAudit } from './template-draft.ts';
import { People, Sampled, Scheduled } from './template-parts.tsx';
import classes from './hub.module.css';
import own from './weekly.module.css';

interface BaseProps {
  draft: TemplateDraft;
  onChange: (draft: TemplateDraft) => void;
}

/** Takes the plan of an audit that was drawn before as a beginning. */
function Base({ draft, onChange }: BaseProps): ReactNode {
  const audits = useAudits();
  const sources = useHubSources();
  const [chosen, setChosen] = useState('');
  const choose = (id: string): void => {
    setChosen(id);
    const audit = audits.data?.find((one) => one.id === id);
    if (audit === undefined) return;
    const hasSource = sources.data?.some((one) => one.id === audit.plan.source.id) ?? false;
    onChange(withAudit(draft, audit.plan, hasSource));
  };
  return (
    <Field
      label="Begin with"
      hint="an audit’s strata, sizes, scorecard, limit and blinding are taken over and can be changed below"
    >
      {(control) => (
        <SelectInput
          {...control}
          value={chosen}
          onChange={(event) => choose(event.target.value)}
          options={[
            { value: '', title: 'a new plan' },
            ...(audits.data ?? [])
              .filter((one) => !one.isDemo)
              .map((one) => ({ value: one.id, title: `the plan of ${one.title}` })),
          ]}
        />
      )}
    </Field>
  );
}

export interface TemplateFormProps {
  me: Person;
  /** The one to change; null makes a new one. */
  of: Template | null;
  onEnd: () => void;
}

const timeZoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function TemplateForm({ me, of, onEnd }: TemplateFormProps): ReactNode {
  const sources = useHubSources();
  const [held, setDraft] = useState<TemplateDraft>(() =>
    of === null ? emptyTemplate(newUuid(), me.id, '', timeZoneHere()) : draftOf(of),
  );
  const [isTried, setTried] = useState(false);
  const save = useSaveTemplate();
  const draft = held.sourceId === '' ? { ...held, sourceId: sources.data?.[0]?.id ?? '' } : held;
  const read = readTemplate(draft, useCatalogue());
  const problems = isTried && !read.ok ? read.problems : {};
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (read.ok && !save.isPending) save.mutate(read.value, { onSuccess: onEnd });
  };
  const parts = { draft, problems, onChange: setDraft };
  return (
    <form onSubmit={send} noValidate className={own.narrow}>
      <Panel title={of === null ? 'A new weekly audit' : `Change ${of.plan.title}`}>
        <div className={own.form}>
          {of === null && <Base draft={draft} onChange={setDraft} />}
          <Sampled {...parts} />
          <People {...parts} />
          <Scheduled {...parts} />
          <Failed error={save.error} />
          {isTried && !read.ok && (
            <p className={classes.problem} role="alert">
              Some fields cannot be read yet.
            </p>
          )}
          <div className={classes.acts}>
            <Button type="submit" variant="primary" isBusy={save.isPending}>
              {save.isPending ? 'Saving …' : 'Save and let it run'}
            </Button>
            <Button onClick={onEnd}>Cancel</Button>
          </div>
        </div>
      </Panel>
    </form>
  );
}
