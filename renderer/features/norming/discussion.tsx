/** What people say to one another about a case of a round, oldest first, and a place to say something. */
import { useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { formatDayTime } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { useCommands } from '../../lib/shortcuts.ts';
import { newUuid } from '../../lib/uuid.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/states.tsx';
import type { NormingCase, NormingView } from './norming-queries.ts';
import { useComment } from './norming-queries.ts';
import classes from './round.module.css';

function Say({ roundId, item }: { roundId: string; item: NormingCase }): ReactNode {
  const [text, setText] = useState('');
  // The same for the same words, so that saying them again after a lost answer says them once.
  const [commentId, setId] = useState(newUuid);
  const field = useRef<HTMLTextAreaElement>(null);
  const comment = useComment();
  const id = useId();
  useCommands({ norming_comment: () => field.current?.focus() });
  const say = (): void => {
    if (text.trim() === '' || comment.isPending) return;
    comment.mutate(
      { commentId, about: { kind: 'norming', roundId, case: item.case }, text: text.trim() },
      {
        onSuccess: () => {
          setText('');
          setId(newUuid());
        },
      },
    );
  };
  return (
    <form
      className={classes.say}
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
    >
      <label htmlFor={id} className={classes.sayLabel}>
        Say something
      </label>
      <textarea
        id={id}
        ref={field}
        className={classes.area}
        rows={2}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {comment.error !== null && <ErrorState isInline {...problemOf(comment.error)} />}
      <div className={classes.acts}>
        <Button type="submit" size="s" disabled={text.trim() === ''} isBusy={comment.isPending}>
          Say it
        </Button>
      </div>
    </form>
  );
}

export function Discussion({ view, item }: { view: NormingView; item: NormingCase }): ReactNode {
  const canSay = view.stage !== 'closed';
  return (
    <section className={classes.discussion} aria-label="Discussion">
      <h3 className={classes.partTitle}>Discussion</h3>
      {item.comments.length === 0 && (
        <p className={classes.quiet}>{canSay ? 'Nobody has said anything yet.' : 'Nothing was said here.'}</p>
      )}
      <ol className={classes.comments}>
        {item.comments.map((one) => (
          <li key={one.commentId}>
            <p className={classes.by}>
              {one.by}
              {one.isMine && ' (you)'} <time dateTime={one.at}>{formatDayTime(one.at)}</time>
            </p>
            <p className={classes.said} dir="auto">
              {one.text}
            </p>
          </li>
        ))}
      </ol>
      {canSay && <Say key={`${item.case.itemId} ${item.case.question}`} roundId={view.roundId} item={item} />}
    </section>
  );
}
