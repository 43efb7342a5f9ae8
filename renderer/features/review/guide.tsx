/**
 * What the options of a question mean: one class in full (definition, use when, avoid when, examples and
 * counter-examples) when it is looked at or chosen, otherwise all options in a line each. Stands in the question's own
 * block; never cut off.
 */
import { memo } from 'react';
import type { ReactNode } from 'react';
import type { ChoiceQuestion, Option, Question } from '../../../shared/domain/scorecard.ts';
import type { Taxonomy, TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import { formatCounted } from '../../lib/format.ts';
import { Fold } from '../../ui/reading/fold.tsx';
import classes from './guide.module.css';

export function findTaxonomy(taxonomies: readonly Taxonomy[], question: Question | null): Taxonomy | null {
  if (question === null || !('taxonomy' in question) || question.taxonomy === undefined) return null;
  const { id, version } = question.taxonomy;
  return taxonomies.find((one) => one.id === id && one.version === version) ?? null;
}

function Examples({ of }: { of: TaxonomyClass }): ReactNode {
  return (
    <>
      <Block title="Examples" isShown={of.examples.length > 0}>
        <ul className={classes.examples}>
          {of.examples.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </Block>
      <Block title="Counter-examples" isShown={of.counterExamples.length > 0}>
        <ul className={classes.examples}>
          {of.counterExamples.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </Block>
    </>
  );
}

function Block({
  title,
  isShown,
  children,
}: {
  title: string;
  isShown: boolean;
  children: ReactNode;
}): ReactNode {
  if (!isShown) return null;
  return (
    <div className={classes.block}>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The four blocks of a class; examples can lie folded where room is short. */
function ClassGuide({ of, foldsExamples }: { of: TaxonomyClass; foldsExamples: boolean }): ReactNode {
  const count = of.examples.length + of.counterExamples.length;
  return (
    <>
      <p className={classes.lead}>
        <strong className={classes.name} data-tone={of.tone}>
          {of.title}
        </strong>{' '}
        {of.definition}
      </p>
      <dl className={classes.blocks}>
        <Block title="Use when" isShown={of.useWhen !== ''}>
          {of.useWhen}
        </Block>
        <Block title="Avoid when" isShown={of.avoidWhen !== ''}>
          {of.avoidWhen}
        </Block>
        {!foldsExamples && <Examples of={of} />}
      </dl>
      {foldsExamples && count > 0 && (
        <Fold
          title={`${formatCounted(of.examples.length, 'example')}, ${formatCounted(of.counterExamples.length, 'counter-example')}`}
        >
          <dl className={classes.blocks}>
            <Examples of={of} />
          </dl>
        </Fold>
      )}
    </>
  );
}

/** One option in full, as far as scorecard and taxonomy tell. */
export const OptionGuide = memo(function OptionGuide({
  option,
  taxonomy,
  foldsExamples = false,
}: {
  option: Option;
  taxonomy: Taxonomy | null;
  foldsExamples?: boolean;
}): ReactNode {
  const found = taxonomy?.classes.find((one) => one.id === option.id);
  if (found !== undefined) return <ClassGuide of={found} foldsExamples={foldsExamples} />;
  return (
    <p className={classes.lead}>
      <strong className={classes.name}>{option.title}</strong> {option.definition}
    </p>
  );
});

function wordsOf(option: Option, taxonomy: Taxonomy | null): string | null {
  const words = option.definition ?? taxonomy?.classes.find((of) => of.id === option.id)?.definition;
  // Where only the short form is on the button, the full title is what there is to say.
  return words ?? (option.short === undefined ? null : '');
}

function AllOptions({
  question,
  taxonomy,
}: {
  question: ChoiceQuestion;
  taxonomy: Taxonomy | null;
}): ReactNode {
  const rows = question.options.flatMap((one, at) => {
    const words = wordsOf(one, taxonomy);
    return words === null ? [] : [{ of: one, number: at + 1, words }];
  });
  if (rows.length === 0) return null;
  const isWordless = rows.every((one) => one.words === '');
  return (
    <dl className={classes.all} data-wordless={isWordless || undefined}>
      {rows.map(({ of, number, words }) => (
        <div key={of.id}>
          <dt>
            <span className={classes.number}>{number}</span> {of.title}
          </dt>{' '}
          {words !== '' && <dd>{words}</dd>}
        </div>
      ))}
    </dl>
  );
}

export interface GuideProps {
  question: ChoiceQuestion;
  taxonomy: Taxonomy | null;
  chosen: string | null;
  /** Option that has focus by key. */
  looked: string | null;
}

/** What stands under the options of the question in focus. */
export const Guide = memo(function Guide({ question, taxonomy, chosen, looked }: GuideProps): ReactNode {
  const option = question.options.find((one) => one.id === (looked ?? chosen));
  const isSaid = option !== undefined && (wordsOf(option, taxonomy) ?? '') !== '';
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset would be announced as part of the form
    <div className={classes.guide} role="note" aria-label={`Guide to ${question.title}`}>
      {isSaid ? (
        <OptionGuide option={option} taxonomy={taxonomy} foldsExamples={looked === null} />
      ) : (
        <>
          {question.help !== undefined && <p className={classes.help}>{question.help}</p>}
          <AllOptions question={question} taxonomy={taxonomy} />
        </>
      )}
    </div>
  );
});
