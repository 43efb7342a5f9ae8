/**
 * Puts the backend together: store, engines, handlers. The same program in the utility process of the desktop, on the
 * loopback host, in the command line and in tests.
 *
 * Must not know how calls arrive. Invariant: what a handler throws leaves here as a declared error.
 */
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { AuditId, LedgerId, PersonId } from '../../shared/domain/ids.ts';
import { label } from '../../shared/domain/text.ts';
import type { WritableStore } from '../../db/connection.ts';
import { closeStore, inTransaction, openStore } from '../../db/connection.ts';
import { appendSession } from '../../db/fork.ts';
import { readUnreadEntries } from '../../db/reread.ts';
import { findCurrentLedger, insertLedger } from '../../db/queries/ledger.ts';
import { createChangeHub } from './changes.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { BackendContext } from './context.ts';
import type { HubLauncher } from './demo-hub.ts';
import { createDemoHub } from './demo-hub.ts';
import { createCaseEngine } from './disagreements/engine.ts';
import { declareEvents, toDeclared } from './errors.ts';
import { appHandlers } from './handlers/app.ts';
import { auditsHandlers } from './handlers/audits.ts';
import { filesHandlers } from './handlers/files.ts';
import { framesHandlers } from './handlers/frames.ts';
import { ledgerHandlers } from './handlers/ledger.ts';
import { peopleHandlers } from './handlers/people.ts';
import { reportsHandlers } from './handlers/reports.ts';
import { reviewsHandlers } from './handlers/reviews.ts';
import { hubHandlers } from './handlers/hub.ts';
import { settingsHandlers } from './handlers/settings.ts';
import { offlineHandlers } from './handlers/offline.ts';
import { profilesHandlers } from './handlers/profiles.ts';
import { sourcesHandlers } from './handlers/sources.ts';
import { syncHandlers } from './handlers/sync.ts';
import { disagreementsHandlers } from './handlers/disagreements.ts';
import { taxonomiesHandlers } from './handlers/taxonomies.ts';
import { normingHandlers } from './handlers/norming.ts';
import { importsHandlers } from './handlers/imports.ts';
import { reviewersHandlers } from './handlers/reviewers.ts';
import { base } from './handlers/workbench-base.ts';
import type { IdSource } from './ids.ts';
import { createIds } from './ids.ts';
import { createAlone } from './profiles/alone.ts';
import type { ProfileDesk } from './profiles/profile-desk.ts';
import { createRetentionKeeper } from './offline/retention-keeper.ts';
import { createReportEngine } from './report/engine.ts';
import type { SecretStore } from './secrets.ts';
import { sessionFacts } from './self.ts';
import type { SourceEngine } from './sources/engine.ts';
import { createSourceEngine } from './sources/engine.ts';
import type { SyncEngineOptions } from './sync/engine.ts';
import { createSyncEngine } from './sync/engine.ts';
import type { SyncEngine } from './sync/sync-engine.ts';

export interface BackendOptions {
  /** Everything that this program keeps is in this folder. */
  dataDir: string;
  host: 'desktop' | 'loopback';
  version: string;
  /** Starts the demo's hub; null where this program cannot. */
  hubLauncher: HubLauncher | null;
  secrets: SecretStore;
  log: Logger;
  clock?: Clock;
  ids?: IdSource;
  fetch?: typeof globalThis.fetch;
  /** Who hands this computer on; without one, one person uses it. */
  profiles?: ProfileDesk;
  /** Name of the person of a new store; without one, the name of the account. */
  personName?: string;
  createSources?: () => SourceEngine;
  createSync?: (options: SyncEngineOptions) => SyncEngine;
}

export interface Backend {
  router: typeof router;
  context: BackendContext;
  /** Ends what is under way and lets the next instance in. */
  close(): Promise<void>;
}

const declared = base.use(({ context, next }) =>
  declaring(
    async () => next(),
    (error) => toDeclared(error, context.log, () => context.ids.uuidv7()),
  ),
);

