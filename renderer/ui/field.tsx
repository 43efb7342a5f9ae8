/**
 * A labelled control with its hint and its error, wired for screen readers. Wraps native controls of the house
 * (`TextInput`, `SelectInput`) or any other control that takes an id.
 */
import { useId } from 'react';
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes } from 'react';
import classes from './field.module.css';

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
  isRequired?: boolean;
  /** Draws the control; pass the three attributes on to it. */
  children: (control: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean;
  }) => ReactNode;
}

export function Field({ label, hint, error, isRequired = false, children }: FieldProps): ReactNode {
  const id = useId();
  const hasError = error !== undefined && error !== null && error !== '';
  const described = [hint !== undefined ? `${id}-hint` : null, hasError ? `${id}-error` : null].filter(
    Boolean,
  );
  return (
    <div className={classes.field}>
      <label htmlFor={id} className={classes.label}>
        {label}
        {isRequired && <span className={classes.required}> required</span>}
      </label>
      {children({
        id,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': hasError,
      })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className={classes.hint}>
          {hint}
        </p>
      )}
      {hasError && (
        <p id={`${id}-error`} className={classes.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

export function TextInput(props: InputHTMLAttributes<HTMLInputElement> & { isMono?: boolean }): ReactNode {
  const { isMono = false, ...rest } = props;
  return (
    <input
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={classes.input}
      data-mono={isMono || undefined}
    />
  );
}

export function SelectInput({
  options,
  ...rest
}: SelectHTMLAttributes<HTMLSelectElement> & {
  options: readonly { value: string; title: string }[];
}): ReactNode {
  return (
    <select {...rest} className={classes.select}>
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.title}
        </option>
      ))}
    </select>
  );
}

/** A few choices side by side, one of them chosen. */
export function Segments<V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: V;
  options: readonly { value: V; title: ReactNode }[];
  onChange: (value: V) => void;
}): ReactNode {
  const name = useId();
  return (
    <div className={classes.segments} role="radiogroup" aria-label={label}>
      {options.map((one) => (
        <label key={one.value} className={classes.segment} data-on={one.value === value || undefined}>
          <input
            type="radio"
            name={name}
            value={one.value}
            checked={one.value === value}
            onChange={() => onChange(one.value)}
            className={classes.radio}
          />
          {one.title}
        </label>
      ))}
    </div>
  );
}

/** A tick with its label; `hint` says what follows from it. */
export function Check({
  label,
  hint,
  ...rest
}: Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & { label: ReactNode; hint?: ReactNode }): ReactNode {
  const id = useId();
  return (
    <div className={classes.check}>
      <input
        id={id}
        type="checkbox"
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        {...rest}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className={classes.hint}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
