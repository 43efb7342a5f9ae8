/** Where reviews of an audit come from, for every screen that shows a figure of them. */
import { useQuery } from '@tanstack/react-query';
import type { AuditId } from '../../shared/domain/ids.ts';
import { api } from './query.ts';

export interface ReviewOrigin {
  isImported: boolean;
  isSimulated: boolean;
}

/** Whether an audit's reviews were imported, and whether they were made up to look at what would be. */
export function useOrigins(): (auditId: AuditId) => ReviewOrigin {
  const { data = [] } = useQuery({ ...api.imports.list.queryOptions({ input: {} }), retry: false });
  return (auditId) => {
    const of = data.filter((one) => one.auditId === auditId);
    return { isImported: of.length > 0, isSimulated: of.some((one) => one.isSimulated) };
  };
}
