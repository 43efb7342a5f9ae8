/** An appeal against the ruling that stands: once for a case, with its reason. */
import { useId } from 'react';
import type { ReactNode, RefObject } from 'react';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/states.tsx';
import classes from './ruling.module.css';

export interface AppealFormProps {
  reason: string;
  onReason: (reason: string) => void;
  onSend: () => void;
  onCancel: () => void;
  isBusy: boolean;
  error: Error | null;
  field: RefObject<HTMLTextAreaElement | null>;
}

export function AppealForm(props: AppealFormProps): ReactNode {
  const { reason, onReason, onSend, onCancel, isBusy, error, field } = props;
  const id = useId();
  return (
    <section className={classes.appeal} aria-label="Appeal">
      <label htmlFor={id} className={classes.groupTitle}>
        Why should it be ruled again?
      </label>
      <textarea
        ref={field}
        id={id}
        className={classes.text}
        rows={2}
        dir="auto"
        value={reason}
        onChange={(event) => onReason(event.target.value)}
      />
      <p className={classes.quiet}>A case can be appealed once. The next ruling ends the appeal.</p>
      {error !== null && <ErrorState {...problemOf(error)} isInline onRetry={onSend} />}
      <div className={classes.noticeActs}>
        <Button size="s" variant="primary" isBusy={isBusy} disabled={reason.trim() === ''} onClick={onSend}>
          Appeal
        </Button>
        <Button size="s" variant="quiet" onClick={onCancel}>
          Not now
        </Button>
      </div>
    </section>
  );
}
