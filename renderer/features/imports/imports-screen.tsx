/** Import reviews. */
import type { ReactNode } from 'react';
import { PageHeader, Screen } from '../../ui/page-header.tsx';

export function ImportsScreen(): ReactNode {
  return (
    <Screen>
      <PageHeader title="Import reviews" />
    </Screen>
  );
}
