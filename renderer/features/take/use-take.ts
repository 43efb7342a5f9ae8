/**
 * Owns one run of taking audits along: what the backend tells of it, and leaving. Invariant: leaving the screen, or
 * stopping, ends the run; what has come stays.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { client } from '../../lib/client.ts';
import { problemOf } from '../../lib/problem.ts';
import type { ShownProblem } from '../../lib/problem.ts';
import { api } from '../../lib/query.ts';

type Steps = Awaited<ReturnType<typeof client.offline.take>>;
export type TakeStep = Steps extends AsyncIterable<infer S> ? S : never;

export type Run =
  | { state: 'idle' }
  | { state: 'running'; auditIds: readonly AuditId[]; step: TakeStep | null }
  | { state: 'failed'; auditIds: readonly AuditId[]; problem: ShownProblem }
  | { state: 'stopped'; step: TakeStep | null }
  | { state: 'done'; auditIds: readonly AuditId[]; items: number; bytes: number; at: string };

export interface Take {
  run: Run;
  start: (auditIds: readonly AuditId[]) => void;
  stop: () => void;
}

export function useTake(): Take {
  const queries = useQueryClient();
  const [run, setRun] = useState<Run>({ state: 'idle' });
  const leave = useRef<AbortController | null>(null);
  useEffect(() => () => leave.current?.abort(), []);

  const start = (auditIds: readonly AuditId[]): void => {
    leave.current?.abort();
    const own = new AbortController();
    leave.current = own;
    // What a run says that somebody has left is nobody's business any more.
    const tell = (next: Run): void => {
      if (!own.signal.aborted) setRun(next);
    };
    tell({ state: 'running', auditIds, step: null });
    void watch(auditIds, own.signal, tell).finally(() => {
      void queries.invalidateQueries({ queryKey: api.offline.key() });
      void queries.invalidateQueries({ queryKey: api.audits.key() });
    });
  };
  const stop = (): void => {
    leave.current?.abort();
    setRun((now) => (now.state === 'running' ? { state: 'stopped', step: now.step } : now));
  };
  return { run, start, stop };
}

async function watch(
  auditIds: readonly AuditId[],
  signal: AbortSignal,
  tell: (run: Run) => void,
): Promise<void> {
  try {
    let last: TakeStep | null = null;
    for await (const step of await client.offline.take({ auditIds: [...auditIds] }, { signal })) {
      last = step;
      if (step.phase !== 'done') tell({ state: 'running', auditIds, step });
    }
    if (last === null || last.phase !== 'done') throw new TypeError('the run broke off');
    const at = new Date().toISOString();
    tell({ state: 'done', auditIds, items: last.total, bytes: last.totalBytes, at });
  } catch (error) {
    tell({ state: 'failed', auditIds, problem: problemOf(error) });
  }
}
