/** One of the texts of a class to write, at the size in which it is read. */
import { useId } from 'react';
import type { ReactNode } from 'react';
import classes from './classes.module.css';
import controls from './controls.module.css';

export interface BlockFieldProps {
  title: string;
  hint: string;
  text: string;
  onChange: (text: string) => void;
}

export function BlockField({ title, hint, text, onChange }: BlockFieldProps): ReactNode {
  const id = useId();
  return (
    <div className={classes.block}>
      <label htmlFor={id} className={classes.blockTitle}>
        {title}
      </label>
      <textarea
        id={id}
        className={`${controls.area} ${controls.asRead}`}
        rows={2}
        dir="auto"
        placeholder={hint}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
