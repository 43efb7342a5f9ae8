/** Several classes become one: which, and under which name. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { newClassId } from './draft-edits.ts';
import { Field, SelectInput, TextInput } from '../../ui/field.tsx';
import type { ActFormProps } from './act-forms.tsx';
import { FormShell } from './act-forms.tsx';
import { findClass } from './draft-steps.ts';
import { problemOfTitles, takenIds } from './new-classes.ts';
import { merge } from './structure-steps.ts';
import { whyNotAct } from './structure-words.ts';
import classes from './classes.module.css';

const NEW = '';

export function MergeForm({ of, view, copy, onDone }: ActFormProps): ReactNode {
  const { shown, base } = copy;
  const [withIds, setWith] = useState<readonly string[]>([]);
  const [into, setInto] = useState(of.id);
  const [title, setTitle] = useState('');
  const candidates = shown.classes.filter(
    (one) => one.id !== of.id && whyNotAct(shown, base, one.id, 'merge') === null,
  );
  const ids = [of.id, ...withIds];
  const hasClean = ids.includes(shown.cleanClass);
  const target = hasClean ? shown.cleanClass : into === NEW || ids.includes(into) ? into : of.id;
  const others = shown.classes.filter((one) => !ids.includes(one.id)).map((one) => one.title);
  const problem =
    withIds.length === 0
      ? 'Choose a class to merge with.'
      : target === NEW
        ? problemOfTitles([title], others)
        : null;
  const act = (): void => {
    const kept = findClass(shown, target);
    const made = kept ?? { ...of, id: newClassId(title.trim(), takenIds(view, copy)), title: title.trim() };
    copy.change((draft) => merge(draft, base, ids, made));
    onDone(made.id);
  };
  return (
    <FormShell
      title={`Merge “${of.title}” with others`}
      doLabel="Merge them"
      problem={problem}
      onDo={act}
      onLeave={() => onDone(null)}
    >
      <fieldset className={classes.ticks}>
        <legend>With</legend>
        {candidates.map((one) => (
          <label key={one.id}>
            <input
              type="checkbox"
              checked={withIds.includes(one.id)}
              onChange={(event) =>
                setWith(
                  event.target.checked ? [...withIds, one.id] : withIds.filter((held) => held !== one.id),
                )
              }
            />
            {one.title}
          </label>
        ))}
      </fieldset>
      <div className={classes.partFields}>
        <Field label="They become" {...(hasClean ? { hint: 'The class that means “no error” stays.' } : {})}>
          {(control) => (
            <SelectInput
              {...control}
              value={target}
              disabled={hasClean}
              onChange={(event) => setInto(event.target.value)}
              options={[
                ...ids.flatMap((id) => {
                  const one = findClass(shown, id);
                  return one === null ? [] : [{ value: id, title: one.title }];
                }),
                { value: NEW, title: 'a class with a new name …' },
              ]}
            />
          )}
        </Field>
        {target === NEW && (
          <Field label="Its title">
            {(control) => (
              <TextInput
                {...control}
                value={title}
                maxLength={60}
                onChange={(event) => setTitle(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      <p className={classes.quiet}>
        Labels of all of them become this class for certain: nothing has to be judged anew.
      </p>
    </FormShell>
  );
}
