/**
 * Taxonomies and how they change: all of them, or one. Must not decide what a change leads to, nor who may publish:
 * the backend and the hub do. Invariant: nothing typed is ever lost, and nobody's version is overwritten in silence.
 */
import type { ReactNode } from 'react';
import { useAppStatus } from '../../lib/app-status.ts';
import { Notice } from '../../ui/states.tsx';
import { NewTaxonomy } from './new-taxonomy.tsx';
import { OneTaxonomy } from './one-taxonomy.tsx';
import { TaxonomyList } from './taxonomy-list.tsx';
import { NEW } from './taxonomy-parts.ts';
import { useFreshTaxonomies } from './taxonomy-queries.ts';

/** Said on top while the backend is away: what is seen is the last that was known. */
export function LostNotice(): ReactNode {
  const { phase, problem } = useAppStatus();
  if (phase !== 'lost' || problem === null) return null;
  return (
    <Notice tone="bad" title={problem.what}>
      {problem.remedy}
    </Notice>
  );
}

export function TaxonomyScreen({ id }: { id: string | null }): ReactNode {
  useFreshTaxonomies();
  const lost = <LostNotice />;
  if (id === NEW) return <NewTaxonomy lost={lost} />;
  return id === null ? <TaxonomyList lost={lost} /> : <OneTaxonomy id={id} lost={lost} />;
}
