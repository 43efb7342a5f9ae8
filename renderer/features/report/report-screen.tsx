/** The Report screen. */
import type { ReactNode } from 'react';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { PageHeader, Screen } from '../../ui/page-header.tsx';

export function ReportScreen({ auditId }: { auditId: AuditId | null }): ReactNode {
  return (
    <Screen>
      <PageHeader title="Report" subtitle={auditId ?? 'Choose an audit'} />
    </Screen>
  );
}
