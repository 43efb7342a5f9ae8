/** The Settings screen. */
import type { ReactNode } from 'react';
import { PageHeader, Screen } from '../../ui/page-header.tsx';

export function SettingsScreen(): ReactNode {
  return (
    <Screen>
      <PageHeader title="Settings" />
    </Screen>
  );
}
