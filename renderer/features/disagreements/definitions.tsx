/** The definitions of the classes that were given, next to each other, with the letters of who gave each. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { DisagreementCase } from '../../../shared/contract/disagreements.ts';
import type { TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import { paths } from '../../lib/navigation.ts';
import { Badge } from '../../ui/badge.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { formatCounted } from '../../lib/format.ts';
import classes from './answers.module.css';

function Block({ title, text }: { title: string; text: string }): ReactNode {
  if (text.trim() === '') return null;
  return (
    <>
      <dt>{title}</dt>
      <dd>{text}</dd>
    </>
  );
}

function Examples({ of }: { of: TaxonomyClass }): ReactNode {
  const count = of.examples.length + of.counterExamples.length;
  if (count === 0) return null;
  return (
    <Disclosure summary={formatCounted(count, 'example')}>
      <ul className={classes.examples}>
        {of.examples.map((one) => (
          <li key={one}>{one}</li>
        ))}
        {of.counterExamples.map((one) => (
          <li key={one}>
            <b>Not:</b> {one}
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

export function Definitions({ of }: { of: DisagreementCase }): ReactNode {
  const { classes: given, taxonomy, reviews } = of;
  if (given.length === 0) return null;
  return (
    <section className={classes.definitions} aria-labelledby="case-definitions">
      <h2 id="case-definitions" className={classes.heading}>
        Definitions in dispute
        {taxonomy !== null && (
          <Link to={paths.taxonomy(taxonomy.id)} className={classes.link}>
            {taxonomy.title} v{taxonomy.version}
          </Link>
        )}
      </h2>
      <div className={classes.pair}>
        {given.map((one) => (
          <article key={one.id} className={classes.definition} data-tone={one.tone}>
            <h3>
              <Badge tone={one.tone}>{one.title}</Badge>
              <span className={classes.facts}>
                {reviews
                  .filter((review) => review.option === one.id)
                  .map((review) => review.letter)
                  .join(', ')}
              </span>
            </h3>
            <p>{one.definition}</p>
            <dl className={classes.blocks}>
              <Block title="Use when" text={one.useWhen} />
              <Block title="Avoid when" text={one.avoidWhen} />
            </dl>
            <Examples of={one} />
          </article>
        ))}
      </div>
    </section>
  );
}
