/** Taxonomy. */
import type { ReactNode } from 'react';
import { PageHeader, Screen } from '../../ui/page-header.tsx';

export function TaxonomyScreen(_props: { id: string | null }): ReactNode {
  return (
    <Screen>
      <PageHeader title="Taxonomy" />
    </Screen>
  );
}
