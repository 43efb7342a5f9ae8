/** A folder of this computer as the backend lists it, beginning at home. Must not read any file. */
import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatBytes } from './format.ts';
import { problemOf } from './problem.ts';
import { api } from './query.ts';

const withSize = <E extends { kind: 'folder' | 'file'; bytes: number }>(entry: E) => ({
  ...entry,
  size: entry.kind === 'folder' ? '' : formatBytes(entry.bytes),
});

/** The folder that was entered last; while it is asked for, the one before stays. */
export function useFolder() {
  const [folder, setFolder] = useState<string | null>(null);
  const { data, error, isPending } = useQuery(
    api.files.browse.queryOptions({ input: { folder }, placeholderData: keepPreviousData }),
  );
  return {
    listing: data && { ...data, entries: data.entries.map(withSize) },
    isPending,
    failed: error === null ? null : problemOf(error),
    onEnter: setFolder,
  };
}
