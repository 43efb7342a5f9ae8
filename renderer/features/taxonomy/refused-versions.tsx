/** Versions of this person that the hub did not take: why, and the way to have the change again as the working copy. */
import type { ReactNode } from 'react';
import { formatDay } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { TaxonomyView } from './taxonomy-queries.ts';
import type { WorkingCopy } from './working-copy.ts';
import classes from './parts.module.css';

export interface RefusedVersionsProps {
  view: TaxonomyView;
  copy: WorkingCopy;
  onTaken: () => void;
}

export function RefusedVersions({ view, copy, onTaken }: RefusedVersionsProps): ReactNode {
  const refused = view.refused ?? [];
  if (refused.length === 0) return null;
  const take = (draft: (typeof refused)[number]['draft']): void => {
    if (draft === null) return;
    copy.change(() => draft);
    onTaken();
  };
  return (
    <Panel title="Yours, not taken by the hub">
      <ul className={classes.plainList}>
        {refused.map((one) => (
          <li key={`${one.version} ${one.publishedAt}`} className={classes.refused}>
            <div>
              <p>
                <strong>Your version {one.version}</strong>{' '}
                <span className={classes.quiet}>published {formatDay(one.publishedAt)}</span>
              </p>
              {one.summary !== '' && <p>{one.summary}</p>}
              <p className={classes.quiet}>{one.why}</p>
            </div>
            {one.draft !== null && (
              <Button
                size="s"
                disabled={copy.draft !== null}
                title={
                  copy.draft === null ? undefined : 'There is a working copy: publish or discard it first.'
                }
                onClick={() => take(one.draft)}
              >
                Make it my working copy
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
