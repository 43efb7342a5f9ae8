/**
 * Name, appearance, review habits, keys, and what this program is. Must not know what a preference does: the shell
 * carries it to where it acts. Invariant: a change is stored as it is made; there is no "save" to forget.
 */
import type { ReactNode } from 'react';
import type { Preferences } from '../../../shared/contract/settings.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { problemOf } from '../../lib/problem.ts';
import { Digest } from '../../ui/digest.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Segments } from '../../ui/field.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import { KeysPanel } from './keys-panel.tsx';
import { NamePanel } from './name-panel.tsx';
import { ReviewingPanel } from './reviewing-panel.tsx';
import { usePreferences, useUpdatePreferences } from '../../lib/use-preferences.ts';
import classes from './settings.module.css';

type Update = ReturnType<typeof useUpdatePreferences>;

function AppearancePanel({ held, update }: { held: Preferences; update: Update }): ReactNode {
  return (
    <Panel title="Appearance">
      <div className={classes.rows}>
        <div className={classes.row}>
          <span>Theme</span>
          <Segments
            label="Theme"
            value={held.theme}
            onChange={(theme) => update.change({ theme })}
            options={[
              { value: 'system', title: 'As the system' },
              { value: 'light', title: 'Light' },
              { value: 'dark', title: 'Dark' },
            ]}
          />
        </div>
        <div className={classes.row}>
          <span>Density</span>
          <Segments
            label="Density"
            value={held.density}
            onChange={(density) => update.change({ density })}
            options={[
              { value: 'comfortable', title: 'Comfortable' },
              { value: 'compact', title: 'Compact' },
            ]}
          />
        </div>
      </div>
    </Panel>
  );
}

function AboutPanel(): ReactNode {
  const { status } = useAppStatus();
  return (
    <Panel title="About">
      {status === null ? (
        <Skeleton lines={3} />
      ) : (
        <Facts
          facts={[
            { name: 'Version', value: `Assay ${status.version}` },
            {
              name: 'Runs as',
              value: status.host === 'desktop' ? 'desktop program' : 'local page in a browser',
            },
            { name: 'Data folder', value: <code className={classes.path}>{status.dataDir}</code> },
            { name: 'Ledger', value: <Digest value={status.ledger.id} label="ledger id" /> },
            { name: 'Role', value: status.person.role },
          ]}
        />
      )}
    </Panel>
  );
}

function Content({ held, update }: { held: Preferences; update: Update }): ReactNode {
  const failed = update.error === null ? null : problemOf(update.error);
  return (
    <>
      {failed !== null && (
        <ErrorState
          isInline
          what={failed.what}
          where={failed.where}
          remedy={failed.remedy}
          code={failed.code}
        />
      )}
      <AppearancePanel held={held} update={update} />
      <ReviewingPanel held={held} change={update.change} />
      <KeysPanel
        changes={held.keys}
        onChange={(keys) => update.change({ keys })}
        hasSingleKeys={held.hasSingleKeys}
        onSingleKeys={(hasSingleKeys) => update.change({ hasSingleKeys })}
      />
    </>
  );
}

/** @param people the panel on who uses this computer, composed by the app */
export function SettingsScreen({ people }: { people: ReactNode }): ReactNode {
  const preferences = usePreferences();
  const update = useUpdatePreferences();
  const { phase, problem } = useAppStatus();
  const failed = preferences.error === null ? null : problemOf(preferences.error);
  return (
    <Screen width="narrow">
      <PageHeader title="Settings" subtitle="Every change is stored as you make it, on this computer." />
      {phase === 'lost' && problem !== null && (
        <Notice tone="bad" title={problem.what}>
          {problem.remedy}
        </Notice>
      )}
      <NamePanel />
      {people}
      {preferences.isPending && (
        <Panel>
          <Skeleton lines={6} label="Reading the settings" />
        </Panel>
      )}
      {failed !== null && preferences.data === undefined && (
        <ErrorState
          what={failed.what}
          where={failed.where}
          remedy={failed.remedy}
          code={failed.code}
          onRetry={() => void preferences.refetch()}
        />
      )}
      {preferences.data !== undefined && <Content held={preferences.data} update={update} />}
      <AboutPanel />
    </Screen>
  );
}
