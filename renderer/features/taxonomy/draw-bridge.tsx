/** Drawing the relabel sample: who judges it, until when; then the way to the bench. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { BridgePlan } from '../../../shared/contract/taxonomies.ts';
import type { PersonId } from '../../../shared/domain/ids.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { formatCounted } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import type { BridgeAsked } from './taxonomy-queries.ts';
import { useDrawBridge, usePeople } from './taxonomy-queries.ts';
import controls from './controls.module.css';
import classes from './relabel.module.css';

/** The end of a day here, as the store keeps times; null for no date. */
export function endOfDay(day: string): string | null {
  return day === '' ? null : new Date(`${day}T23:59:59.000`).toISOString();
}

function Reviewers({
  chosen,
  onChange,
}: {
  chosen: readonly PersonId[];
  onChange: (chosen: PersonId[]) => void;
}): ReactNode {
  const people = usePeople();
  if (people.isError) return <ErrorState isInline {...problemOf(people.error)} />;
  const among = (people.data ?? []).filter(
    (one) => one.isImported !== true && one.role !== 'ingest' && one.role !== 'auditor',
  );
  return (
    <fieldset className={`${controls.tickRow} ${classes.people}`}>
      <legend>Who judges them</legend>
      {among.map((person) => (
        <label key={person.id}>
          <input
            type="checkbox"
            checked={chosen.includes(person.id)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...chosen, person.id] : chosen.filter((one) => one !== person.id),
              )
            }
          />
          {person.name} <span className={classes.quiet}>{person.role}</span>
        </label>
      ))}
    </fieldset>
  );
}

export interface DrawBridgeProps {
  asked: BridgeAsked;
  plan: BridgePlan;
  /** The plan is of another size than the one that is typed. */
  isStale: boolean;
}

export function DrawBridge({ asked, plan, isStale }: DrawBridgeProps): ReactNode {
  const { status } = useAppStatus();
  const navigate = useNavigate();
  const me = status?.person.id;
  const [chosen, setChosen] = useState<readonly PersonId[] | null>(null);
  const [due, setDue] = useState('');
  const draw = useDrawBridge();
  const reviewers = chosen ?? (me === undefined ? [] : [me]);
  // What is to be known before drawing does not forbid it; what does is refused by the backend.
  const can = plan.total > 0 && reviewers.length > 0 && !isStale;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (can && !draw.isPending) draw.mutate({ ...asked, reviewerIds: [...reviewers], dueAt: endOfDay(due) });
  };
  if (draw.data !== undefined) {
    const { auditId, itemCount } = draw.data;
    return (
      <Notice
        tone="good"
        title="The relabel sample is drawn"
        actions={
          <Button variant="primary" onClick={() => void navigate({ to: paths.review(auditId) })}>
            Go to Review
          </Button>
        }
      >
        {formatCounted(itemCount, 'item waits', 'items wait')} as an audit of their own. When all are judged,
        Effect shows the rate across both versions.
      </Notice>
    );
  }
  return (
    <form className={classes.draw} onSubmit={send}>
      <Reviewers chosen={reviewers} onChange={setChosen} />
      <Field label="Due" hint="optional">
        {(control) => (
          <TextInput {...control} type="date" value={due} onChange={(event) => setDue(event.target.value)} />
        )}
      </Field>
      {draw.error !== null && <ErrorState isInline {...problemOf(draw.error)} />}
      <div className={classes.acts}>
        <Button type="submit" variant="primary" isBusy={draw.isPending} disabled={!can}>
          {draw.isPending ? 'Drawing …' : `Draw ${formatCounted(plan.total, 'item')}`}
        </Button>
        {reviewers.length === 0 && <span className={classes.quiet}>Choose at least one person.</span>}
      </div>
    </form>
  );
}
