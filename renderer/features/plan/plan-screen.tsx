/** The Plan screen. */
import type { ReactNode } from 'react';
import { PageHeader, Screen } from '../../ui/page-header.tsx';

export function PlanScreen(): ReactNode {
  return (
    <Screen>
      <PageHeader title="Plan" />
    </Screen>
  );
}
