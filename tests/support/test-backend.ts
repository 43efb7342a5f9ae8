/** A whole backend on a folder of its own, called through its router without any transport. */
import { createRouterClient } from '@orpc/server';
import type { RouterClient } from '@orpc/server';
import { inTransaction } from '../../db/connection.ts';
import { insertContent } from '../../db/queries/contents.ts';
import type { Backend, BackendOptions } from '../../electron/backend/backend.ts';
import { createBackend, router } from '../../electron/backend/backend.ts';
import { silentLog } from '../../electron/backend/log.ts';
import { createMemorySecrets } from '../../electron/backend/secrets.ts';
import { appendOwn, getSelf } from '../../electron/backend/self.ts';
import type { AuditPlan } from '../../shared/domain/audit.ts';
import type { AuditId, PersonId, ReviewId } from '../../shared/domain/ids.ts';
import type { Answers, Draft } from '../../shared/domain/review.ts';
import type { MadeAudit } from './made-audit.ts';
import { makeAudit, makePlan } from './made-audit.ts';
import { manifestText, tickingClock } from './test-device.ts';

export type WorkbenchClient = RouterClient<typeof router>;

export interface TestBackend extends Backend {
  client: WorkbenchClient;
}

export async function openTestBackend(
  dataDir: string,
  change: Partial<BackendOptions> = {},
): Promise<TestBackend> {
  const backend = await createBackend({
    dataDir,
    host: 'loopback',
    version: '0.0.0-test',
    hubLauncher: null,
    secrets: createMemorySecrets(),
    log: silentLog(),
    clock: tickingClock(),
    ...change,
  });
  return { ...backend, client: createRouterClient(backend.router, { context: backend.context }) };
}

/** Stores an audit whose items were made, as the draw does; dealt in turn, overlap items to everyone. */
export function storeMadeAudit(
  { context }: Backend,
  count: number,
  more: { overlap?: number; reviewers?: PersonId[]; plan?: Partial<AuditPlan>; length?: number } = {},
): MadeAudit {
  const { store, ids } = context;
  const auditId = ids.uuidv7() as AuditId;
  const reviewers = more.reviewers ?? [getSelf(store).person.id];
  const made = makeAudit(auditId, count, more.overlap ?? 0, makePlan(more.plan), more.length ?? 1);
  const { manifest, manifestDigest, contents } = made;
  inTransaction(store, () => {
    for (const content of contents) insertContent(store, content);
    insertContent(store, { digest: manifestDigest, text: manifestText(made) });
    appendOwn(context, 'audit.planned@1', { auditId }, { auditId, plan: manifest.plan, isDemo: false });
    appendOwn(context, 'audit.drawn@1', { auditId }, { auditId, manifestDigest, itemCount: count });
    const assignments = manifest.items.map((item, n) => ({
      itemId: item.id,
      personIds: item.isOverlap ? reviewers : [reviewers[n % reviewers.length]!],
    }));
    appendOwn(context, 'audit.assigned@1', { auditId }, { auditId, assignments });
  });
  return made;
}

export function draftOf(answers: Answers, change: Partial<Draft> = {}): Draft {
  return { answers, elapsedMs: 12_000, focusedQuestion: null, supersedes: null, ...change };
}

export function newReviewId({ context }: Backend): ReviewId {
  return context.ids.uuidv7() as ReviewId;
}

/** The code and data of the declared error that a call fails with. */
export async function failureOf(
  call: Promise<unknown>,
): Promise<{ code: string; defined: boolean; data: unknown }> {
  try {
    await call;
  } catch (error) {
    const { code, defined, data } = error as { code: string; defined: boolean; data: unknown };
    return { code, defined, data };
  }
  throw new Error('this call should have failed');
}
