/** What stands in the place of the worklist: nothing yet, nothing left, nothing that fits; and what troubles it. */
import { IconGavel, IconScale } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CaseFilter } from '../../../shared/contract/disagreements.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { formatCounted } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { api } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/states.tsx';
import { setFilter } from './desk-store.ts';
import { emptyFilter, isNarrowed, ruledOf, withPart } from './filter-view.ts';
import type { Facets } from './filter-view.ts';

/** Nothing differs anywhere yet. */
export function NothingYet(): ReactNode {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const example = useMutation(
    api.app.openExample.mutationOptions({ onSuccess: () => queries.invalidateQueries() }),
  );
  return (
    <EmptyState
      title="No disagreement yet"
      icon={<IconScale size={38} stroke={1.3} />}
      actions={
        <>
          <Button variant="primary" isBusy={example.isPending} onClick={() => example.mutate({})}>
            Try it on an example
          </Button>
          <Button onClick={() => void navigate({ to: paths.imports })}>Import reviews</Button>
          <Button onClick={() => void navigate({ to: paths.today })}>Back to Today</Button>
        </>
      }
    >
      A case stands here once everybody who has an item has answered, and their answers differ. Items that
      several people review come from the overlap of an audit, or with reviews from elsewhere. The example is
      400 made answers with five simulated reviewers.
      {example.error !== null && <ErrorState {...problemOf(example.error)} isInline />}
    </EmptyState>
  );
}

export interface NothingFitsProps {
  filter: CaseFilter;
  facets: Facets;
  all: number;
}

export function NothingFits({ filter, facets, all }: NothingFitsProps): ReactNode {
  const ruled = ruledOf(filter, facets);
  if (ruled > 0) {
    return (
      <EmptyState
        title="Everything is ruled"
        icon={<IconGavel size={38} stroke={1.3} />}
        actions={
          <Button onClick={() => setFilter(withPart(filter, 'state', 'ruled'))}>Show what was ruled</Button>
        }
      >
        {formatCounted(ruled, 'case')} {isNarrowed(filter) ? 'that fit the filter have' : 'have'} a ruling
        that stands. An appeal or a review that changes brings one back.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No case fits this filter"
      actions={<Button onClick={() => setFilter(emptyFilter)}>Clear the filter</Button>}
    >
      Of {formatCounted(all, 'case')} in all, none has everything that is asked for.
    </EmptyState>
  );
}

export function Trouble(): ReactNode {
  const { phase, problem, status } = useAppStatus();
  if (phase === 'lost' && problem !== null) {
    return (
      <Notice tone="bad" title={problem.what}>
        {problem.remedy} The list below is how it was before.
      </Notice>
    );
  }
  if (status?.sync.isOnline !== false) return null;
  return (
    <Notice tone="quiet" title="No network.">
      Rulings, claims and comments are kept here and go out by themselves when the hub is back.
    </Notice>
  );
}
