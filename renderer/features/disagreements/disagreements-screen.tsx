/** Disagreements. */
import type { ReactNode } from 'react';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import { PageHeader, Screen } from '../../ui/page-header.tsx';

export function DisagreementsScreen(_props: {
  auditId: AuditId | null;
  itemId: ItemId | null;
  question: string | null;
}): ReactNode {
  return (
    <Screen>
      <PageHeader title="Disagreements" />
    </Screen>
  );
}
