/** The rail: seven places, each with its name for those who do not know the icon yet. */
import { Tooltip } from '@mantine/core';
import {
  IconCalendarCheck,
  IconReportAnalytics,
  IconColumns3,
  IconFingerprint,
  IconRefresh,
  IconSettings,
  IconStack2,
} from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { paths } from '../lib/navigation.ts';
import classes from './rail.module.css';

interface Place {
  title: string;
  to: string;
  icon: ComponentType<{ size: number; stroke: number }>;
}

const above: readonly Place[] = [
  { title: 'Today', to: paths.today, icon: IconCalendarCheck },
  { title: 'Review', to: paths.lastReview, icon: IconColumns3 },
  { title: 'Plan', to: paths.plan, icon: IconStack2 },
  { title: 'Report', to: paths.reports, icon: IconReportAnalytics },
];
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

export function Rail(): ReactNode {
  const here = useRouterState({ select: (state) => `/${state.location.pathname.split('/')[1] ?? ''}` });
  return (
    <nav className={classes.rail} aria-label="Screens">
      <Link to={paths.today} className={classes.logo} aria-label="Assay, Today">
        <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden>
          <rect width="32" height="32" rx="9" fill="var(--accent)" />
          <path
            d="M9 23 16 8l7 15M6.5 18.2h19"
            fill="none"
            stroke="var(--accent-ink)"
            strokeWidth="2.4"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      </Link>
      <ul className={classes.places}>
        {above.map((place) => (
          <RailLink key={place.to} place={place} isHere={place.to === here} />
        ))}
      </ul>
      <ul className={classes.places}>
        {below.map((place) => (
          <RailLink key={place.to} place={place} isHere={place.to === here} />
        ))}
      </ul>
    </nav>
  );
}
