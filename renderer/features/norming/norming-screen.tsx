/** Norming. */
import type { ReactNode } from 'react';
import { PageHeader, Screen } from '../../ui/page-header.tsx';

export function NormingScreen(_props: { roundId: string | null }): ReactNode {
  return (
    <Screen>
      <PageHeader title="Norming" />
    </Screen>
  );
}
