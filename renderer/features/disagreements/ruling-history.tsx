/** Rulings so far with what became of each, rulings on cases like this one, and what was said about it. */
import { useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import type { ReactNode, RefObject } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import type { DisagreementCase, RulingView } from '../../../shared/contract/disagreements.ts';
import { formatDay, formatDayTime } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { Badge } from '../../ui/badge.tsx';
import { useKeyChanges } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import spoken from '../../ui/spoken.module.css';
import { ErrorState } from '../../ui/states.tsx';
import type { SimilarRuling } from './case-queries.ts';
import { causeWords, confidenceWords } from './case-words.ts';
import classes from './ruling.module.css';

const standingWords = {
  stands: { title: 'stands', tone: 'good' },
  superseded: { title: 'superseded', tone: 'quiet' },
  overtaken: { title: 'came second', tone: 'warn' },
} as const;

function RulingRow({ of, title }: { of: RulingView; title: string }): ReactNode {
  const standing = standingWords[of.standing];
  const who = of.isMine ? 'you' : of.by;
  return (
    <li className={classes.past} data-standing={of.standing}>
      <p className={classes.pastHead}>
        <b>{title}</b> <Badge tone={standing.tone}>{standing.title}</Badge>
        {of.isImported && <Badge isOutline>imported</Badge>}
        {!of.isConfirmed && <Badge isOutline>waits for the hub</Badge>}
      </p>
      <p className={classes.quiet}>
        {[
          who,
          formatDayTime(of.at),
          causeWords[of.cause],
          `confidence ${confidenceWords[of.confidence].toLowerCase()}`,
        ]
          .concat(of.changesGuideline ? ['asks for another guideline'] : [])
          .join(' · ')}
      </p>
      {of.rationale !== '' && <p dir="auto">{of.rationale}</p>}
      {of.appeal !== null && (
        <p className={classes.appealed} dir="auto">
          {of.appeal.by} appealed{of.appeal.isOpen ? '' : ', answered since'}: “{of.appeal.reason}”
        </p>
      )}
    </li>
  );
}

export function RulingHistory({ of }: { of: DisagreementCase }): ReactNode {
  if (of.rulings.length === 0) return null;
  const titleOf = (option: string): string =>
    of.options.find((one) => one.option === option)?.title ?? option;
  return (
    <section className={classes.part} aria-labelledby="case-rulings">
      <h2 id="case-rulings" className={classes.partTitle}>
        Rulings
      </h2>
      <ol className={classes.list}>
        {of.rulings.toReversed().map((one) => (
          <RulingRow key={one.rulingId} of={one} title={titleOf(one.option)} />
        ))}
      </ol>
    </section>
  );
}

export function SimilarRulings({ similar }: { similar: readonly SimilarRuling[] }): ReactNode {
  const navigate = useNavigate();
  return (
    <section className={classes.part} aria-labelledby="case-similar">
      <h2 id="case-similar" className={classes.partTitle}>
        Ruled before on cases like this
      </h2>
      {similar.length === 0 ? (
        <p className={classes.quiet}>No ruling yet on a case with these classes and like words.</p>
      ) : (
        <ol className={classes.list}>
          {similar.map((one) => (
            <li key={`${one.case.itemId} ${one.case.question}`} className={classes.past}>
              <button
                type="button"
                className={classes.similar}
                onClick={() => void navigate(paths.disagreement(one.case))}
              >
                <span className={classes.pastHead}>
                  <b>{one.optionTitle}</b>
                  <span className={classes.quiet}>
                    {causeWords[one.cause]} · {formatDay(one.at)}
                  </span>
                </span>
                <span className={classes.similarTitle} dir="auto">
                  {one.title}
                </span>
                {one.rationale !== '' && <span dir="auto">“{one.rationale}”</span>}
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function CommentKey(): ReactNode {
  const chord = firstChord('disagreements_comment', useKeyChanges());
  return chord === undefined ? null : (
    <span aria-hidden>
      <Kbd chord={chord} />
    </span>
  );
}

export interface CommentsProps {
  of: DisagreementCase;
  text: string;
  onText: (text: string) => void;
  onSend: () => void;
  isBusy: boolean;
  error: Error | null;
  field: RefObject<HTMLTextAreaElement | null>;
}

export function Comments({ of, text, onText, onSend, isBusy, error, field }: CommentsProps): ReactNode {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className={classes.partTitle}>
        Comments <CommentKey />
      </h2>
      {of.comments.length > 0 && (
        <ol className={classes.list}>
          {of.comments.map((one) => (
            <li key={one.commentId} className={classes.past}>
              <p className={classes.quiet}>
                {one.isMine ? 'you' : one.by} · {formatDayTime(one.at)}
              </p>
              <p className={classes.said} dir="auto">
                {one.text}
              </p>
            </li>
          ))}
        </ol>
      )}
      <label htmlFor={id} className={spoken.only}>
        Write a comment
      </label>
      <textarea
        ref={field}
        id={id}
        className={classes.text}
        rows={2}
        dir="auto"
        placeholder="Write a comment"
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      {error !== null && <ErrorState {...problemOf(error)} isInline onRetry={onSend} />}
      {text.trim() !== '' && (
        <Button size="s" isBusy={isBusy} onClick={onSend}>
          Comment
        </Button>
      )}
    </section>
  );
}
