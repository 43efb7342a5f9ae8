/** Beside a class: what rulings asked to change, proposals about it, and the acts of the copy so far. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import { titlesFrom } from '../../../shared/taxonomy/phrases.ts';
import { formatCounted, formatDay } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { askedOf } from './asked-changes.ts';
import { classesOf, findClass } from './draft-steps.ts';
import type { PartProps } from './part-props.ts';
import { takeBack } from './structure-steps.ts';
import type { AskedChange } from './taxonomy-queries.ts';
import { operationInWords, tellFrom } from './taxonomy-words.ts';
import classes from './classes.module.css';

export function AskedList({ asked }: { asked: readonly AskedChange[] }): ReactNode {
  return (
    <ul className={classes.asked}>
      {asked.map((one) => (
        <li key={`${one.case.itemId} ${one.case.question}`}>
          <p className={classes.rationale}>
            {one.rationale === '' ? 'No rationale was given.' : one.rationale}
          </p>
          <p className={classes.quiet}>
            ruled “{one.optionTitle}” by {one.by}, {formatDay(one.at)} ·{' '}
            <Link {...paths.disagreement(one.case)}>{one.title}</Link>
          </p>
        </li>
      ))}
    </ul>
  );
}

function Asked({ of, view, copy }: PartProps & { of: TaxonomyClass }): ReactNode {
  const mine = askedOf(view.asked, of, findClass(copy.base, of.id));
  const others = view.asked.filter((one) => !mine.includes(one));
  return (
    <section aria-label="Asked changes" className={classes.asideSection}>
      <h3>Asked changes</h3>
      {mine.length === 0 ? (
        <p className={classes.quiet}>No ruling since the last version asks for another guideline here.</p>
      ) : (
        <AskedList asked={mine} />
      )}
      {others.length > 0 && (
        <Disclosure look="chip" summary={`${others.length} about other classes`}>
          <AskedList asked={others} />
        </Disclosure>
      )}
    </section>
  );
}

function Proposed({ of, view, onGo }: PartProps & { of: TaxonomyClass }): ReactNode {
  const mine = view.proposals.filter(
    (one) => one.outcome === null && classesOf(one.operation).includes(of.id),
  );
  if (mine.length === 0) return null;
  return (
    <section aria-label="Proposals" className={classes.asideSection}>
      <h3>Proposals</h3>
      <ul className={classes.asked}>
        {mine.map((one) => (
          <li key={one.proposalId}>
            <p>{operationInWords(one.operation, tellFrom(view, one.classes))}</p>
            <p className={classes.quiet}>
              {one.by} · {formatCounted(one.comments.length, 'comment')}
            </p>
          </li>
        ))}
      </ul>
      <Button size="s" variant="quiet" onClick={() => onGo('proposals')}>
        Read them
      </Button>
    </section>
  );
}

function ActsSoFar({ copy }: PartProps): ReactNode {
  const { draft, base } = copy;
  if (draft === null || draft.operations.length === 0) return null;
  const tell = titlesFrom(draft.classes, base.classes);
  return (
    <section aria-label="Acts of this copy" className={classes.asideSection}>
      <h3>Acts of this copy</h3>
      <ol className={classes.soFar}>
        {draft.operations.map((one, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- acts are told apart by their order alone
          <li key={`${one.kind} ${at}`}>
            <span>{operationInWords(one, tell)}</span>
            <Button
              size="s"
              variant="quiet"
              aria-label={`Take back: ${operationInWords(one, tell)}`}
              onClick={() => copy.change((now) => takeBack(now, base, at))}
            >
              Take back
            </Button>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function ClassAside(props: PartProps & { of: TaxonomyClass }): ReactNode {
  return (
    <aside className={classes.aside} aria-label={`Beside ${props.of.title}`}>
      <Asked {...props} />
      <Proposed {...props} />
      <ActsSoFar {...props} />
    </aside>
  );
}
