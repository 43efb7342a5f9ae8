/** One class becomes several: the names of the parts, and whether the class itself is one of them. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Check, Field, TextInput } from '../../ui/field.tsx';
import type { ActFormProps } from './act-shell.tsx';
import { FormShell } from './act-shell.tsx';
import { MOST_CLASSES } from '../../../shared/taxonomy/check-draft.ts';
import { likeClass, problemOfTitles, takenIds } from './new-classes.ts';
import { split } from './structure-steps.ts';
import classes from './classes.module.css';

/** Names of the parts, one field each; with the class itself among them, one new part is enough. */
function Titles({
  titles,
  isSecondOptional,
  onChange,
}: {
  titles: readonly string[];
  isSecondOptional: boolean;
  onChange: (titles: string[]) => void;
}): ReactNode {
  return (
    <div className={classes.partFields}>
      {titles.map((title, at) => (
        <Field
          // oxlint-disable-next-line react/no-array-index-key -- a title that is being typed is no key
          key={at}
          label={`New class ${at + 1}`}
          {...(isSecondOptional && at === 1 ? { hint: 'optional' } : {})}
        >
          {(control) => (
            <TextInput
              {...control}
              value={title}
              maxLength={60}
              onChange={(event) => onChange(titles.with(at, event.target.value))}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

export function SplitForm({ of, view, copy, onDone }: ActFormProps): ReactNode {
  const [titles, setTitles] = useState<readonly string[]>(['', '']);
  const [staysItself, setStays] = useState(false);
  const { classes: now } = copy.shown;
  const others = now.filter((one) => staysItself || one.id !== of.id).map((one) => one.title);
  const named = titles.filter((title, at) => title.trim() !== '' || !(staysItself && at === 1));
  const total = others.length + named.length;
  const problem =
    problemOfTitles(named, others) ??
    (total > MOST_CLASSES ? `A question offers at most ${MOST_CLASSES} classes.` : null);
  const act = (): void => {
    const names = named.map((title) => title.trim());
    const made = likeClass(of, names, takenIds(view, copy));
    copy.change((draft) => split(draft, copy.base, of.id, staysItself ? [of, ...made] : made));
    onDone(made[0]?.id ?? null);
  };
  return (
    <FormShell
      title={`Split “${of.title}”`}
      doLabel="Split it"
      problem={problem}
      onDo={act}
      onLeave={() => onDone(null)}
    >
      <Titles titles={titles} isSecondOptional={staysItself} onChange={setTitles} />
      <Check
        label={`“${of.title}” itself stays, with less in it`}
        hint="Each part begins with its texts: edit them apart. What was labelled with it is judged anew before rates are compared."
        checked={staysItself}
        onChange={(event) => setStays(event.target.checked)}
      />
      <div className={classes.acts}>
        <Button size="s" variant="quiet" onClick={() => setTitles([...titles, ''])}>
          One part more
        </Button>
      </div>
    </FormShell>
  );
}
