/** After publishing: that it is out, and what follows from it. */
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import type { PartProps } from './part-props.ts';
import { needsRelabel } from './publish-view.ts';

export function Published({ view, version, onGo }: PartProps & { version: number }): ReactNode {
  const published = view.versions.find((one) => one.taxonomy.version === version);
  const isOpen = published !== undefined && needsRelabel(published.mapping);
  return (
    <EmptyState
      title={`Version ${version} is published`}
      icon={<IconCircleCheck size={36} stroke={1.4} />}
      actions={
        <>
          <Button variant={isOpen ? 'plain' : 'primary'} onClick={() => onGo('history')}>
            See what changed
          </Button>
          {isOpen && (
            <Button variant="primary" onClick={() => onGo('relabel')}>
              Go to the relabel queue
            </Button>
          )}
        </>
      }
    >
      <p>New audits ask it from now on; labels made before keep their version.</p>
      {isOpen && (
        <p>
          Some old labels are not certain in it. A sample of them, judged anew, lets rates before and after be
          compared.
        </p>
      )}
    </EmptyState>
  );
}
