/**
 * Giving the open items of someone who is away to others: from, to, why, and what would happen before it does. Must not
 * deal: the hub does, balanced and blind.
 */
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { Workload } from '../../../shared/contract/hub-work.ts';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import type { PersonId } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { formatCounted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Field, SelectInput, TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Notice } from '../../ui/states.tsx';
import { useLoad, useReassign } from './hub-queries.ts';
import { Failed, Loaded } from './loaded.tsx';
import { nameOf, openOf, reassignInWords, takersOf } from './work-words.ts';
import classes from './hub.module.css';
import own from './work.module.css';

type Answer = NonNullable<ReturnType<typeof useReassign>['data']>;

function Given({ answer, people }: { answer: Answer; people: readonly Person[] }): ReactNode {
  const to = answer.byPerson
    .filter((one) => one.items > 0)
    .map((one) => `${nameOf(people, one.personId)} ${one.items}`)
    .join(', ');
  return (
    <Notice tone="good" title={`✓ ${formatCounted(answer.moved, 'item')} given to others`}>
      {to === '' ? 'Nobody could take any of them.' : `${to}.`}
      {answer.kept > 0 &&
        ` ${formatCounted(answer.kept, 'item stays', 'items stay')} where they were. ${answer.note ?? ''}`}
    </Notice>
  );
}

function Takers({
  among,
  to,
  onChange,
}: {
  among: readonly Person[];
  to: readonly PersonId[];
  onChange: (to: PersonId[]) => void;
}): ReactNode {
  return (
    <fieldset className={own.takers}>
      <legend className={own.legend}>To</legend>
      {among.map((person) => (
        <label key={person.id}>
          <input
            type="checkbox"
            checked={to.includes(person.id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...to, person.id] : to.filter((one) => one !== person.id))
            }
          />
          {person.name} <span className={classes.quiet}>{person.role}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface FormProps {
  audit: AuditSummary;
  loads: readonly Workload[];
  people: readonly Person[];
}

function useReassignForm({ audit, loads, people }: FormProps) {
  const [chosen, setFrom] = useState('');
  const [to, setTo] = useState<PersonId[]>([]);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const reassign = useReassign();
  const busy = loads.filter((one) => openOf(one) > 0);
  const load = loads.find((one) => one.personId === chosen) ?? busy[0] ?? loads[0];
  const from = load?.personId;
  const takers = to.filter((one) => one !== from);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (from === undefined || takers.length === 0 || reason.trim() === '' || reassign.isPending) return;
    reassign.mutate(
      { auditId: audit.id, from, to: takers, reason: reason.trim() },
      {
        onSuccess: () => {
          setTo([]);
          setReason('');
          setTried(false);
        },
      },
    );
  };
  const words =
    load === undefined
      ? ''
      : reassignInWords(
          nameOf(people, load.personId),
          load,
          takers.map((one) => nameOf(people, one)),
        );
  return { load, from, setFrom, takers, setTo, reason, setReason, isTried, reassign, send, words };
}

function Form(props: FormProps): ReactNode {
  const { loads, people } = props;
  const form = useReassignForm(props);
  const { load, from, takers, isTried, reassign } = form;
  if (load === undefined || from === undefined) return <p className={classes.quiet}>Nobody has items.</p>;
  return (
    <form className={classes.form} onSubmit={form.send} noValidate>
      {reassign.data !== undefined && <Given answer={reassign.data} people={people} />}
      <Field label="From, who is away">
        {(control) => (
          <SelectInput
            {...control}
            value={from}
            onChange={(event) => form.setFrom(event.target.value)}
            options={loads.map((one) => ({
              value: one.personId,
              title: `${nameOf(people, one.personId)}, ${formatCounted(openOf(one), 'open item')}`,
            }))}
          />
        )}
      </Field>
      <Takers among={takersOf(people, from)} to={takers} onChange={form.setTo} />
      <Field
        label="Reason"
        hint="kept in the hub’s ledger"
        error={isTried && form.reason.trim() === '' ? 'Say why: it stays in the ledger.' : null}
      >
        {(control) => (
          <TextInput
            {...control}
            value={form.reason}
            maxLength={500}
            onChange={(event) => form.setReason(event.target.value)}
          />
        )}
      </Field>
      <p className={own.would} aria-live="polite">
        {form.words}
      </p>
      <Failed error={reassign.error} />
      <div>
        <Button type="submit" isBusy={reassign.isPending} disabled={openOf(load) === 0}>
          {reassign.isPending ? 'Giving …' : 'Give to others'}
        </Button>
      </div>
    </form>
  );
}

export function Reassign({ audit, people }: { audit: AuditSummary; people: readonly Person[] }): ReactNode {
  const load = useLoad(audit.id);
  return (
    <Panel title="Someone is away">
      <Loaded of={load} label="Reading who has what">
        {(loads) => <Form audit={audit} loads={loads} people={people} />}
      </Loaded>
    </Panel>
  );
}
