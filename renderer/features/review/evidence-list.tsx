/** The evidence spans of the form: class, quote, link; each can be changed or removed. */
import { IconArrowBackUp, IconLink, IconPencil, IconTrash } from '@tabler/icons-react';
import { memo, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { EvidenceSpan } from '../../../shared/domain/review.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { IconButton } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { supportWords } from './evidence-flow.ts';
import classes from './scorecard.module.css';

export interface EvidenceActs {
  reclass: (span: EvidenceSpan) => void;
  relink: (span: EvidenceSpan) => void;
  remove: (span: EvidenceSpan) => void;
  undo: () => void;
}

export interface EvidenceListProps {
  spans: readonly EvidenceSpan[];
  taxonomy: Taxonomy | null;
  canUndo: boolean;
  isLocked: boolean;
  chosenId: string | null;
  chordForEvidence: string | undefined;
  acts: EvidenceActs;
}

function SpanActs({ span, acts }: { span: EvidenceSpan; acts: EvidenceActs }): ReactNode {
  return (
    <span className={classes.spanActs}>
      <IconButton label="Change its class" onClick={() => acts.reclass(span)}>
        <IconPencil size={15} stroke={1.7} />
      </IconButton>
      <IconButton label="Link it to a passage" onClick={() => acts.relink(span)}>
        <IconLink size={15} stroke={1.7} />
      </IconButton>
      <IconButton label="Remove this span" onClick={() => acts.remove(span)}>
        <IconTrash size={15} stroke={1.7} />
      </IconButton>
    </span>
  );
}

function SpanRow({
  span,
  taxonomy,
  isLocked,
  isChosen,
  acts,
}: {
  span: EvidenceSpan;
  taxonomy: Taxonomy | null;
  isLocked: boolean;
  isChosen: boolean;
  acts: EvidenceActs;
}): ReactNode {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const of = taxonomy?.classes.find((one) => one.id === span.class);
  const quote =
    span.support !== null && span.support.kind !== 'not_in_context' ? span.support.range.quote : null;
  return (
    <li
      ref={row}
      className={classes.span}
      data-tone={of?.tone ?? 'other'}
      data-chosen={isChosen || undefined}
    >
      <p className={classes.spanHead}>
        <strong>{of?.title ?? span.class}</strong>
        {!isLocked && <SpanActs span={span} acts={acts} />}
      </p>
      <q className={classes.quote} dir="auto">
        {span.output.quote}
      </q>
      <p className={classes.support}>
        {supportWords(span.support)}
        {quote !== null && (
          <>
            : <q dir="auto">{quote}</q>
          </>
        )}
      </p>
    </li>
  );
}

export const EvidenceList = memo(function EvidenceList(props: EvidenceListProps): ReactNode {
  const { spans, taxonomy, canUndo, isLocked, chosenId, chordForEvidence, acts } = props;
  return (
    <>
      {spans.length === 0 ? (
        <p className={classes.hint}>
          {isLocked ? (
            'No span was marked.'
          ) : (
            <>
              Select words of the output
              {chordForEvidence !== undefined && (
                <>
                  , then <Kbd chord={chordForEvidence} />
                </>
              )}
            </>
          )}
        </p>
      ) : (
        <ul className={classes.spans}>
          {spans.map((span) => (
            <SpanRow
              key={span.id}
              span={span}
              taxonomy={taxonomy}
              isLocked={isLocked}
              isChosen={span.id === chosenId}
              acts={acts}
            />
          ))}
        </ul>
      )}
      {canUndo && !isLocked && (
        <IconButton label="Undo the last change of evidence" chord="Mod+z" onClick={acts.undo}>
          <IconArrowBackUp size={16} stroke={1.7} />
        </IconButton>
      )}
    </>
  );
});
