/** All taxonomies, each with what waits there: a working copy, proposals, changes that rulings asked for. */
import { IconListTree } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import { formatCounted } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { api } from '../../lib/query.ts';
import { useCommands, useKeyChanges } from '../../lib/shortcuts.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, ErrorState, Skeleton } from '../../ui/states.tsx';
import { NEW } from './taxonomy-parts.ts';
import { stepFocus } from './step-focus.ts';
import type { TaxonomyRow } from './taxonomy-queries.ts';
import { useTaxonomies } from './taxonomy-queries.ts';
import classes from './taxonomy.module.css';

function Waiting({ of }: { of: TaxonomyRow }): ReactNode {
  const { hasDraft, openProposals, askedChanges } = of;
  if (!hasDraft && openProposals === 0 && askedChanges === 0) {
    return <span className={classes.quiet}>nothing waits here</span>;
  }
  return (
    <span className={classes.badges}>
      {hasDraft && <Badge tone="accent">working copy</Badge>}
      {openProposals > 0 && <Badge tone="policy">{formatCounted(openProposals, 'open proposal')}</Badge>}
      {askedChanges > 0 && <Badge tone="warn">{formatCounted(askedChanges, 'asked change')}</Badge>}
    </span>
  );
}

function Row({ of }: { of: TaxonomyRow }): ReactNode {
  return (
    <li className={classes.row}>
      <div>
        <Link to={paths.taxonomy(of.id)} className={classes.rowLink} data-step>
          {of.title}
        </Link>
        <p className={classes.quiet}>
          version {of.version} · {formatCounted(of.classes, 'class', 'classes')}
        </p>
      </div>
      <Waiting of={of} />
    </li>
  );
}

function Content(): ReactNode {
  const taxonomies = useTaxonomies();
  if (taxonomies.isPending) {
    return (
      <Panel>
        <Skeleton lines={4} label="Reading the taxonomies" />
      </Panel>
    );
  }
  if (taxonomies.isError) {
    return <ErrorState {...problemOf(taxonomies.error)} onRetry={() => void taxonomies.refetch()} />;
  }
  if (taxonomies.data.length === 0) {
    return (
      <EmptyState title="No taxonomy yet" icon={<IconListTree size={34} stroke={1.4} />}>
        Begin one here, or bring reviews in from elsewhere: their classes come along.
      </EmptyState>
    );
  }
  return (
    <Panel isFlush>
      <ul className={classes.rows}>
        {taxonomies.data.map((one) => (
          <Row key={one.id} of={one} />
        ))}
      </ul>
    </Panel>
  );
}

/** The way to one from nothing, or back to the one in the making. */
function BeginLink(): ReactNode {
  const navigate = useNavigate();
  const keys = useKeyChanges();
  const begun = useQuery(api.taxonomies.begun.queryOptions({ input: {} }));
  const go = (): void => void navigate({ to: paths.taxonomy(NEW) });
  useCommands({ taxonomy_add: go });
  return (
    <Button chord={firstChord('taxonomy_add', keys)} onClick={go}>
      {begun.data?.begun == null ? 'New taxonomy' : 'Go on with the new one'}
    </Button>
  );
}

export function TaxonomyList({ lost }: { lost: ReactNode }): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useCommands({
    taxonomy_class_next: () => stepFocus(list.current, 1),
    taxonomy_class_previous: () => stepFocus(list.current, -1),
  });
  return (
    <Screen>
      <PageHeader
        title="Taxonomy"
        subtitle="The classes that scorecard questions offer. A published version never changes; labels keep theirs for ever."
        actions={<BeginLink />}
      />
      {lost}
      <div ref={list}>
        <Content />
      </div>
    </Screen>
  );
}
