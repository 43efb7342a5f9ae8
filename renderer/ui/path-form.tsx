/** Naming files by their path, or looking for them instead. Must not know what is read from them. */
import type { FormEvent, ReactNode } from 'react';
import { Button } from './button.tsx';
import { Field, TextInput } from './field.tsx';
import classes from './path-form.module.css';

export interface PathFormProps {
  typed: string;
  hint: string;
  placeholder: string;
  isBrowsing: boolean;
  onType: (typed: string) => void;
  onBrowse: () => void;
  /** What was typed, without spaces around it; never empty. */
  onLook: (path: string) => void;
}

export function PathForm(props: PathFormProps): ReactNode {
  const { typed, hint, placeholder, isBrowsing, onType, onBrowse, onLook } = props;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const bare = typed.trim();
    if (bare !== '') onLook(bare);
  };
  return (
    <form className={classes.form} onSubmit={send}>
      <Field label="File or folder" hint={hint}>
        {(control) => (
          <TextInput
            {...control}
            isMono
            value={typed}
            placeholder={placeholder}
            onChange={(event) => onType(event.target.value)}
          />
        )}
      </Field>
      <div className={classes.actions}>
        <Button type="submit" disabled={typed.trim() === ''}>
          Look into it
        </Button>
        <Button aria-expanded={isBrowsing} onClick={onBrowse}>
          {isBrowsing ? 'Hide browser' : 'Browse'}
        </Button>
      </div>
    </form>
  );
}
