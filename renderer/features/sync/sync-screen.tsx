/** The Sync screen. */
import type { ReactNode } from 'react';
import { PageHeader, Screen } from '../../ui/page-header.tsx';

export function SyncScreen(): ReactNode {
  return (
    <Screen>
      <PageHeader title="Sync" />
    </Screen>
  );
}
