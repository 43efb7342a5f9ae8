/** What else can be done, for whoever has few audits yet: each a way that leads somewhere. */
import { IconBook2, IconCloudShare, IconFileSearch, IconReportAnalytics } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AppStatus } from '../../../shared/contract/status.ts';
import { paths } from '../../lib/navigation.ts';
import { canPlan } from './today-queries.ts';
import classes from './today.module.css';

const icon = { size: 19, stroke: 1.6, 'aria-hidden': true } as const;

const ways = {
  plan: {
    to: paths.plan,
    icon: <IconFileSearch {...icon} />,
    title: 'Audit answers of your own',
    words: 'Plan a sample from a file and see what it would tell before anything is drawn.',
  },
  hub: {
    to: paths.sync,
    icon: <IconCloudShare {...icon} />,
    title: 'Review with others',
    words: 'Connect to your team’s hub: audits come to you, and what you submit goes there.',
  },
  report: {
    to: paths.reports,
    icon: <IconReportAnalytics {...icon} />,
    title: 'See where it leads',
    words: 'The report turns what was judged into a rate with its interval and a verdict.',
  },
  introduction: {
    to: paths.settings,
    icon: <IconBook2 {...icon} />,
    title: 'Make it yours',
    words: 'Keys, theme, breaks and the introduction are in Settings.',
  },
} as const;

export function FromHere({ status }: { status: AppStatus | null }): ReactNode {
  const hasHub = status !== null && status.sync.phase !== 'no_hub';
  const last = hasHub ? ways.introduction : ways.hub;
  const shown = canPlan(status?.person) ? [ways.plan, ways.report, last] : [ways.report, last];
  return (
    <section aria-labelledby="today-from-here">
      <h2 id="today-from-here" className={classes.groupTitle}>
        From here
      </h2>
      <ul className={classes.from}>
        {shown.map((way) => (
          <li key={way.to}>
            <Link to={way.to} className={classes.way}>
              {way.icon}
              <strong>{way.title}</strong>
              <span>{way.words}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
