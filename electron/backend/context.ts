/**
 * What every handler gets: the store, the clock, ids, and the engines. Handlers take what they need from here and hold
 * no state of their own.
 */
import type { Logger } from 'pino';
import type { AuditId } from '../../shared/domain/ids.ts';
import type { WritableStore } from '../../db/connection.ts';
import type { ChangeHub } from './changes.ts';
import type { Clock } from './clock.ts';
import type { DemoHub, HubLauncher } from './demo-hub.ts';
import type { IdSource } from './ids.ts';
import type { ProfileDesk } from './profiles/profile-desk.ts';
import type { RetentionKeeper } from './offline/retention-keeper.ts';
import type { CaseEngine } from './disagreements/case-calls.ts';
import type { ReportEngine } from './report/report-calls.ts';
import type { SecretStore } from './secrets.ts';
import type { SourceEngine } from './sources/engine.ts';
import type { SyncEngine } from './sync/sync-engine.ts';

export interface BackendContext {
  store: WritableStore;
  dataDir: string;
  host: 'desktop' | 'loopback';
  version: string;
  clock: Clock;
  ids: IdSource;
  log: Logger;
  sources: SourceEngine;
  reports: ReportEngine;
  cases: CaseEngine;
  /** Null where this program cannot start a hub. */
  hubLauncher: HubLauncher | null;
  secrets: SecretStore;
  /** `notify()` after every commit that others may want to see. */
  events: ChangeHub;
  sync: SyncEngine;
  /** Ends the keeping of texts on this device. */
  retention: RetentionKeeper;
  profiles: ProfileDesk;
  demo: {
    hub: DemoHub;
    /** Runs `make`, or answers with the run that is under way. */
    open(make: () => Promise<AuditId>): Promise<AuditId>;
    openExample(make: () => Promise<AuditId>): Promise<AuditId>;
  };
}
