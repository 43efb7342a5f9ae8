/** A class goes: where its labels lead. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Field, SelectInput } from '../../ui/field.tsx';
import type { ActFormProps } from './act-shell.tsx';
import { FormShell } from './act-shell.tsx';
import { isNew } from './draft-steps.ts';
import { retire } from './structure-steps.ts';
import classes from './classes.module.css';

const AGAIN = '';

export function RetireForm({ of, copy, onDone }: ActFormProps): ReactNode {
  const [to, setTo] = useState(AGAIN);
  const isAdded = isNew(copy.base, of.id);
  const act = (): void => {
    copy.change((draft) => retire(draft, copy.base, of.id, to === AGAIN ? null : to));
    onDone(null);
  };
  return (
    <FormShell
      title={isAdded ? `Take “${of.title}” out again` : `Retire “${of.title}”`}
      doLabel={isAdded ? 'Take it out' : 'Retire it'}
      problem={null}
      onDo={act}
      onLeave={() => onDone(null)}
    >
      {isAdded ? (
        <p className={classes.quiet}>It is new in this copy: nobody has labelled with it.</p>
      ) : (
        <Field
          label="What was labelled with it"
          hint="Labels keep their version for ever; this says what they mean in the next one."
        >
          {(control) => (
            <SelectInput
              {...control}
              value={to}
              onChange={(event) => setTo(event.target.value)}
              options={[
                { value: AGAIN, title: 'is looked at again' },
                ...copy.shown.classes
                  .filter((one) => one.id !== of.id)
                  .map((one) => ({ value: one.id, title: `becomes “${one.title}” for certain` })),
              ]}
            />
          )}
        </Field>
      )}
    </FormShell>
  );
}
