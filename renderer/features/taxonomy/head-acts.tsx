/** Acts on the working copy as a whole: undo, redo, throw away, go on to the preview. */
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import { problemOf } from '../../lib/problem.ts';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { ErrorState } from '../../ui/states.tsx';
import type { PartId } from './taxonomy-parts.ts';
import type { WorkingCopy } from './working-copy.ts';
import classes from './taxonomy.module.css';

export interface HeadActsProps {
  copy: WorkingCopy;
  part: PartId;
  onGo: (to: PartId) => void;
}

export function HeadActs({ copy, part, onGo }: HeadActsProps): ReactNode {
  const keys = useKeyChanges();
  const discard = useMutation({ mutationFn: copy.discard });
  if (copy.draft === null) return null;
  return (
    <div className={classes.headActs}>
      {discard.error !== null && <ErrorState isInline {...problemOf(discard.error)} />}
      <IconButton
        label="Undo"
        chord={firstChord('taxonomy_undo', keys)}
        disabled={copy.undo === null}
        onClick={() => copy.undo?.()}
      >
        <IconArrowBackUp size={17} stroke={1.7} />
      </IconButton>
      <IconButton
        label="Redo"
        chord={firstChord('taxonomy_redo', keys)}
        disabled={copy.redo === null}
        onClick={() => copy.redo?.()}
      >
        <IconArrowForwardUp size={17} stroke={1.7} />
      </IconButton>
      <Confirm
        label="Discard"
        question="Throw the working copy away?"
        confirmLabel="Throw it away"
        keepLabel="Keep it"
        isBusy={discard.isPending}
        onConfirm={() => discard.mutate()}
      >
        <p>Version {copy.base.version} stays as it is. Proposals and their discussion stay too.</p>
      </Confirm>
      {part !== 'publish' && (
        <Button
          variant="primary"
          chord={firstChord('taxonomy_preview', keys)}
          onClick={() => onGo('publish')}
        >
          Preview and publish
        </Button>
      )}
    </div>
  );
}
