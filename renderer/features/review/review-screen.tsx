/**
 * The Review screen: fetches the queue and opens the bench on the item that was in hand last. The heart of Assay:
 * whatever delays a key here delays every reviewer every minute.
 */
import { IconColumns3 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import type { ReactNode } from 'react';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { remember } from '../../lib/remembered.ts';
import { usePreferences, useUpdatePreferences } from '../../lib/use-preferences.ts';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx';
import { findStart } from './find-start.ts';
import { queueOptions } from './queue-cache.ts';
import { ReviewBench } from './review-bench.tsx';

export interface ReviewScreenProps {
  auditId: AuditId;
  itemId?: ItemId;
}

export function ReviewScreen({ auditId, itemId }: ReviewScreenProps): ReactNode {
  const navigate = useNavigate();
  const queue = useQuery(queueOptions(auditId));
  const preferences = usePreferences();
  const { change } = useUpdatePreferences();

  useEffect(() => remember('last-audit', auditId), [auditId]);

  // The address names an item only until the person moves on; after that it would bring them back to the wrong one.
  const isNamed = itemId !== undefined;
  const onMoved = useCallback(() => {
    if (isNamed) void navigate({ to: paths.review(auditId), replace: true });
  }, [navigate, auditId, isNamed]);

  if (queue.data === undefined) {
    return (
      <Screen>
        {queue.error === null ? (
          <Skeleton lines={8} label="Loading the queue" />
        ) : (
          <ErrorState {...problemOf(queue.error)} onRetry={() => void queue.refetch()} />
        )}
      </Screen>
    );
  }
  const startId = findStart(queue.data, itemId);
  if (startId === null) {
    return (
      <Screen>
        <EmptyState
          title="Nothing here is yours to review"
          icon={<IconColumns3 size={38} stroke={1.3} />}
          actions={<Button onClick={() => void navigate({ to: paths.today })}>Back to Today</Button>}
        >
          This audit has no item assigned to you. Its lead gives items to people when the sample is drawn.
        </EmptyState>
      </Screen>
    );
  }
  return (
    <ReviewBench
      auditId={auditId}
      queue={queue.data}
      startId={startId}
      namedId={startId === itemId ? itemId : undefined}
      advances={preferences.data?.advancesAfterSubmit ?? true}
      showsFinder={preferences.data?.showsFinder ?? false}
      onFinderWanted={(showsFinder) => change({ showsFinder })}
      onMoved={onMoved}
    />
  );
}
