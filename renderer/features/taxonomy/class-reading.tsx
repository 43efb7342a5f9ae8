/** One class as reviewers read it: definition and four blocks, at reading size; examples from real items lead there. */
import type { ReactNode } from 'react';
import type { TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import { Badge } from '../../ui/badge.tsx';
import { RealItem } from './real-item.tsx';
import classes from './classes.module.css';

function Words({ text }: { text: string }): ReactNode {
  return text === '' ? <p className={classes.none}>not said</p> : <p className={classes.read}>{text}</p>;
}

function Examples({ of, texts }: { of: TaxonomyClass; texts: readonly string[] }): ReactNode {
  if (texts.length === 0) return <p className={classes.none}>none</p>;
  return (
    <ul className={classes.examples}>
      {texts.map((text) => {
        const item = of.exampleItems?.find((one) => one.text === text);
        return (
          <li key={text} className={classes.read}>
            {text}
            {item !== undefined && <RealItem of={item} />}
          </li>
        );
      })}
    </ul>
  );
}

export function ClassReading({ of, isClean }: { of: TaxonomyClass; isClean: boolean }): ReactNode {
  return (
    <article className={classes.reading} aria-labelledby="class-title">
      <header className={classes.readingHead}>
        <span className={classes.dot} data-tone={of.tone} aria-hidden />
        <h2 id="class-title" className={classes.title}>
          {of.title}
        </h2>
        <code className={classes.key}>{of.id}</code>
        {isClean && <Badge tone="good">means “no error”</Badge>}
      </header>
      <p className={classes.definition}>{of.definition}</p>
      <div className={classes.four}>
        <section aria-label="Use when">
          <h3>Use when</h3>
          <Words text={of.useWhen} />
        </section>
        <section aria-label="Avoid when">
          <h3>Avoid when</h3>
          <Words text={of.avoidWhen} />
        </section>
        <section aria-label="Examples">
          <h3>Examples</h3>
          <Examples of={of} texts={of.examples} />
        </section>
        <section aria-label="Counter-examples">
          <h3>Counter-examples</h3>
          <Examples of={of} texts={of.counterExamples} />
        </section>
      </div>
    </article>
  );
}
