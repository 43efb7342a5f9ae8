/** The Today screen. */
import type { ReactNode } from 'react';
import { PageHeader, Screen } from '../../ui/page-header.tsx';

export function TodayScreen(): ReactNode {
  return (
    <Screen>
      <PageHeader title="Today" />
    </Screen>
  );
}
