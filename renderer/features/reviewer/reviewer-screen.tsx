/** My page. */
import type { ReactNode } from 'react';
import type { PersonId } from '../../../shared/domain/ids.ts';
import { PageHeader, Screen } from '../../ui/page-header.tsx';

export function ReviewerScreen(_props: { personId: PersonId | null }): ReactNode {
  return (
    <Screen>
      <PageHeader title="My page" />
    </Screen>
  );
}
