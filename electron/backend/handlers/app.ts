/** The program itself: who am I, where does everything stand, the demo, the person's name. */
import type { AppStatus } from '../../../shared/contract/status.ts';
import { inTransaction } from '../../../db/connection.ts';
import { appendSession } from '../../../db/fork.ts';
import { listAudits } from '../../../db/queries/audits.ts';
import { getLedgerHead } from '../../../db/queries/ledger.ts';
import { listSources } from '../../../db/queries/sources.ts';
import { changesOf } from '../changes.ts';
import type { BackendContext } from '../context.ts';
import { openDemoAudit } from '../demo-audit.ts';
import { WorkbenchError } from '../errors.ts';
import { announce, getSelf, sessionFacts } from '../self.ts';
import { base } from './workbench-base.ts';

/** Changes that come closer together than this are told of once, milliseconds. */
const quietMs = 100;

const status = base.app.status.handler(({ context }) => readStatus(context));

const watch = base.app.watch.handler(async function* ({ context, signal }) {
  const changes = changesOf(context.events, signal ?? new AbortController().signal, quietMs);
  for await (const _ of changes) yield readStatus(context);
});

const openDemo = base.app.openDemo.handler(async ({ context }) => {
  const auditId = await context.demo.open(() => openDemoAudit(context));
  context.demo.hub.start();
  return { auditId };
});

const rename = base.app.rename.handler(({ context, input }) => {
  const { store } = context;
  const renamed = inTransaction(store, () => {
    const { ledger, person } = getSelf(store);
    if (ledger.hubId !== null) {
      throw new WorkbenchError('CONFLICT', {
        what: 'The hub keeps the names of its people.',
        remedy: 'Ask those who run the hub to change yours.',
      });
    }
    appendSession(store, ledger.id, person.id, sessionFacts(context, input.name));
    return getSelf(store).person;
  });
  announce(context);
  return renamed;
});

export const appHandlers = { status, watch, openDemo, rename };

function readStatus(context: BackendContext): AppStatus {
  const { store, version, host, dataDir } = context;
  const { person, ledger } = getSelf(store);
  const head = getLedgerHead(store, ledger.id);
  return {
    version,
    host,
    dataDir,
    person,
    ledger: { id: ledger.id, events: head.seq, headHash: head.hash },
    sync: context.sync.status(),
    isFresh: listAudits(store).length === 0 && listSources(store).length === 0,
    canStartDemoHub: context.hubLauncher !== null,
  };
}
