/** The real item that an example was taken from, shown where the example stands; those who may not read it are told so. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorState, Skeleton } from '../../ui/states.tsx';
import { useRealItem } from './taxonomy-queries.ts';
import classes from './classes.module.css';

interface Place {
  auditId: AuditId;
  itemId: ItemId;
}

function Item({ auditId, itemId }: Place): ReactNode {
  const found = useRealItem(auditId, itemId);
  if (found.isPending) return <Skeleton lines={3} label="Reading the item" />;
  if (found.isError) return <ErrorState isInline {...problemOf(found.error)} />;
  const { trace } = found.data;
  if (trace === null || found.data.isErased === true) {
    return <p className={classes.none}>The text of this item is not kept here any more.</p>;
  }
  return (
    <dl className={classes.item}>
      <dt>Asked</dt>
      <dd>{trace.prompt.at(-1)?.text ?? ''}</dd>
      <dt>Answered</dt>
      <dd>{trace.output}</dd>
      <dt>In</dt>
      <dd>
        <Link to={paths.report(auditId)}>the report of its audit</Link>
      </dd>
    </dl>
  );
}

export function RealItem({ of }: { of: Place }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={classes.fromItem}>
      <Disclosure look="chip" summary="from a real item" isOpen={isOpen} onToggle={setOpen}>
        {isOpen && <Item {...of} />}
      </Disclosure>
    </div>
  );
}
