/**
 * What the options of the question in focus mean, always in the same place and of the same height, so that nothing
 * jumps while scoring. Shows one class in full when it is chosen or pointed at, otherwise all in one line each.
 */
import { memo } from 'react';
import type { ReactNode } from 'react';
import type { Question } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { Taxonomy, TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import { Fold } from './fold.tsx';
import classes from './scorecard.module.css';

export interface GuideProps {
  question: Question | null;
  taxonomies: readonly Taxonomy[];
  /** Option that is pointed at, else chosen. */
  option: string | null;
}

export function findTaxonomy(taxonomies: readonly Taxonomy[], question: Question | null): Taxonomy | null {
  if (question === null || !('taxonomy' in question) || question.taxonomy === undefined) return null;
  const { id, version } = question.taxonomy;
  return taxonomies.find((one) => one.id === id && one.version === version) ?? null;
}

function ClassGuide({ of }: { of: TaxonomyClass }): ReactNode {
  return (
    <>
      <p>
        <strong className={classes.guideName} data-tone={of.tone}>
          {of.title}
        </strong>{' '}
        {of.definition}
      </p>
      <p>
        <em>Use when</em> {of.useWhen}
      </p>
      <p>
        <em>Avoid when</em> {of.avoidWhen}
      </p>
      <Fold title={`${of.examples.length} examples, ${of.counterExamples.length} counter-examples`}>
        <ul className={classes.examples}>
          {of.examples.map((one) => (
            <li key={one}>{one}</li>
          ))}
          {of.counterExamples.map((one) => (
            <li key={one}>
              <em>Not:</em> {one}
            </li>
          ))}
        </ul>
      </Fold>
    </>
  );
}

function OptionList({ question, taxonomy }: { question: Question; taxonomy: Taxonomy | null }): ReactNode {
  if (!isChoice(question)) return null;
  const rows = question.options.flatMap((one) => {
    const words = one.definition ?? taxonomy?.classes.find((of) => of.id === one.id)?.definition;
    return words === undefined ? [] : [{ id: one.id, title: one.title, words }];
  });
  return (
    <dl className={classes.optionWords}>
      {rows.map((one) => (
        <div key={one.id}>
          <dt>{one.title}</dt> <dd>{one.words}</dd>
        </div>
      ))}
    </dl>
  );
}

export const Guide = memo(function Guide({ question, taxonomies, option }: GuideProps): ReactNode {
  const taxonomy = findTaxonomy(taxonomies, question);
  const found = taxonomy?.classes.find((one) => one.id === option);
  const chosen =
    question !== null && isChoice(question) ? question.options.find((one) => one.id === option) : undefined;
  return (
    <section
      className={classes.guide}
      aria-label="Guide to the question in focus"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by key
      tabIndex={0}
    >
      {question === null ? null : found !== undefined ? (
        <ClassGuide of={found} />
      ) : chosen?.definition !== undefined ? (
        <p>
          <strong className={classes.guideName}>{chosen.title}</strong> {chosen.definition}
        </p>
      ) : (
        <>
          {question.help !== undefined && <p>{question.help}</p>}
          <OptionList question={question} taxonomy={taxonomy} />
        </>
      )}
    </section>
  );
});
