/** The Review screen. */
import type { ReactNode } from 'react';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import { PageHeader } from '../../ui/page-header.tsx';

export function ReviewScreen({ auditId, itemId }: { auditId: AuditId; itemId?: ItemId }): ReactNode {
  return <PageHeader title={auditId} subtitle={itemId} isBar />;
}
