/** The program itself: who am I, where does everything stand, the demo, the person's name. */
import type { AppStatus } from '../../../shared/contract/status.ts';
import { listAudits } from '../../../db/queries/audits.ts';
import { getLedgerHead, nextAppliedOrder } from '../../../db/queries/ledger.ts';
import { listSources } from '../../../db/queries/sources.ts';
import { changesOf } from '../changes.ts';
import type { BackendContext } from '../context.ts';
import { openDemoAudit } from '../demo-audit.ts';
import { openExampleAudit } from '../example-audit.ts';
import { renameSelf } from '../rename-self.ts';
import { getSelf } from '../self.ts';
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

const openExample = base.app.openExample.handler(async ({ context }) => ({
  auditId: await context.demo.openExample(() => openExampleAudit(context)),
}));

const rename = base.app.rename.handler(({ context, input }) => renameSelf(context, input.name));

export const appHandlers = { status, watch, openDemo, openExample, rename };

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
    recorded: nextAppliedOrder(store) - 1,
    sync: context.sync.status(),
    isFresh: listAudits(store).length === 0 && listSources(store).length === 0,
    canStartDemoHub: context.hubLauncher !== null,
  };
}
