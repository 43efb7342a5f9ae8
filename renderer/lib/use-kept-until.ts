/** Until when the texts of an audit that wait to be judged are kept here; asked once the screen has come to rest. */
import { useQuery } from '@tanstack/react-query';
import type { TakenAudit } from '../../shared/contract/offline.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import { api } from './query.ts';
import { useAtRest } from './use-at-rest.ts';

/** The answer asks the hub, and it changes by the day. */
const FRESH_MS = 10 * 60_000;

/** What is known of taking this audit along; null before it is, and where nothing is mine. */
export function useTakenAudit(auditId: AuditId): TakenAudit | null {
  const isAtRest = useAtRest();
  const { data } = useQuery({
    ...api.offline.list.queryOptions({ input: {} }),
    staleTime: FRESH_MS,
    enabled: isAtRest,
  });
  return data?.audits.find((one) => one.auditId === auditId) ?? null;
}
