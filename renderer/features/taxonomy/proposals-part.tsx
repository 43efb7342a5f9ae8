/** Proposals with their discussion: the open ones first, then what came of the others; and how to make one. */
import { IconMessage2 } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import { formatCounted } from '../../lib/format.ts';
import { useCommands, useKeyChanges } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { EmptyState } from '../../ui/states.tsx';
import type { PartProps } from './part-props.ts';
import { OneProposal } from './proposal-view.tsx';
import { ProposeForm } from './propose-form.tsx';
import { stepFocus } from './step-focus.ts';
import classes from './proposals.module.css';

/** What the keys do here: from proposal to proposal, into the comment, out of it. */
function useProposalCommands(
  list: RefObject<HTMLElement | null>,
  begin: () => void,
  leave: () => void,
): void {
  useCommands({
    taxonomy_propose: begin,
    taxonomy_class_next: () => stepFocus(list.current, 1),
    taxonomy_class_previous: () => stepFocus(list.current, -1),
    taxonomy_comment: () => {
      const here = document.activeElement?.closest('article') ?? list.current?.querySelector('article');
      here?.querySelector<HTMLElement>('textarea[name="comment"]')?.focus();
    },
    taxonomy_leave: () => {
      const field = document.activeElement;
      if (field instanceof HTMLElement && field.matches('input, textarea, select')) field.blur();
      else leave();
    },
  });
}

export function ProposalsPart(props: PartProps): ReactNode {
  const { view, copy, onGo } = props;
  const keys = useKeyChanges();
  const [isAsked, setProposing] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const open = view.proposals.filter((one) => one.outcome === null);
  const ended = view.proposals.filter((one) => one.outcome !== null);
  const canPropose = (copy.draft?.operations.length ?? 0) > 0;
  const isProposing = isAsked && canPropose;
  const begin = (): void => (canPropose ? setProposing(true) : onGo('classes'));
  useProposalCommands(list, begin, () => setProposing(false));
  const propose = (
    <Button chord={firstChord('taxonomy_propose', keys)} onClick={begin}>
      {canPropose ? 'Propose a change of the copy' : 'Make a change to propose'}
    </Button>
  );
  return (
    <div
      className={classes.proposals}
      data-empty={(open.length === 0 && !isProposing) || undefined}
      ref={list}
    >
      {isProposing ? (
        <ProposeForm {...props} onDone={() => setProposing(false)} />
      ) : (
        open.length > 0 && <div className={classes.acts}>{propose}</div>
      )}
      {open.length === 0 && !isProposing && (
        <EmptyState
          title="No proposal is open"
          icon={<IconMessage2 size={34} stroke={1.4} />}
          actions={propose}
        >
          A proposal puts one act up for discussion before it is published: rename, split, merge, retire,
          redefine. Anybody who labels can make one.
        </EmptyState>
      )}
      {open.map((one) => (
        <OneProposal key={one.proposalId} of={one} {...props} />
      ))}
      {ended.length > 0 && (
        <Disclosure summary={`${formatCounted(ended.length, 'proposal')} that came to an end`}>
          <div className={classes.proposals}>
            {ended.map((one) => (
              <OneProposal key={one.proposalId} of={one} {...props} />
            ))}
          </div>
        </Disclosure>
      )}
    </div>
  );
}
