/**
 * The Disagreements screen: the worklist, or one case of it. The address names the case, so that a case can be linked to;
 * what the worklist was narrowed to lives in desk-store.ts.
 */
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import { paths } from '../../lib/navigation.ts';
import { CaseScreen } from './case-screen.tsx';
import { setFilter } from './desk-store.ts';
import { filterOfAudit } from './filter-view.ts';
import { Worklist } from './worklist.tsx';

export interface DisagreementsScreenProps {
  auditId: AuditId | null;
  itemId: ItemId | null;
  question: string | null;
}

export function DisagreementsScreen({ auditId, itemId, question }: DisagreementsScreenProps): ReactNode {
  const navigate = useNavigate();
  const shown: CaseRef | null =
    auditId === null || itemId === null || question === null ? null : { auditId, itemId, question };

  // An audit without a case is a worklist to begin with; from then on the filter says what is shown.
  const narrowsTo = shown === null ? auditId : null;
  useEffect(() => {
    if (narrowsTo === null) return;
    setFilter(filterOfAudit(narrowsTo));
    void navigate({ to: paths.disagreements, replace: true });
  }, [narrowsTo, navigate]);

  if (shown === null) return <Worklist onOpen={(row) => void navigate(paths.disagreement(row.case))} />;
  return (
    <CaseScreen
      of={shown}
      onGo={(to) => void navigate({ ...paths.disagreement(to), replace: true })}
      onLeave={() => void navigate({ to: paths.disagreements })}
    />
  );
}
