/** Beginning a round: which cases, who votes, together now or each when they have time. In place, never over the work. */
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { formatCounted } from '../../lib/format.ts';
import { handCases, handedCases } from '../../lib/handed-cases.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { newUuid } from '../../lib/uuid.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Segments, SelectInput, TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import type { BeginDraft, BeginProblems } from './begin-draft.ts';
import { beginWith, readBegin, votersOf, withAudit, withCase, withPerson } from './begin-draft.ts';
import { useAudits, useBegin, useCasesOf, usePeople } from './norming-queries.ts';
import classes from './rounds.module.css';

interface PartProps {
  draft: BeginDraft;
  problems: BeginProblems;
  onChange: (draft: BeginDraft) => void;
}

function Problem({ words }: { words: string | undefined }): ReactNode {
  if (words === undefined) return null;
  return (
    <p className={classes.problem} role="alert">
      {words}
    </p>
  );
}

function Cases({ draft, problems, onChange }: PartProps): ReactNode {
  const cases = useCasesOf(draft.auditId);
  const chosen = new Set(draft.cases.map(caseKey));
  // Which audit comes first, and says so itself.
  if (draft.auditId === null) return null;
  const rows = cases.data?.rows ?? [];
  return (
    <fieldset className={classes.ticks}>
      <legend className={classes.legend}>
        Cases <span className={classes.quiet}>{formatCounted(draft.cases.length, 'case')} chosen</span>
      </legend>
      {cases.isPending && <Skeleton lines={3} label="Loading cases" />}
      {cases.error !== null && <ErrorState isInline {...problemOf(cases.error)} />}
      {cases.data !== undefined && rows.length === 0 && (
        <p className={classes.quiet}>
          People do not differ on an item of this audit yet, or you may not see where: cases come when
          everybody who has an item has judged it.
        </p>
      )}
      <div className={classes.cases}>
        {rows.map((row) => (
          <label key={caseKey(row.case)} className={classes.caseRow}>
            <input
              type="checkbox"
              checked={chosen.has(caseKey(row.case))}
              onChange={(event) => onChange(withCase(draft, row.case, event.target.checked))}
            />
            <span className={classes.caseTitle}>{row.title}</span>
            <span className={classes.given}>
              {row.questionTitle}: {row.options.map((of) => `${of.title} ${of.count}`).join(' · ')}
            </span>
          </label>
        ))}
      </div>
      <Problem words={problems.cases} />
    </fieldset>
  );
}

function People({ draft, problems, onChange, me }: PartProps & { me: Person | undefined }): ReactNode {
  const people = usePeople();
  const voters = votersOf(people.data ?? []);
  return (
    <fieldset className={classes.ticks}>
      <legend className={classes.legend}>Who votes</legend>
      {people.error !== null && <ErrorState isInline {...problemOf(people.error)} />}
      <div className={classes.boxes}>
        {voters.map((person) => (
          <label key={person.id} className={classes.box}>
            <input
              type="checkbox"
              checked={draft.personIds.includes(person.id)}
              onChange={(event) => onChange(withPerson(draft, person.id, event.target.checked))}
            />
            {person.name}
            {person.id === me?.id && ' (you)'} <span className={classes.quiet}>{person.role}</span>
          </label>
        ))}
      </div>
      {people.data !== undefined && voters.length < 2 && (
        <p className={classes.quiet}>
          Nobody else can vote here yet. A round needs a hub between its people: on one computer, too,
          everybody votes in their own profile, because nobody can vote in another’s name.{' '}
          <Link to={paths.sync}>Connect to a hub</Link>, which may run on this very computer.
        </p>
      )}
      <Problem words={problems.personIds} />
    </fieldset>
  );
}

function Subject({ draft, problems, onChange }: PartProps): ReactNode {
  const audits = useAudits();
  return (
    <div className={classes.two}>
      <Field label="Title" error={problems.title} hint="What it is to settle">
        {(control) => (
          <TextInput
            {...control}
            value={draft.title}
            onChange={(event) => onChange({ ...draft, title: event.target.value })}
          />
        )}
      </Field>
      <Field label="Audit" error={problems.auditId}>
        {(control) => (
          <SelectInput
            {...control}
            value={draft.auditId ?? ''}
            onChange={(event) =>
              onChange(withAudit(draft, event.target.value === '' ? null : (event.target.value as AuditId)))
            }
            options={[
              { value: '', title: 'Choose one' },
              ...(audits.data ?? [])
                .filter((of) => of.state !== 'planned')
                .map((of) => ({ value: of.id, title: of.title })),
            ]}
          />
        )}
      </Field>
    </div>
  );
}

function How({ draft, onChange }: PartProps): ReactNode {
  return (
    <div className={classes.how}>
      <Segments
        label="When people vote"
        value={draft.isLive ? 'live' : 'own'}
        onChange={(value) => onChange({ ...draft, isLive: value === 'live' })}
        options={[
          { value: 'own', title: 'Each when they have time' },
          { value: 'live', title: 'All together now' },
        ]}
      />
      <p className={classes.quiet}>
        Nobody in it may have an item of it still to judge. Its votes never count as reviews.
      </p>
    </div>
  );
}

export function BeginRound({ me, onEnd }: { me: Person | undefined; onEnd: () => void }): ReactNode {
  const navigate = useNavigate();
  const begin = useBegin();
  const [draft, setDraft] = useState(() => beginWith(newUuid(), handedCases(), me?.id));
  const [tries, setTries] = useState(0);
  const read = readBegin(draft);
  const problems = tries > 0 && !read.ok ? read.problems : {};
  const parts = { draft, problems, onChange: setDraft };
  const form = useRef<HTMLFormElement>(null);
  // What is wrong is gone to, so that the keyboard need not look for it.
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);
  const send = (): void => {
    setTries(tries + 1);
    if (!read.ok || begin.isPending) return;
    begin.mutate(read.value, {
      onSuccess: (view) => {
        handCases([]);
        void navigate({ to: paths.normingRound(view.roundId) });
      },
    });
  };
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      noValidate
    >
      <Panel title="A new round">
        <div className={classes.form}>
          <Subject {...parts} />
          <Cases {...parts} />
          <People {...parts} me={me} />
          <How {...parts} />
          {begin.error !== null && <ErrorState isInline {...problemOf(begin.error)} />}
          <div className={classes.acts}>
            <Button type="submit" variant="primary" isBusy={begin.isPending}>
              Begin the round
            </Button>
            <Button onClick={onEnd}>Cancel</Button>
          </div>
        </div>
      </Panel>
    </form>
  );
}
