/**
 * Asking for items to be judged anew: by whoever judged them, or by one person, with a reason. They are simply open again
 * with an empty form; what was said before stays until then.
 */
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { AuditId, ItemId, PersonId } from '../../../shared/domain/ids.ts';
import { formatCounted } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Field, SelectInput, TextInput } from '../../ui/field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useAudits, usePeople, useRelabel } from './report-queries.ts';
import { useHubOffer } from './use-hub-offer.ts';
import classes from './hub-acts.module.css';

/** The contract takes no more at once. */
const MOST = 5000;

export interface AskAgainProps {
  auditId: AuditId;
  itemIds: readonly ItemId[];
}

function By({ value, onChange }: { value: string; onChange: (value: string) => void }): ReactNode {
  const people = usePeople();
  const among = (people.data ?? []).filter((one) => one.role !== 'ingest' && one.role !== 'auditor');
  return (
    <Field label="By">
      {(control) => (
        <SelectInput
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          options={[
            { value: '', title: 'whoever judged them' },
            ...among.map((one) => ({ value: one.id, title: one.name })),
          ]}
        />
      )}
    </Field>
  );
}

function askedInWords({ requested, leftOut }: { requested: number; leftOut: number }): string {
  const left =
    leftOut === 0
      ? ''
      : ` ${formatCounted(leftOut, 'was', 'were')} left out: nobody of these has judged them.`;
  return `${formatCounted(requested, 'look')} asked for.${left}`;
}

function Form({ auditId, itemIds }: AskAgainProps): ReactNode {
  const [by, setBy] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const relabel = useRelabel();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (reason.trim() === '' || relabel.isPending) return;
    relabel.mutate({
      auditId,
      itemIds: itemIds.slice(0, MOST),
      personIds: by === '' ? null : [by as PersonId],
      reason: reason.trim(),
    });
  };
  return (
    <form className={classes.form} onSubmit={send} noValidate>
      <By value={by} onChange={setBy} />
      <Field
        label="Reason"
        hint="they are not told; it stays in the ledger"
        error={isTried && reason.trim() === '' ? 'Say why: it stays in the ledger.' : null}
      >
        {(control) => (
          <TextInput
            {...control}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {relabel.error !== null && <ErrorState isInline {...problemOf(relabel.error)} />}
      <div className={classes.line}>
        <Button type="submit" size="s" isBusy={relabel.isPending}>
          {relabel.isPending ? 'Asking …' : `Ask for ${formatCounted(itemIds.length, 'item')}`}
        </Button>
        <output className={classes.said}>{relabel.data !== undefined && askedInWords(relabel.data)}</output>
      </div>
    </form>
  );
}

export function AskAgain({ auditId, itemIds }: AskAgainProps): ReactNode {
  const isOffered = useHubOffer('work.relabel');
  const audits = useAudits();
  const audit = audits.data?.find((one) => one.id === auditId);
  if (!isOffered || audit === undefined || audit.state === 'closed' || audit.isDemo) return null;
  return (
    <Disclosure summary={itemIds.length === 1 ? 'Have it judged anew' : 'Have them judged anew'}>
      <Form auditId={auditId} itemIds={itemIds} />
    </Disclosure>
  );
}
