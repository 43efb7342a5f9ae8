/** Real items that show a class: one press and it is an example that leads back to its item. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import { formatCounted } from '../../lib/format.ts';
import { problemOf } from '../../lib/problem.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Segments } from '../../ui/field.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import type { ActFormProps } from './act-shell.tsx';
import { writeClass } from './draft-steps.ts';
import type { RealExample } from './taxonomy-queries.ts';
import { useRealExamples } from './taxonomy-queries.ts';
import classes from './classes.module.css';

type Kind = 'examples' | 'counterExamples';

/** The example as it will stand: what was answered, and on what. */
export function exampleText({ title, excerpt }: Pick<RealExample, 'title' | 'excerpt'>): string {
  return `Asked: “${title.trim()}”\nAnswered: “${excerpt.trim()}”`;
}

function Choice({
  of,
  isTaken,
  onTake,
}: {
  of: RealExample;
  isTaken: boolean;
  onTake: () => void;
}): ReactNode {
  return (
    <li className={classes.pick}>
      <div>
        <p className={classes.pickTitle}>{of.title}</p>
        <p className={classes.pickWords}>{of.excerpt}</p>
        <p className={classes.quiet}>
          {of.agreeing} of {formatCounted(of.reviews, 'review')} gave this class{' '}
          {of.isRuled && <Badge tone="good">ruled</Badge>}
        </p>
      </div>
      <Button size="s" disabled={isTaken} onClick={onTake} aria-label={`Take as an example: ${of.title}`}>
        {isTaken ? 'Taken' : 'Take'}
      </Button>
    </li>
  );
}

interface FoundProps {
  of: TaxonomyClass;
  /** Of the taxonomy. */
  id: string;
  onTake: (one: RealExample) => void;
}

function Found({ of, id, onTake }: FoundProps): ReactNode {
  const found = useRealExamples(id, of.id);
  if (found.isPending) return <Skeleton lines={4} label="Reading real items" />;
  if (found.isError) {
    return <ErrorState isInline {...problemOf(found.error)} onRetry={() => void found.refetch()} />;
  }
  if (found.data.length === 0) {
    return <p className={classes.quiet}>No review or ruling that is known here gave this class yet.</p>;
  }
  return (
    <ul className={classes.picks}>
      {found.data.map((one) => (
        <Choice
          key={`${one.case.itemId} ${one.case.question}`}
          of={one}
          isTaken={(of.exampleItems ?? []).some((item) => item.itemId === one.case.itemId)}
          onTake={() => onTake(one)}
        />
      ))}
    </ul>
  );
}

export function ExamplePicker({ of, copy, onDone }: ActFormProps): ReactNode {
  const [kind, setKind] = useState<Kind>('examples');
  const take = (one: RealExample): void => {
    const text = exampleText(one);
    const { auditId, itemId, question } = one.case;
    copy.change((draft) =>
      writeClass(draft, copy.base, of.id, {
        [kind]: [...of[kind], text],
        exampleItems: [...(of.exampleItems ?? []), { text, auditId, itemId, question }],
      }),
    );
  };
  return (
    <section className={classes.actForm} aria-label={`Real items for “${of.title}”`}>
      <div className={classes.pickHead}>
        <h2 className={classes.actTitle}>Real items that reviewers called “{of.title}”</h2>
        <Segments
          label="Take them as"
          value={kind}
          onChange={setKind}
          options={[
            { value: 'examples', title: 'Examples' },
            { value: 'counterExamples', title: 'Counter-examples' },
          ]}
        />
      </div>
      <Found of={of} id={copy.base.id} onTake={take} />
      <div className={classes.acts}>
        <Button size="s" variant="quiet" chord="Escape" onClick={() => onDone(null)}>
          Close
        </Button>
        <span className={classes.quiet}>
          The words become part of the guideline and stay there, also when the item’s text is erased.
        </span>
      </div>
    </section>
  );
}
