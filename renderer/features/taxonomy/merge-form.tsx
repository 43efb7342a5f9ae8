/** Several classes become one: which, and under which name. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import { newClassId } from '../../../shared/taxonomy/class-key.ts';
import { Field, SelectInput, TextInput } from '../../ui/field.tsx';
import type { ActFormProps } from './act-shell.tsx';
import { FormShell } from './act-shell.tsx';
import { findClass } from './draft-steps.ts';
import { problemOfTitles, takenIds } from './new-classes.ts';
import { merge } from './structure-steps.ts';
import { whyNotAct } from './structure-words.ts';
import classes from './classes.module.css';
import controls from './controls.module.css';

const NEW = '';

/** Classes to merge with, to tick. */
function Others({
  among,
  chosen,
  onChange,
}: {
  among: readonly TaxonomyClass[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}): ReactNode {
  return (
    <fieldset className={controls.tickRow}>
      <legend>With</legend>
      {among.map((one) => (
        <label key={one.id}>
          <input
            type="checkbox"
            checked={chosen.includes(one.id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, one.id] : chosen.filter((held) => held !== one.id))
            }
          />
          {one.title}
        </label>
      ))}
    </fieldset>
  );
}

interface IntoProps {
  /** Classes that are merged. */
  among: readonly TaxonomyClass[];
  /** Key of the one that stays; `NEW` for one with a new name. */
  target: string;
  title: string;
  /** The class that means “no error” is among them, and stays. */
  hasClean: boolean;
  onTarget: (target: string) => void;
  onTitle: (title: string) => void;
}

function Into({ among, target, title, hasClean, onTarget, onTitle }: IntoProps): ReactNode {
  const hint = hasClean ? { hint: 'The class that means “no error” stays.' } : {};
  return (
    <div className={classes.partFields}>
      <Field label="They become" {...hint}>
        {(control) => (
          <SelectInput
            {...control}
            value={target}
            disabled={hasClean}
            onChange={(event) => onTarget(event.target.value)}
            options={[
              ...among.map((one) => ({ value: one.id, title: one.title })),
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
              onChange={(event) => onTitle(event.target.value)}
            />
          )}
        </Field>
      )}
    </div>
  );
}

export function MergeForm({ of, view, copy, onDone }: ActFormProps): ReactNode {
  const { shown, base } = copy;
  const [withIds, setWith] = useState<readonly string[]>([]);
  const [into, setInto] = useState(of.id);
  const [title, setTitle] = useState('');
  const others = shown.classes.filter(
    (one) => one.id !== of.id && whyNotAct(shown, base, one.id, 'merge') === null,
  );
  const ids = [of.id, ...withIds];
  const among = ids.flatMap((id) => findClass(shown, id) ?? []);
  const hasClean = ids.includes(shown.cleanClass);
  const wanted = into === NEW || ids.includes(into) ? into : of.id;
  const target = hasClean ? shown.cleanClass : wanted;
  const left = shown.classes.filter((one) => !ids.includes(one.id)).map((one) => one.title);
  const problemOfTarget = target === NEW ? problemOfTitles([title], left) : null;
  const problem = withIds.length === 0 ? 'Choose a class to merge with.' : problemOfTarget;
  const act = (): void => {
    const name = title.trim();
    const made = findClass(shown, target) ?? {
      ...of,
      id: newClassId(name, takenIds(view, copy)),
      title: name,
    };
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
      <Others among={others} chosen={withIds} onChange={setWith} />
      <Into {...{ among, target, title, hasClean }} onTarget={setInto} onTitle={setTitle} />
      <p className={classes.quiet}>
        Labels of all of them become this class for certain: nothing has to be judged anew.
      </p>
    </FormShell>
  );
}
