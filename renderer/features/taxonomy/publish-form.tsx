/**
 * Publishing: what stands in the way, the sentence that others read, which proposals and asked changes it answers.
 * Invariant: while something stands in the way, or the preview is of an older copy, nothing is published.
 */
import { ORPCError } from '@orpc/client';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ChangePreview } from '../../../shared/contract/taxonomies.ts';
import type { TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import { firstChord } from '../../../shared/commands/registry.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { problemOf } from '../../lib/problem.ts';
import { newUuid } from '../../lib/uuid.ts';
import { useCommands } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { useIsOffline } from './copy-notices.tsx';
import type { PartProps } from './part-props.ts';
import { isBehind } from './part-props.ts';
import { needsRelabel } from './publish-view.ts';
import { TakenUp, useTakenUp } from './taken-up.tsx';
import { usePublish } from './taxonomy-queries.ts';
import controls from './controls.module.css';
import classes from './parts.module.css';

export interface PublishFormProps extends PartProps {
  draft: TaxonomyDraft;
  /** The copy as the preview was asked for. */
  sent: TaxonomyDraft;
  preview: ChangePreview;
  isStale: boolean;
  onPublished: (version: number) => void;
}

/** Sentences that stand in the way. */
function problemsOf({ view, copy, draft, preview }: PublishFormProps): string[] {
  const own = [
    ...(isBehind(view, copy) ? ['Another version was published since: bring them together first.'] : []),
    ...(draft.summary.trim() === '' ? ['Say in a sentence what changes and why.'] : []),
  ];
  return [...own, ...preview.problems];
}

function InTheWay({ problems, warnings }: { problems: string[]; warnings: readonly string[] }): ReactNode {
  return (
    <>
      {problems.length > 0 && (
        <section aria-label="In the way" className={classes.inTheWay}>
          <h3>{problems.length === 1 ? 'One thing stands in the way' : 'These stand in the way'}</h3>
          <ul>
            {problems.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
      )}
      {warnings.length > 0 && (
        <section aria-label="To know" className={classes.warnings}>
          <h3>To know before</h3>
          <ul>
            {warnings.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** What a refused publication means for the copy; a conflict leads on to bringing both together. */
function Refused({ error }: { error: Error }): ReactNode {
  const code = error instanceof ORPCError ? error.code : '';
  if (code === 'HUB_UNREACHABLE') {
    return (
      <Notice tone="warn" title="Publishing waits for the hub">
        It cannot be reached now. The working copy is kept on this computer: publish again when the hub is
        back.
      </Notice>
    );
  }
  if (code === 'CONFLICT') {
    return (
      <Notice tone="warn" title="Somebody published a version since">
        Nothing was overwritten and your copy is kept. As soon as the newer version is here, a notice above
        leads to where both are brought together; then publish again.
      </Notice>
    );
  }
  return <ErrorState isInline {...problemOf(error)} />;
}

function Summary({ draft, copy }: PublishFormProps): ReactNode {
  return (
    <>
      <Field label="What changes, and why" hint="Everybody who labels reads it beside the new version.">
        {(control) => (
          <textarea
            {...control}
            className={controls.area}
            rows={3}
            value={draft.summary}
            onChange={(event) => {
              const summary = event.target.value;
              copy.change((now) => ({ ...now, summary }), 'summary');
            }}
          />
        )}
      </Field>
      <Field label="Title of the taxonomy">
        {(control) => (
          <TextInput
            {...control}
            value={draft.title}
            maxLength={100}
            onChange={(event) => {
              const title = event.target.value;
              if (title.trim() !== '') copy.change((now) => ({ ...now, title }), 'taxonomy title');
            }}
          />
        )}
      </Field>
    </>
  );
}

function usePublishing(props: PublishFormProps, taken: ReturnType<typeof useTakenUp>) {
  const { view, copy, sent, onPublished } = props;
  const publish = usePublish();
  const [isStoring, setStoring] = useState(false);
  // The same id when a call is repeated, so that a version is never published twice.
  const ids = useRef(new Map<string, string>());
  const send = async (): Promise<void> => {
    const key = JSON.stringify(sent);
    const publicationId = ids.current.get(key) ?? newUuid();
    ids.current.set(key, publicationId);
    setStoring(true);
    try {
      await copy.settle();
      const cases = view.asked.filter((one) => taken.hasCase(one.case)).map((one) => one.case);
      const done = await publish.mutateAsync({
        publicationId,
        draft: sent,
        proposalIds: taken.proposalIds,
        cases,
      });
      onPublished(done.taxonomy.version);
      taken.forget();
      await copy.forget();
    } catch {
      // Said below the button; the copy stays.
    } finally {
      setStoring(false);
    }
  };
  return { send, isBusy: isStoring || publish.isPending, error: publish.error };
}

export function PublishForm(props: PublishFormProps): ReactNode {
  const { view, preview, isStale } = props;
  const keys = useKeyChanges();
  const isOffline = useIsOffline();
  const taken = useTakenUp(view);
  const problems = problemsOf(props);
  const publishing = usePublishing(props, taken);
  const can = problems.length === 0 && view.mayPublish && !isStale && !publishing.isBusy;
  const publish = (): void => {
    if (can) void publishing.send();
  };
  useCommands({ taxonomy_publish: publish });
  return (
    <Panel title="Publish" className={classes.publishForm}>
      <div className={classes.stack}>
        <InTheWay problems={problems} warnings={preview.warnings} />
        <Summary {...props} />
        <TakenUp view={view} taken={taken} />
        {needsRelabel(preview.mapping) && (
          <p className={classes.quiet}>
            Some labels are not certain in the new version. Afterwards “Relabel” draws a sample of them to be
            judged anew, so that rates can be compared.
          </p>
        )}
        {publishing.error !== null && <Refused error={publishing.error} />}
        {view.mayPublish ? (
          <div className={classes.publishAct}>
            <Button
              variant="primary"
              size="l"
              isBusy={publishing.isBusy}
              disabled={!can && !publishing.isBusy}
              chord={firstChord('taxonomy_publish', keys)}
              onClick={publish}
            >
              {publishing.isBusy
                ? 'Publishing …'
                : `Publish version ${(view.versions[0]?.taxonomy.version ?? 0) + 1}`}
            </Button>
          </div>
        ) : (
          <Notice tone="quiet" title="Publishing is for others">
            {view.whyNot} You can propose the change instead, under Proposals.
          </Notice>
        )}
        {isOffline && <p className={classes.quiet}>The hub cannot be reached: publishing waits for it.</p>}
      </div>
    </Panel>
  );
}
