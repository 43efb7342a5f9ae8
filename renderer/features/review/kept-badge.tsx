/** In the head of the bench: the last two days of the texts that wait to be judged. */
import type { ReactNode } from 'react';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { keptWords } from '../../lib/kept-until.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTakenAudit } from '../../lib/use-kept-until.ts';
import { Badge } from '../../ui/badge.tsx';

export function KeptBadge({ auditId }: { auditId: AuditId }): ReactNode {
  const now = useNow(60_000);
  const keptUntil = useTakenAudit(auditId)?.keptUntil ?? null;
  const kept = keptUntil === null ? null : keptWords(keptUntil, now);
  if (kept === null || !kept.isSoon) return null;
  return (
    <span title={kept.words}>
      <Badge tone={kept.tone === 'bad' ? 'bad' : 'warn'}>texts: {kept.left}</Badge>
    </span>
  );
}
