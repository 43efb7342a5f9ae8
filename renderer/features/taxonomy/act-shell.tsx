/**
 * Saying an act on the classes: what every form of one is given, and its frame. One form at a time, in place above the
 * class; Enter does it, Escape leaves it. Invariant: nothing changes before the form is sent.
 */
import { useEffect, useRef } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import { Button } from '../../ui/button.tsx';
import type { TaxonomyView } from './taxonomy-queries.ts';
import type { WorkingCopy } from './working-copy.ts';
import classes from './classes.module.css';

export type Act = 'add' | 'split' | 'merge' | 'retire' | 'example';

export interface ActFormProps {
  of: TaxonomyClass;
  view: TaxonomyView;
  copy: WorkingCopy;
  /** The form is closed; the class to show next, or null to stay. */
  onDone: (next: string | null) => void;
}

export interface FormShellProps {
  title: string;
  children: ReactNode;
  doLabel: string;
  /** What is missing; the button waits until nothing is. */
  problem: string | null;
  onDo: () => void;
  onLeave: () => void;
}

/** The frame of every act: what it is, its fields, what is missing, and the two ways out. */
export function FormShell({ title, children, doLabel, problem, onDo, onLeave }: FormShellProps): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
    form.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (problem === null) onDo();
  };
  return (
    <form ref={form} className={classes.actForm} onSubmit={send} aria-label={title} noValidate>
      <h2 className={classes.actTitle}>{title}</h2>
      {children}
      <div className={classes.acts}>
        <Button type="submit" size="s" variant="primary" disabled={problem !== null}>
          {doLabel}
        </Button>
        <Button size="s" variant="quiet" chord="Escape" onClick={onLeave}>
          Leave it
        </Button>
        {problem !== null && <span className={classes.quiet}>{problem}</span>}
      </div>
    </form>
  );
}
