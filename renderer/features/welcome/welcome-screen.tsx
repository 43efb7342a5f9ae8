/** The Welcome screen. */
import type { ReactNode } from 'react';
import { PageHeader, Screen } from '../../ui/page-header.tsx';

export function WelcomeScreen(): ReactNode {
  return (
    <Screen>
      <PageHeader title="Welcome" />
    </Screen>
  );
}
