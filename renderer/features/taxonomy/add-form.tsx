/** A class that was not there: its title now, its texts in the editor. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { newClassId } from '../../../shared/taxonomy/class-key.ts';
import { addClass } from './draft-edits.ts';
import { Field, TextInput } from '../../ui/field.tsx';
import type { ActFormProps } from './act-shell.tsx';
import { FormShell } from './act-shell.tsx';
import { emptyClass, freeTone } from './draft-steps.ts';
import { problemOfTitles, takenIds } from './new-classes.ts';

export function AddForm({ view, copy, onDone }: ActFormProps): ReactNode {
  const [title, setTitle] = useState('');
  const problem = problemOfTitles(
    [title],
    copy.shown.classes.map((one) => one.title),
  );
  const add = (): void => {
    const id = newClassId(title.trim(), takenIds(view, copy));
    copy.change((draft) => addClass(draft, emptyClass(id, title.trim(), freeTone(draft))));
    onDone(id);
  };
  return (
    <FormShell title="Add a class" doLabel="Add it" problem={problem} onDo={add} onLeave={() => onDone(null)}>
      <Field label="Title">
        {(control) => (
          <TextInput
            {...control}
            value={title}
            maxLength={60}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
    </FormShell>
  );
}
