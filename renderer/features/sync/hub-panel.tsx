/** The connection itself: which hub, as whom, disconnect; or the form that connects. */
import type { ReactNode } from 'react';
import type { SyncStatus } from '../../../shared/contract/status.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { problemOf } from '../../lib/problem.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { ConnectForm } from './connect-form.tsx';
import { useDisconnect } from './sync-queries.ts';
import classes from './sync.module.css';

function Disconnect({ waiting }: { waiting: number }): ReactNode {
  const disconnect = useDisconnect();
  const failed = disconnect.error === null ? null : problemOf(disconnect.error);
  return (
    <>
      <Confirm
        label="Disconnect"
        question="Disconnect from the hub?"
        confirmLabel="Disconnect"
        keepLabel="Stay connected"
        isBusy={disconnect.isPending}
        onConfirm={() => disconnect.mutate({})}
      >
        <p>
          The token is forgotten on this computer. Everything that was done here stays here
          {waiting > 0 ? ', and what waits is sent when you connect again.' : '.'}
        </p>
      </Confirm>
      {failed !== null && (
        <ErrorState isInline what={failed.what} remedy={failed.remedy} code={failed.code} />
      )}
    </>
  );
}

export function HubPanel({ sync }: { sync: SyncStatus }): ReactNode {
  const { status } = useAppStatus();
  if (sync.phase === 'no_hub') {
    return (
      <Panel title="Connect to a hub">
        <p className={classes.explain}>
          A hub lets several people share an audit. Work never depends on it: without a network you go on
          scoring, and everything is sent, in order, when the hub is back.
        </p>
        <ConnectForm initialUrl="" />
      </Panel>
    );
  }
  return (
    <Panel title="Hub">
      <Facts
        facts={[
          { name: 'Address', value: <code className={classes.address}>{sync.hubUrl ?? 'unknown'}</code> },
          ...(status === null
            ? []
            : [{ name: 'You are', value: `${status.person.name} (${status.person.role})` }]),
        ]}
      />
      <p className={classes.explain}>
        Without a network you go on working. Every act is kept in your ledger and sent in order when the hub
        is back; nothing is sent twice, and nothing is dropped.
      </p>
      {sync.phase === 'signed_out' && <ConnectForm initialUrl={sync.hubUrl ?? ''} />}
      <div className={classes.under}>
        <Disconnect waiting={sync.waiting} />
      </div>
    </Panel>
  );
}
