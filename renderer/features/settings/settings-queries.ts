/** Owns the calls of the Settings screen that no other screen makes. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/query.ts';

export function useRename() {
  const queries = useQueryClient();
  return useMutation(
    api.app.rename.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.app.key() }),
    }),
  );
}
