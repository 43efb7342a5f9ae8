/** The Trail screen. */
import type { ReactNode } from 'react';
import { PageHeader, Screen } from '../../ui/page-header.tsx';

export function TrailScreen(): ReactNode {
  return (
    <Screen>
      <PageHeader title="Trail" />
    </Screen>
  );
}
