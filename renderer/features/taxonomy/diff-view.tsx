/**
 * What differs, class by class and block by block: words put in are underlined, words taken out are struck through, and
 * both are said to those who hear the page. Must not compute a difference: it draws the one it is given.
 */
import type { ReactNode } from 'react';
import type { ClassDiff } from '../../../shared/contract/taxonomies.ts';
import { Badge } from '../../ui/badge.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import spoken from '../../ui/spoken.module.css';
import { blockTitles, kindWords } from './taxonomy-words.ts';
import classes from './diff.module.css';

type Piece = ClassDiff['blocks'][number]['pieces'][number];

const changeWords = { added: 'added', retired: 'gone', changed: null, same: null } as const;

export function Kinds({ kinds }: { kinds: ClassDiff['kinds'] }): ReactNode {
  return kinds.map((kind) => (
    <span key={kind} title={kindWords[kind].hint}>
      <Badge tone={kindWords[kind].tone}>{kindWords[kind].title}</Badge>
    </span>
  ));
}

function Words({ piece }: { piece: Piece }): ReactNode {
  if (piece.kind === 'added') {
    return (
      <ins className={classes.added}>
        <span className={spoken.only}>put in: </span>
        {piece.text}
        <span className={spoken.only}> end </span>
      </ins>
    );
  }
  if (piece.kind === 'removed') {
    return (
      <del className={classes.removed}>
        <span className={spoken.only}>taken out: </span>
        {piece.text}
        <span className={spoken.only}> end </span>
      </del>
    );
  }
  return piece.text;
}

function Blocks({ blocks }: { blocks: ClassDiff['blocks'] }): ReactNode {
  return (
    <dl className={classes.blocks}>
      {blocks.map(({ block, pieces }) => (
        <div key={block} className={classes.block}>
          <dt>{blockTitles[block]}</dt>
          <dd>
            {pieces.map((piece, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- pieces have no name but their place
              <Words key={at} piece={piece} />
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function OneClass({ of }: { of: ClassDiff }): ReactNode {
  const change = changeWords[of.change];
  const isWhole = of.change === 'added' || of.change === 'retired';
  return (
    <li className={classes.one} data-change={of.change}>
      <div className={classes.line}>
        <h3 className={classes.title}>{of.title}</h3>
        {change !== null && <Badge tone={of.change === 'added' ? 'good' : 'bad'}>{change}</Badge>}
        <Kinds kinds={of.kinds} />
      </div>
      <p className={classes.sentence}>{of.sentence}</p>
      {of.blocks.length > 0 &&
        (isWhole ? (
          <Disclosure look="chip" summary={of.change === 'added' ? 'Its texts' : 'The texts it had'}>
            <Blocks blocks={of.blocks} />
          </Disclosure>
        ) : (
          <Blocks blocks={of.blocks} />
        ))}
    </li>
  );
}

/** What the marks mean: said once above a diff. */
export function DiffLegend(): ReactNode {
  return (
    <p className={classes.legend}>
      <ins className={classes.added}>put in</ins> <del className={classes.removed}>taken out</del>
    </p>
  );
}

export interface DiffViewProps {
  diff: readonly ClassDiff[];
  empty: ReactNode;
}

export function DiffView({ diff, empty }: DiffViewProps): ReactNode {
  const changed = diff.filter((one) => one.change !== 'same');
  const same = diff.length - changed.length;
  if (changed.length === 0) return <p className={classes.none}>{empty}</p>;
  return (
    <>
      <DiffLegend />
      <ul className={classes.list}>
        {changed.map((one) => (
          <OneClass key={one.class} of={one} />
        ))}
      </ul>
      {same > 0 && (
        <p className={classes.none}>
          {same === 1 ? 'One class stays as it is.' : `${same} classes stay as they are.`}
        </p>
      )}
    </>
  );
}
