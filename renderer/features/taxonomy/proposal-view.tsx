/**
 * One proposal: what it would change, why, what others say about it, and what becomes of it. Taking it up brings it into
 * the working copy; it is ended by the version that publishes it, or by a word of its own.
 */
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import { formatCounted, formatDayTime } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { newUuid } from '../../lib/uuid.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { adoptOperation, canAdopt } from './adopt-operation.ts';
import { DiffView } from './diff-view.tsx';
import type { PartProps } from './part-props.ts';
import { useTakenUp } from './taken-up.tsx';
import type { ProposalView } from './taxonomy-queries.ts';
import { useComment, useEndProposal } from './taxonomy-queries.ts';
import { operationInWords, tellFrom } from './taxonomy-words.ts';
import controls from './controls.module.css';
import classes from './proposals.module.css';

const outcomeWords = { taken_up: 'taken up', declined: 'declined', withdrawn: 'withdrawn' } as const;

/** The field for what speaks for a proposal and what against; emptied once it is said. */
function CommentForm({ proposalId }: { proposalId: string }): ReactNode {
  const [text, setText] = useState('');
  const comment = useComment();
  const id = useRef(newUuid());
  const said = (): void => {
    id.current = newUuid();
    setText('');
  };
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '' || comment.isPending) return;
    const about = { kind: 'proposal', proposalId } as const;
    comment.mutate({ commentId: id.current, about, text: text.trim() }, { onSuccess: said });
  };
  return (
    <form className={classes.comment} onSubmit={send}>
      <textarea
        name="comment"
        className={`${controls.area} ${controls.low}`}
        rows={1}
        aria-label="Comment"
        placeholder="What speaks for it, what against"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" size="s" isBusy={comment.isPending} disabled={text.trim() === ''}>
        Comment
      </Button>
      {comment.error !== null && <ErrorState isInline {...problemOf(comment.error)} />}
    </form>
  );
}

function Thread({ of }: { of: ProposalView }): ReactNode {
  return (
    <section aria-label="Discussion" className={classes.thread}>
      <ul className={classes.comments}>
        {of.comments.map((one) => (
          <li key={one.commentId}>
            <p className={classes.words}>{one.text}</p>
            <p className={classes.quiet}>
              {one.isMine ? 'you' : one.by}, {formatDayTime(one.at)}
            </p>
          </li>
        ))}
      </ul>
      <CommentForm proposalId={of.proposalId} />
    </section>
  );
}

type Ending = 'declined' | 'withdrawn';

/** Saying why a proposal ends. */
function EndForm({
  of,
  ending,
  onLeave,
}: {
  of: ProposalView;
  ending: Ending;
  onLeave: () => void;
}): ReactNode {
  const [reason, setReason] = useState('');
  const end = useEndProposal();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() === '' || end.isPending) return;
    end.mutate({ proposalId: of.proposalId, outcome: ending, reason: reason.trim() });
  };
  return (
    <form className={classes.ending} onSubmit={send}>
      <TextInput
        aria-label="Reason"
        placeholder={ending === 'declined' ? 'Why it is declined' : 'Why it is withdrawn'}
        value={reason}
        maxLength={500}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was asked for by this person just now
        autoFocus
        onChange={(event) => setReason(event.target.value)}
      />
      <Button type="submit" size="s" isBusy={end.isPending} disabled={reason.trim() === ''}>
        {ending === 'declined' ? 'Decline' : 'Withdraw'}
      </Button>
      <Button size="s" variant="quiet" onClick={onLeave}>
        Leave it
      </Button>
      {end.error !== null && <ErrorState isInline {...problemOf(end.error)} />}
    </form>
  );
}

function End({ of, view, copy, onGo }: PartProps & { of: ProposalView }): ReactNode {
  const [ending, setEnding] = useState<Ending | null>(null);
  const taken = useTakenUp(view);
  if (ending !== null) return <EndForm of={of} ending={ending} onLeave={() => setEnding(null)} />;
  const isInCopy = taken.hasProposal(of.proposalId);
  const canTake = !isInCopy && canAdopt(copy.shown, of.operation);
  const takeUp = (): void => {
    copy.change((draft) => adoptOperation(draft, copy.base, of.classes, of.operation));
    taken.setProposal(of.proposalId, true);
    onGo('publish');
  };
  return (
    <div className={classes.acts}>
      {view.mayPublish && (
        <>
          <Button size="s" disabled={!canTake} onClick={takeUp}>
            {isInCopy ? 'In the working copy' : 'Take up'}
          </Button>
          <Button size="s" variant="quiet" onClick={() => setEnding('declined')}>
            Decline
          </Button>
        </>
      )}
      {of.isMine && (
        <Button size="s" variant="quiet" onClick={() => setEnding('withdrawn')}>
          Withdraw
        </Button>
      )}
      {view.mayPublish && !canTake && !isInCopy && (
        <span className={classes.quiet}>
          The copy does not have the classes any more that it starts from.
        </span>
      )}
    </div>
  );
}

export function OneProposal({ of, ...props }: PartProps & { of: ProposalView }): ReactNode {
  const title = operationInWords(of.operation, tellFrom(props.view, of.classes));
  return (
    <article className={classes.one} aria-label={title} data-step tabIndex={-1}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {of.outcome !== null && (
          <Badge tone={of.outcome === 'taken_up' ? 'good' : 'quiet'}>{outcomeWords[of.outcome]}</Badge>
        )}
      </header>
      <p className={classes.quiet}>
        {of.isMine ? 'You' : of.by}, {formatDayTime(of.at)} · against version {of.taxonomy.version} ·{' '}
        {formatCounted(of.comments.length, 'comment')}
      </p>
      <p className={classes.words}>{of.rationale}</p>
      {of.reason !== null && of.reason !== '' && (
        <p className={classes.quiet}>What came of it: {of.reason}</p>
      )}
      {of.cases.length > 0 && (
        <p className={classes.quiet}>
          Shown by{' '}
          {of.cases.map((one, at) => (
            <span key={caseKey(one)}>
              {at > 0 && ', '}
              <Link {...paths.disagreement(one)}>case {at + 1}</Link>
            </span>
          ))}
        </p>
      )}
      <DiffView diff={of.diff} empty="It changes no text." />
      {of.outcome === null && <End of={of} {...props} />}
      <Thread of={of} />
    </article>
  );
}