/** Every call of the contract, by part. */
export const handlers = {
  app: appHandlers,
  files: filesHandlers,
  sources: sourcesHandlers,
  frames: framesHandlers,
  audits: auditsHandlers,
  reviews: reviewsHandlers,
  reports: reportsHandlers,
  disagreements: disagreementsHandlers,
  taxonomies: taxonomiesHandlers,
  norming: normingHandlers,
  imports: importsHandlers,
  reviewers: reviewersHandlers,
  sync: syncHandlers,
  ledger: ledgerHandlers,
  people: peopleHandlers,
  offline: offlineHandlers,
  profiles: profilesHandlers,
  settings: settingsHandlers,
  hub: hubHandlers,
};

export const router = declared.router(handlers);

/** Opens the store and starts to sync. Throws `StorageError`, which says what to do. */
export async function createBackend(options: BackendOptions): Promise<Backend> {
  const { dataDir, host, version, hubLauncher, secrets, log, clock = systemClock } = options;
  const ids = options.ids ?? createIds(clock);
  const store = openReady(options, { clock, ids, version });
  const events = createChangeHub();
  const retention = createRetentionKeeper({ store, clock, log, events });
  const fetching = options.fetch === undefined ? {} : { fetch: options.fetch };
  const createSync = options.createSync ?? createSyncEngine;
  const app = `assay ${version}`;
  const engine = createSync({ store, clock, ids, secrets, log, events, app, ...fetching });
  const sources = (options.createSources ?? createSourceEngine)();
  const reports = createReportEngine({ store, clock, log, newId: () => ids.uuidv7() });
  const cases = createCaseEngine({ store, clock, log, newId: () => ids.uuidv7() });
  const hub = createDemoHub({ launcher: hubLauncher, sync: engine, store, events, log });
  const demo = { hub, open: onceAtATime<AuditId>(), openExample: onceAtATime<AuditId>() };
  const context: BackendContext = {
    store,
    dataDir,
    host,
    version,
    clock,
    ids,
    log,
    sources,
    reports,
    cases,
    hubLauncher,
    secrets,
    events,
    demo,
    sync: hub.sync,
    retention,
    profiles: options.profiles ?? createAlone(store, events),
  };
  hub.resume();
  return {
    router,
    context,
    close: async () => {
      retention.close();
      await hub.settled();
      await engine.close();
      await sources.close();
      await reports.close();
      await cases.close();
      closeStore(store);
    },
  };
}

/** A store that cannot be made ready is let go of again: in a group the program lives on, and somebody tries once more. */
function openReady(
  { dataDir, log, personName }: BackendOptions,
  facts: Pick<BackendContext, 'clock' | 'ids' | 'version'>,
): WritableStore {
  const store = openStore(join(dataDir, 'workbench.db'));
  try {
    const reread = readUnreadEntries(store);
    if (reread > 0) log.info({ entries: reread }, 'read what an older version could not');
    beginLedger(store, facts, personName ?? nameOfUser());
    return store;
  } catch (error) {
    closeStore(store);
    throw error;
  }
}

/** A new store begins with a person of this device and the ledger of their acts. */
function beginLedger(
  store: WritableStore,
  facts: Pick<BackendContext, 'clock' | 'ids' | 'version'>,
  name: string,
): void {
  if (findCurrentLedger(store) !== null) return;
  inTransaction(store, () => {
    const ledger = facts.ids.uuidv7() as LedgerId;
    const person = facts.ids.uuidv7() as PersonId;
    insertLedger(store, { id: ledger, personId: person, role: 'lead', hubId: null });
    appendSession(store, ledger, person, sessionFacts(facts, name));
  });
}

function nameOfUser(): string {
  try {
    return label(120).catch('Me').parse(userInfo().username);
  } catch {
    return 'Me'; // Some systems have no name for the account.
  }
}

/** Calls that come while one is under way get its answer. */
function onceAtATime<T>(): (act: () => Promise<T>) => Promise<T> {
  let running: Promise<T> | null = null;
  return (act) => {
    running ??= act().finally(() => (running = null));
    return running;
  };
}

/** Failures of a call, and of the events that it answers with, leave as declared errors. */
async function declaring<R extends { output: unknown }>(
  call: () => Promise<R>,
  declare: (error: unknown) => Error,
): Promise<R> {
  try {
    return declareEvents(await call(), declare);
  } catch (error) {
    throw declare(error);
  }
}
