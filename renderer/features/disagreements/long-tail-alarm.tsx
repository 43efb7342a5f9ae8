/**
 * That what reviewers call something else grows, or is large: told where disagreements are settled, with the way to where
 * classes are made of it. Silent otherwise: a figure that asks for nothing is no news.
 */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { unbroken } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { api } from '../../lib/query.ts';
import { Notice } from '../../ui/states.tsx';
import { useTaxonomyId } from './case-queries.ts';

/** Rulings move it little: it is not read again on every way back to the worklist. */
const FRESH_MS = 5 * 60_000;

export function LongTailAlarm({ auditId, question }: { auditId: AuditId; question: string }): ReactNode {
  const taxonomyId = useTaxonomyId(auditId, question);
  const { data } = useQuery({
    ...api.disagreements.longTail.queryOptions({ input: { auditId, question } }),
    // Only a taxonomy has a class for something else, and an editor to make others.
    enabled: taxonomyId !== null,
    staleTime: FRESH_MS,
  });
  if (taxonomyId === null || data?.isAlarming !== true) return null;
  return (
    <Notice tone="warn" title={`“${data.title}” grows, or is large`}>
      {unbroken(data.sentence)}{' '}
      <Link to={paths.taxonomy(taxonomyId)} search={{ part: 'tail' }}>
        See what was put there
      </Link>
    </Notice>
  );
}
