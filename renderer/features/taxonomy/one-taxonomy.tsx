/** One taxonomy: its head, its parts, and the working copy that all parts share. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { formatCounted, formatDay } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { useCommands } from '../../lib/shortcuts.ts';
import { Badge } from '../../ui/badge.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { ClassesPart } from './classes-part.tsx';
import { CopyNotices } from './copy-notices.tsx';
import { EffectPart } from './effect-part.tsx';
import { HeadActs } from './head-acts.tsx';
import { HistoryPart } from './history-part.tsx';
import { LongTailPart } from './long-tail-part.tsx';
import { MergePart } from './merge-part.tsx';
import { PartTabs } from './part-tabs.tsx';
import { ProposalsPart } from './proposals-part.tsx';
import { PublishPart } from './publish-part.tsx';
import { RelabelPart } from './relabel-part.tsx';
import type { PartProps } from './part-props.ts';
import type { PartId } from './taxonomy-parts.ts';
import { partFrom } from './taxonomy-parts.ts';
import type { TaxonomyView } from './taxonomy-queries.ts';
import { useTaxonomy } from './taxonomy-queries.ts';
import { useWorkingCopy } from './working-copy.ts';
import classes from './taxonomy.module.css';

function Part({
  part,
  shown,
  isMerging,
  onMerged,
  ...props
}: PartProps & MergeState & { part: PartId; shown: string | null }): ReactNode {
  if (isMerging && props.copy.draft !== null) {
    return <MergePart copy={props.copy} draft={props.copy.draft} view={props.view} onDone={onMerged} />;
  }
  switch (part) {
    case 'classes':
      return <ClassesPart {...props} wanted={shown} />;
    case 'publish':
      return <PublishPart {...props} />;
    case 'history':
      return <HistoryPart {...props} />;
    case 'proposals':
      return <ProposalsPart {...props} />;
    case 'relabel':
      return <RelabelPart view={props.view} />;
    case 'effect':
      return <EffectPart id={props.view.id} onGo={props.onGo} />;
    case 'tail':
      return <LongTailPart {...props} />;
  }
}

interface MergeState {
  isMerging: boolean;
  onMerged: () => void;
}

function Head({ view, copy, part, onGo }: Omit<PartProps, 'onOpenClass'> & { part: PartId }): ReactNode {
  const newest = view.versions[0];
  const taxonomy = newest?.taxonomy ?? copy.base;
  const by = newest?.publishedBy ?? null;
  return (
    <div className={classes.head}>
      <Link to={paths.taxonomies} className={classes.back}>
        Taxonomies
      </Link>
      <PageHeader
        title={taxonomy.title}
        badges={
          <>
            <Badge>version {taxonomy.version}</Badge>
            {copy.draft !== null && <Badge tone="accent">working copy</Badge>}
          </>
        }
        subtitle={`Published ${formatDay(taxonomy.publishedAt)}${by === null ? '' : ` by ${by}`} · ${formatCounted(taxonomy.classes.length, 'class', 'classes')}`}
        actions={<HeadActs copy={copy} onGo={onGo} part={part} />}
      />
    </div>
  );
}

/** Which part is shown is in the address, so that a reload and a link lead there. */
function usePart(id: string): [PartId, (to: PartId) => void] {
  const navigate = useNavigate();
  const { part } = useSearch({ strict: false }) as { part?: unknown };
  const go = (to: PartId): void =>
    void navigate({ to: paths.taxonomy(id), search: { part: to }, replace: true });
  return [partFrom(part), go];
}

function Content({ view, lost }: { view: TaxonomyView; lost: ReactNode }): ReactNode {
  const copy = useWorkingCopy(view);
  const [part, show] = usePart(view.id);
  const [shown, setShown] = useState<string | null>(null);
  const [isMerging, setMerging] = useState(false);
  const onGo = (to: PartId): void => {
    setMerging(false);
    show(to);
  };
  useCommands({
    taxonomy_preview: () => onGo('publish'),
    ...(copy.undo === null ? {} : { taxonomy_undo: copy.undo }),
    ...(copy.redo === null ? {} : { taxonomy_redo: copy.redo }),
  });
  const onOpenClass = (id: string): void => {
    setShown(id);
    onGo('classes');
  };
  const open = view.proposals.filter((one) => one.outcome === null).length;
  const acts = copy.draft?.operations.length ?? 0;
  return (
    <Screen>
      <Head view={view} copy={copy} part={part} onGo={onGo} />
      {lost}
      <CopyNotices view={view} copy={copy} isMerging={isMerging} onMerge={() => setMerging(true)} />
      <PartTabs part={part} onGo={onGo} counts={{ proposals: open, publish: acts }}>
        <Part
          {...{ view, copy, onGo, onOpenClass, part, shown, isMerging }}
          onMerged={() => onGo('publish')}
        />
      </PartTabs>
    </Screen>
  );
}

export function OneTaxonomy({ id, lost }: { id: string; lost: ReactNode }): ReactNode {
  const found = useTaxonomy(id);
  if (found.data !== undefined) return <Content view={found.data} lost={lost} />;
  return (
    <Screen>
      <PageHeader title="Taxonomy" />
      {lost}
      {found.isError ? (
        <ErrorState {...problemOf(found.error)} onRetry={() => void found.refetch()} />
      ) : (
        <Panel>
          <Skeleton lines={8} label="Reading the taxonomy" />
        </Panel>
      )}
    </Screen>
  );
}
