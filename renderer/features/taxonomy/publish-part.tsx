/**
 * The way from the copy to a version: what differs, what old labels then mean, what it touches, what stands in the way,
 * and publishing. Must not decide who may: the backend says so. Invariant: what is published is what was previewed.
 */
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import { IconGitBranch } from '@tabler/icons-react';
import type { TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import { DiffView } from './diff-view.tsx';
import { MappingTable } from './mapping-table.tsx';
import type { PartProps } from './part-props.ts';
import { PublishForm } from './publish-form.tsx';
import { Published } from './published.tsx';
import { Touched } from './touched.tsx';
import { usePreview } from './taxonomy-queries.ts';
import { withoutBlanks } from './publish-view.ts';
import classes from './parts.module.css';

/** Typing is not asked about letter by letter. */
const ASK_MS = 300;

function Preview({
  draft,
  onPublished,
  ...props
}: PartProps & { draft: TaxonomyDraft; onPublished: (version: number) => void }): ReactNode {
  const sent = useMemo(() => withoutBlanks(draft), [draft]);
  const [asked] = useDebouncedValue(sent, ASK_MS);
  const preview = usePreview(asked);
  const { data } = preview;
  if (preview.isError) {
    return <ErrorState {...problemOf(preview.error)} onRetry={() => void preview.refetch()} />;
  }
  if (data === undefined) {
    return (
      <Panel>
        <Skeleton lines={8} label="Working out what the change touches" />
      </Panel>
    );
  }
  return (
    <div className={classes.publish}>
      <div className={classes.stack}>
        <Panel title={`Against version ${draft.taxonomy.version}`}>
          <DiffView
            diff={data.diff}
            empty={
              draft.counting === undefined
                ? 'Nothing differs from the version yet.'
                : 'No class has other words or another place.'
            }
          />
          <Counting draft={draft} />
        </Panel>
        <MappingTable mapping={data.mapping} draft={draft} {...props} />
        <Touched preview={data} />
      </div>
      <PublishForm
        {...props}
        draft={draft}
        sent={sent}
        preview={data}
        isStale={preview.isPlaceholderData || asked !== sent}
        onPublished={onPublished}
      />
    </div>
  );
}

/** What counts from now on, where the owner said so: earlier rates are then counted anew from their labels. */
function Counting({ draft }: { draft: TaxonomyDraft }): ReactNode {
  const { counting, classes: all } = draft;
  if (counting === undefined) return null;
  const titles = all.filter((one) => counting.includes(one.id)).map((one) => one.title);
  return (
    <p className={classes.counting}>
      <strong>What counts for the rate changes.</strong> From this version on: {titles.join(', ')}. Rates of
      earlier audits are counted anew from the labels that they have, where each has one meaning here.
    </p>
  );
}

export function PublishPart(props: PartProps): ReactNode {
  const { copy, onGo } = props;
  const [published, setPublished] = useState<number | null>(null);
  if (copy.draft !== null) return <Preview {...props} draft={copy.draft} onPublished={setPublished} />;
  if (published !== null) return <Published {...props} version={published} />;
  return (
    <>
      <EmptyState
        title="There is no working copy"
        icon={<IconGitBranch size={34} stroke={1.4} />}
        actions={<Button onClick={() => onGo('classes')}>Go to the classes</Button>}
      >
        Edit a class, and this place shows what the change touches before anybody else sees it.
      </EmptyState>
      {props.view.whyNot !== null && (
        <Notice tone="quiet" title="Publishing">
          {props.view.whyNot}
        </Notice>
      )}
    </>
  );
}
