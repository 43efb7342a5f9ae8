/** What stands in the place of the worklist: nothing yet, nothing left, nothing that fits; and what troubles it. */
import { IconGavel, IconScale } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type { CaseFilter } from '../../../shared/contract/disagreements.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { formatCounted } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { api } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState, ErrorState, Notice } from '../../ui/states.tsx';
import { useAskedChanges, useWorklist } from './case-queries.ts';
import { setFilter } from './desk-store.ts';
import { emptyFilter, isNarrowed, ruledOf, withPart } from './filter-view.ts';
import type { Facets } from './filter-view.ts';
import { LastRuled } from './last-ruled.tsx';

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
  /** Back to the ruling made last; null where there is none. */
  onReopen: (() => void) | null;
}

/** Whoever came here by key goes on by key. */
function useFocusOnFirstAct(): void {
  useEffect(() => {
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>('section[aria-label="Worklist"] button')?.focus();
  }, []);
}

/** What to do once nothing waits here: the rest of the worklist, or what the rulings lead to. */
function AllRuled({ filter, facets, onReopen }: NothingFitsProps): ReactNode {
  const navigate = useNavigate();
  const rest = useWorklist(emptyFilter).data?.total ?? 0;
  const asked = useAskedChanges();
  const ruled = formatCounted(ruledOf(filter, facets), 'case');
  useFocusOnFirstAct();
  const only = filter.auditIds.length === 1 ? filter.auditIds[0] : undefined;
  return (
    <EmptyState
      title={rest > 0 ? 'Everything here is ruled' : 'Everything is ruled'}
      icon={<IconGavel size={38} stroke={1.3} />}
      actions={
        <>
          {rest > 0 && (
            <Button variant="primary" onClick={() => setFilter(emptyFilter)}>
              Go on with the {formatCounted(rest, 'other case', 'other cases')}
            </Button>
          )}
          {asked > 0 && (
            <Button
              variant={rest > 0 ? 'plain' : 'primary'}
              onClick={() => void navigate({ to: paths.taxonomies })}
            >
              Change the guideline, as {formatCounted(asked, 'ruling')} {asked === 1 ? 'asks' : 'ask'}
            </Button>
          )}
          {only !== undefined && (
            <Button onClick={() => void navigate({ to: paths.report(only) })}>See it in the report</Button>
          )}
          <Button onClick={() => setFilter(withPart(filter, 'state', 'ruled'))}>Show what was ruled</Button>
          <LastRuled onReopen={onReopen} />
        </>
      }
    >
      {ruled} {isNarrowed(filter) ? 'that fit the filter have' : 'have'} a ruling that stands and counts in
      every figure. An appeal or a review that changes brings one back.
    </EmptyState>
  );
}

export function NothingFits(props: NothingFitsProps): ReactNode {
  const { filter, facets, all } = props;
  if (ruledOf(filter, facets) > 0) return <AllRuled {...props} />;
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
