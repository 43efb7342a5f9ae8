/** The end of the queue: what was done, and where to go from here. */
import { IconCircleCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatCounted } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import type { ReviewQueue } from './types.ts';
import classes from './bench.module.css';

export function QueueFinished({ queue }: { queue: ReviewQueue }): ReactNode {
  const navigate = useNavigate();
  const { done, skipped } = queue.progress;
  return (
    <div className={classes.finished}>
      <EmptyState
        title="Everything is dealt with"
        icon={<IconCircleCheck size={40} stroke={1.3} />}
        actions={
          <>
            <Button variant="primary" onClick={() => void navigate({ to: paths.today })}>
              Back to Today
            </Button>
            <Button onClick={() => void navigate({ to: paths.report(queue.audit.id) })}>
              Open the report
            </Button>
          </>
        }
      >
        {formatCounted(done, 'item')} reviewed
        {skipped > 0 ? `, ${formatCounted(skipped, 'item')} skipped` : ''}. Any of them can be opened again
        from the queue until the audit closes.
      </EmptyState>
    </div>
  );
}
