/** Publishing a first version: what is still missing, what else reviewers are asked, and the act itself. */
import { ORPCError } from '@orpc/client';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import { problemsOfFirst } from '../../../shared/taxonomy/first-version.ts';
import { client } from '../../lib/client.ts';
import { problemOf } from '../../lib/problem.ts';
import { useCommands, useKeyChanges } from '../../lib/shortcuts.ts';
import { newUuid } from '../../lib/uuid.ts';
import { Button } from '../../ui/button.tsx';
import { Check, Field } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import type { Begun } from './use-begun.ts';
import controls from './controls.module.css';
import classes from './parts.module.css';

export interface FirstPublishProps {
  copy: Begun;
  /** Why this person cannot publish; null where they can. */
  whyNot: string | null;
  onPublished: (id: string) => void;
}

function usePublishing({ copy, onPublished }: FirstPublishProps) {
  // The same id when a call is repeated, so that it is never published twice.
  const ids = useRef(new Map<string, string>());
  return useMutation({
    mutationFn: async () => {
      const { begun } = copy;
      const key = JSON.stringify(begun);
      const publicationId = ids.current.get(key) ?? newUuid();
      ids.current.set(key, publicationId);
      await copy.settle();
      const made = await client.taxonomies.publishFirst({ publicationId, begun });
      await copy.forget();
      onPublished(made.taxonomy.id);
    },
  });
}

function Failed({ error }: { error: Error }): ReactNode {
  if (!(error instanceof ORPCError) || error.code !== 'HUB_UNREACHABLE') {
    return <ErrorState isInline {...problemOf(error)} />;
  }
  return (
    <Notice tone="warn" title="Publishing waits for the hub">
      It cannot be reached now. What you wrote is kept on this computer: publish again when the hub is back.
    </Notice>
  );
}

function Missing({ problems }: { problems: readonly string[] }): ReactNode {
  if (problems.length === 0) return null;
  return (
    <section aria-label="In the way" className={classes.inTheWay}>
      <h3>Still missing</h3>
      <ul>
        {problems.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </section>
  );
}

/** What else goes with the question. */
function Asked({ copy: { begun, change } }: { copy: Begun }): ReactNode {
  return (
    <>
      <Check
        label="Ask how severe the error is"
        hint="Minor, major or critical. Evidence and a note can always be given."
        checked={begun.asksSeverity}
        onChange={() => change((now) => ({ ...now, asksSeverity: !now.asksSeverity }))}
      />
      <Field label="What it is for" hint="Everybody who labels can read it beside version 1.">
        {(control) => (
          <textarea
            {...control}
            className={controls.area}
            rows={2}
            value={begun.summary}
            onChange={(event) => {
              const summary = event.target.value;
              change((now) => ({ ...now, summary }));
            }}
          />
        )}
      </Field>
    </>
  );
}

export function FirstPublish(props: FirstPublishProps): ReactNode {
  const { copy, whyNot } = props;
  const { begun } = copy;
  const keys = useKeyChanges();
  const publishing = usePublishing(props);
  const problems = problemsOfFirst(begun);
  const can = problems.length === 0 && whyNot === null && !publishing.isPending;
  const publish = (): void => {
    if (can) publishing.mutate();
  };
  useCommands({ taxonomy_publish: publish });
  return (
    <Panel title="Publish" className={classes.publishForm}>
      <div className={classes.stack}>
        {copy.isBegun && <Missing problems={problems} />}
        <Asked copy={copy} />
        {publishing.error !== null && <Failed error={publishing.error} />}
        {whyNot === null ? (
          <div className={classes.publishAct}>
            <Button
              variant="primary"
              size="l"
              isBusy={publishing.isPending}
              disabled={!can && !publishing.isPending}
              chord={firstChord('taxonomy_publish', keys)}
              onClick={publish}
            >
              {publishing.isPending ? 'Publishing …' : 'Publish version 1'}
            </Button>
          </div>
        ) : (
          <Notice tone="quiet" title="Publishing is for others">
            {whyNot}
          </Notice>
        )}
      </div>
    </Panel>
  );
}
