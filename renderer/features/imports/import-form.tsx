/** The last step: what the import is called, what becomes of it, and whether the reviews are simulated. */
import { useEffect, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { ImportInspection, ImportSummary } from '../../../shared/contract/imports.ts';
import { formatCounted } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { newUuid } from '../../lib/uuid.ts';
import { Button } from '../../ui/button.tsx';
import { Check, Field, TextInput } from '../../ui/field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import type { ImportChoice } from './import-queries.ts';
import { useRunImport } from './import-queries.ts';
import { nameFromPaths } from './import-words.ts';
import { RunningImport } from './running-import.tsx';
import classes from './imports.module.css';

export interface ImportFormProps {
  choice: ImportChoice;
  seen: ImportInspection;
  /** A newer look is on its way. */
  isStale: boolean;
  onDone: (summary: ImportSummary) => void;
}

/** One id per look, so that pressing twice imports once. */
function useSending({ choice, isStale, seen, onDone }: ImportFormProps) {
  const [importId] = useState(newUuid);
  const [title, setTitle] = useState(() => nameFromPaths(choice.paths));
  const [isClosed, setClosed] = useState(false);
  const [isSimulated, setSimulated] = useState(false);
  const run = useRunImport();
  const name = title.trim();
  const isReady = name !== '' && seen.reviews > 0 && seen.missingRoles.length === 0 && !isStale;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady || run.isPending) return;
    const audit = choice.auditId === null ? { title: name.slice(0, 120), isClosed, dueAt: null } : null;
    run.mutate({ ...choice, importId, name: name.slice(0, 200), isSimulated, audit }, { onSuccess: onDone });
  };
  return { importId, title, setTitle, isClosed, setClosed, isSimulated, setSimulated, run, isReady, send };
}

type Sending = ReturnType<typeof useSending>;

/** What becomes of it, and whether anybody really said it. */
function Marks({ form, isNew }: { form: Sending; isNew: boolean }): ReactNode {
  return (
    <>
      {isNew && (
        <Check
          label="Close the audit at once"
          hint="Its report is then complete. Leave it open to import or review more."
          checked={form.isClosed}
          onChange={(event) => form.setClosed(event.target.checked)}
        />
      )}
      <Check
        label="These reviews are simulated"
        hint="Nobody said this. Every screen that shows a figure of them says so, for ever."
        checked={form.isSimulated}
        onChange={(event) => form.setSimulated(event.target.checked)}
      />
    </>
  );
}

export function ImportForm(props: ImportFormProps): ReactNode {
  const { choice, seen } = props;
  const form = useSending(props);
  const failed = form.run.error === null ? null : problemOf(form.run.error);
  const isNew = choice.auditId === null;
  const begin = useRef<HTMLButtonElement>(null);
  const hasFailed = failed !== null;
  // What was cancelled or failed can be begun again from where it was begun.
  useEffect(() => {
    if (hasFailed) begin.current?.focus();
  }, [hasFailed]);
  return (
    <form className={classes.form} onSubmit={form.send}>
      <Field
        label={isNew ? 'Title of the audit that is made' : 'Name of the import'}
        hint={
          isNew
            ? 'It holds everything that the files hold; who reviewed what is as it was there.'
            : 'The reviewers become people of this audit, marked as imported.'
        }
      >
        {(control) => (
          <TextInput
            {...control}
            value={form.title}
            maxLength={120}
            onChange={(event) => form.setTitle(event.target.value)}
          />
        )}
      </Field>
      <Marks form={form} isNew={isNew} />
      {form.run.isPending ? (
        <RunningImport importId={form.importId} />
      ) : (
        <div>
          <Button type="submit" variant="primary" disabled={!form.isReady} ref={begin}>
            Import {formatCounted(seen.reviews, 'review')}
          </Button>
        </div>
      )}
      {failed !== null && (
        <ErrorState
          isInline
          what={failed.what}
          where={failed.where}
          remedy={failed.remedy}
          code={failed.code}
        />
      )}
    </form>
  );
}
