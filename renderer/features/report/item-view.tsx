/**
 * One item, to be read and not to be changed: prompt, context and output side by side, and what everybody answered. Texts
 * are shown as they are, never as markup.
 */
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ReportItem } from '../../../shared/contract/report-ref.ts';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import type { Trace } from '../../../shared/domain/trace.ts';
import { formatWeight } from '../../lib/format-figures.ts';
import { formatDayTime, formatElapsed } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { IconButton } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { AskAgain } from './ask-again.tsx';
import { useFigureActs } from './opened-figure.ts';
import { useReportItem } from './report-queries.ts';
import { UseAsGold } from './use-as-gold.tsx';
import classes from './item.module.css';

/** Scrolls by keyboard too, because nothing in it takes focus. */
function Column({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section aria-label={name} className={classes.column} tabIndex={0}>
      <h3>{name}</h3>
      {children}
    </section>
  );
}

function Texts({ trace }: { trace: Trace }): ReactNode {
  return (
    <div className={classes.columns}>
      <Column name="Prompt">
        {trace.prompt.map((message, at) => (
          // Messages of a trace never change their order.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={at} className={classes.message}>
            <span className={classes.role}>{message.name ?? message.role}</span>
            <p dir="auto">{message.text}</p>
          </div>
        ))}
      </Column>
      <Column name="Context">
        {trace.context.length === 0 && <p className={classes.quiet}>No passage was retrieved.</p>}
        {trace.context.map((passage) => (
          <div key={passage.rank} className={classes.message}>
            <span className={classes.role}>
              {[`${passage.rank}`, passage.title ?? passage.sourceId].filter(Boolean).join(' · ')}
            </span>
            <p dir="auto">{passage.text}</p>
          </div>
        ))}
      </Column>
      <Column name="Output">
        <p dir="auto">{trace.output}</p>
      </Column>
    </div>
  );
}

type Review = ReportItem['reviews'][number];

const marks = (review: Review): string =>
  [review.isSecondLook ? 'second look' : null, review.isLate ? 'late' : null]
    .filter((part) => part !== null)
    .join(', ');

/** Questions in the order in which they were asked of anybody. */
function questionsOf(reviews: readonly Review[]): Map<string, string> {
  return new Map(
    reviews.flatMap((one) => one.answers.map((answer) => [answer.question, answer.title] as const)),
  );
}

function Answers({ reviews }: { reviews: readonly Review[] }): ReactNode {
  if (reviews.length === 0) return <p className={classes.quiet}>Nobody has reviewed this item.</p>;
  const questions = questionsOf(reviews);
  return (
    <table className={classes.answers}>
      <caption>What was answered</caption>
      <thead>
        <tr>
          <th scope="col">Question</th>
          {reviews.map((review) => (
            <th key={review.reviewId} scope="col">
              {review.name ?? 'not known here'}
              <span className={classes.quiet}>
                {[formatDayTime(review.submittedAt), formatElapsed(review.elapsedMs), marks(review)]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...questions].map(([question, title]) => (
          <tr key={question}>
            <th scope="row">{title}</th>
            {reviews.map((review) => (
              <td key={review.reviewId} dir="auto">
                {review.answers.find((one) => one.question === question)?.answer ?? '–'}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What stands because somebody ruled it, with why. */
function Rulings({ rulings }: { rulings: NonNullable<ReportItem['rulings']> }): ReactNode {
  return rulings.map((one) => (
    <p key={one.question} className={classes.ruling} dir="auto">
      <strong>{one.title}</strong>: ruled “{one.answer}” by {one.by ?? 'somebody not known here'},{' '}
      {formatDayTime(one.ruledAt)}
      {one.rationale === '' ? '.' : `. ${one.rationale}`}
      {one.isDisputed && ' Another owner ruled otherwise; the first that was accepted stands.'}
      {one.isStale && ' A review that it rests on was changed since.'}
    </p>
  ));
}

/** What can be done with the item at the hub, for those who may. */
function HubActs({ auditId, item }: { auditId: AuditId; item: ReportItem }): ReactNode {
  return (
    <div className={classes.acts}>
      <AskAgain auditId={auditId} itemIds={[item.itemId]} />
      {item.trace !== null && <UseAsGold auditId={auditId} item={item} />}
    </div>
  );
}

function Content({ item, auditId }: { item: ReportItem; auditId: AuditId }): ReactNode {
  return (
    <>
      {item.trace === null ? (
        <p className={classes.lack}>
          {item.isErased === true
            ? 'The text of this item was erased, because its retention ended. What was said about it stays.'
            : 'The content of this item is not on this device; its answers are.'}
        </p>
      ) : (
        <Texts trace={item.trace} />
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section aria-label="Answers" className={classes.below} tabIndex={0}>
        <Rulings rulings={item.rulings ?? []} />
        <Answers reviews={item.reviews} />
        <HubActs auditId={auditId} item={item} />
      </section>
    </>
  );
}

export interface ItemViewProps {
  auditId: AuditId;
  itemId: ItemId;
  /** Place among the items behind the figure. */
  place: string;
}

export function ItemView({ auditId, itemId, place }: ItemViewProps): ReactNode {
  const { choose } = useFigureActs();
  const item = useReportItem(auditId, itemId);
  const facts = item.data === undefined ? [] : factsOf(item.data);
  return (
    <section className={classes.item} aria-label="Item">
      <header className={classes.header}>
        <div>
          <h2 className={classes.heading}>Item {item.data?.position ?? ''}</h2>
          <p className={classes.quiet}>{[place, ...facts].filter((part) => part !== '').join(' · ')}</p>
        </div>
        <span className={classes.keys} aria-hidden>
          <Kbd chord="k" /> <Kbd chord="j" />
        </span>
        <IconButton label="Close the item" chord="Escape" onClick={() => choose(null)}>
          <IconX size={17} stroke={1.6} />
        </IconButton>
      </header>
      {item.isPending && <Skeleton lines={8} label="Reading the item" />}
      {item.isError && <ErrorState {...problemOf(item.error)} isInline onRetry={() => void item.refetch()} />}
      {item.data !== undefined && <Content key={itemId} item={item.data} auditId={auditId} />}
    </section>
  );
}

function factsOf(item: ReportItem): string[] {
  return [
    item.stratum.filter((value) => value !== '(none)').join(' · '),
    `weight ${formatWeight(item.weight)}`,
    item.isOverlap ? 'overlap' : '',
  ];
}
