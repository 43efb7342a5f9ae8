/**
 * The rail: the places, each with its name for those who do not know the icon yet; Hub only for those who have something
 * to do or to read there.
 */
import { Tooltip } from '@mantine/core';
import {
  IconCalendarCheck,
  IconReportAnalytics,
  IconColumns3,
  IconFingerprint,
  IconGitMerge,
  IconListTree,
  IconRefresh,
  IconServer2,
  IconSettings,
  IconStack2,
} from '@tabler/icons-react';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { seesHub } from '../../shared/domain/hub-roles.ts';
import { LockButton } from '../features/profiles/lock-button.tsx';
import { useAppStatus } from '../lib/app-status.ts';
import { paths } from '../lib/navigation.ts';
import { useCommands } from '../lib/shortcuts.ts';
import { Logo } from '../ui/logo.tsx';
import classes from './rail.module.css';

interface Place {
  title: string;
  to: string;
  icon: ComponentType<{ size: number; stroke: number }>;
}

const above: readonly Place[] = [
  { title: 'Today', to: paths.today, icon: IconCalendarCheck },
  { title: 'Review', to: paths.lastReview, icon: IconColumns3 },
  { title: 'Disagreements', to: paths.disagreements, icon: IconGitMerge },
  { title: 'Taxonomy', to: paths.taxonomies, icon: IconListTree },
  { title: 'Plan', to: paths.plan, icon: IconStack2 },
  { title: 'Report', to: paths.reports, icon: IconReportAnalytics },
];
const hub: Place = { title: 'Hub', to: paths.hub, icon: IconServer2 };
const below: readonly Place[] = [
  { title: 'Sync', to: paths.sync, icon: IconRefresh },
  { title: 'Trail', to: paths.trail, icon: IconFingerprint },
  { title: 'Settings', to: paths.settings, icon: IconSettings },
];

function RailLink({ place, isHere }: { place: Place; isHere: boolean }): ReactNode {
  const Icon = place.icon;
  return (
    <li>
      <Tooltip label={place.title}>
        <Link
          to={place.to}
          className={classes.link}
          aria-label={place.title}
          aria-current={isHere ? 'page' : undefined}
          data-here={isHere || undefined}
        >
          <Icon size={20} stroke={1.6} />
        </Link>
      </Tooltip>
    </li>
  );
}

/** A hub is connected, and this person's role has something to do there. */
function useHasHub(): boolean {
  const { status } = useAppStatus();
  return status !== null && status.sync.phase !== 'no_hub' && seesHub(status.person.role);
}

/** Listens to the key of Hub while there is one to go to. */
function HubKey(): null {
  const navigate = useNavigate();
  useCommands({ hub_open: () => void navigate({ to: paths.hub }) });
  return null;
}

export function Rail(): ReactNode {
  const hasHub = useHasHub();
  const here = useRouterState({ select: (state) => `/${state.location.pathname.split('/')[1] ?? ''}` });
  return (
    <nav className={classes.rail} aria-label="Screens">
      <Link to={paths.today} className={classes.logo} aria-label="Assay, Today">
        <Logo size={30} />
      </Link>
      {hasHub && <HubKey />}
      <ul className={classes.places}>
        {[...above, ...(hasHub ? [hub] : [])].map((place) => (
          <RailLink key={place.to} place={place} isHere={place.to === here} />
        ))}
      </ul>
      <ul className={classes.places}>
        {below.map((place) => (
          <RailLink key={place.to} place={place} isHere={place.to === here} />
        ))}
      </ul>
      <LockButton />
    </nav>
  );
}
