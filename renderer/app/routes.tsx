/**
 * Which address shows which screen. Screens load when they are first shown; the address stays behind `#`, because the
 * loopback host and `assay://` both serve one page.
 */
import {
  createHashHistory,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  useNavigate,
} from '@tanstack/react-router';
import type { AnyRoute } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { z } from 'zod';
import type { AuditId } from '../../shared/domain/ids.ts';
import { auditId, itemId } from '../../shared/domain/ids.ts';
import { api, queryClient } from '../lib/query.ts';
import { prepareReview } from '../features/review/prepare-review.ts';
import { TakeOfAudit } from '../features/take/take-of-audit.tsx';
import { TodayScreen } from '../features/today/today-screen.tsx';
import { paths } from '../lib/navigation.ts';
import { readRemembered } from '../lib/remembered.ts';
import { onScreen, root, screen } from './root-route.ts';
import { ScreenFailed } from './screen-states.tsx';
import { settlingRoutes } from './settling-routes.tsx';

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  errorComponent: ScreenFailed,
  beforeLoad: async () => {
    const status = await queryClient.ensureQueryData(api.app.status.queryOptions({ input: {} }));
    throw redirect({ to: status.isFresh ? paths.welcome : paths.today });
  },
});

/** Review without an audit: the one worked on last, else the first that is open. */
const lastReview = createRoute({
  getParentRoute: () => root,
  path: paths.lastReview,
  errorComponent: ScreenFailed,
  beforeLoad: async () => {
    const audits = await queryClient.fetchQuery(api.audits.list.queryOptions({ input: {} }));
    const last = readRemembered('last-audit', (value) => auditId.safeParse(value).data ?? null);
    const chosen =
      audits.find((one) => one.id === last) ??
      audits.find((one) => one.progress.mine > one.progress.done + one.progress.skipped) ??
      audits[0];
    throw redirect({ to: chosen === undefined ? paths.today : paths.review(chosen.id) });
  },
});

const reviewSearch = z.object({ item: itemId.optional().catch(undefined) });

const review = createRoute({
  ...onScreen,
  path: '/review/$auditId',
  params: { parse: (raw) => ({ auditId: auditId.parse(raw.auditId) }), stringify: (held) => held },
  validateSearch: reviewSearch,
  component: lazyRouteComponent(async () => {
    const { ReviewScreen } = await import('../features/review/review-screen.tsx');
    return {
      default: function ReviewRoute() {
        const { auditId: audit } = review.useParams();
        const { item } = review.useSearch();
        return <ReviewScreen key={audit} auditId={audit} {...(item === undefined ? {} : { itemId: item })} />;
      },
    };
  }),
});

const loadReport = async () => (await import('../features/report/report-screen.tsx')).ReportScreen;

const reports = screen(paths.reports, async () => {
  const ReportScreen = await loadReport();
  return { default: () => <ReportScreen auditId={null} /> };
});

const report = createRoute({
  ...onScreen,
  path: '/report/$auditId',
  params: { parse: (raw) => ({ auditId: auditId.parse(raw.auditId) }), stringify: (held) => held },
  component: lazyRouteComponent(async () => {
    const ReportScreen = await loadReport();
    return {
      default: function ReportRoute() {
        const { auditId: audit } = report.useParams();
        return <ReportScreen auditId={audit} />;
      },
    };
  }),
});

const loadHub = async () => (await import('../features/hub/hub-screen.tsx')).HubScreen;

const hub = screen(paths.hub, async () => {
  const HubScreen = await loadHub();
  return { default: () => <HubScreen part={null} /> };
});

const hubPart = createRoute({
  ...onScreen,
  path: '/hub/$part',
  component: lazyRouteComponent(async () => {
    const HubScreen = await loadHub();
    return {
      default: function HubRoute() {
        const { part } = hubPart.useParams();
        return <HubScreen part={part} />;
      },
    };
  }),
});

const takeSearch = z.object({ audit: auditId.optional().catch(undefined) });

const take = createRoute({
  ...onScreen,
  path: paths.take,
  validateSearch: takeSearch,
  component: lazyRouteComponent(async () => {
    const { TakeScreen } = await import('../features/take/take-screen.tsx');
    return {
      default: function TakeRoute() {
        const { audit } = take.useSearch();
        return <TakeScreen key={audit ?? ''} auditId={audit ?? null} />;
      },
    };
  }),
});

/** The way to the item that Continue leads to: what it needs is asked for, then its code is read. */
function prepareContinued(audit: AuditId): void {
  void prepareReview(audit);
  setTimeout(() => void router.loadRouteChunk(review));
}

/**
 * Today knows neither taking along nor Review: the piece for its rows and the way on are put in here. It comes with the
 * page itself, because it is what nearly everybody sees first.
 */
function TodayRoute(): ReactNode {
  const navigate = useNavigate();
  return (
    <TodayScreen
      renderTake={(audit) => <TakeOfAudit audit={audit} />}
      onTake={(audit) => void navigate(paths.takeAudit(audit.id))}
      onContinued={prepareContinued}
    />
  );
}

const today = createRoute({
  getParentRoute: () => root,
  path: paths.today,
  component: TodayRoute,
  errorComponent: ScreenFailed,
});

const tree = root.addChildren([
  hub,
  hubPart,
  home,
  lastReview,
  review,
  reports,
  report,
  screen(paths.welcome, async () => ({
    default: (await import('../features/welcome/welcome-screen.tsx')).WelcomeScreen,
  })),
  today,
  take,
  ...settlingRoutes,
  screen(paths.plan, async () => ({
    default: (await import('../features/plan/plan-screen.tsx')).PlanScreen,
  })),
  screen(paths.sync, async () => ({
    default: (await import('../features/sync/sync-screen.tsx')).SyncScreen,
  })),
  screen(paths.trail, async () => ({
    default: (await import('../features/trail/trail-screen.tsx')).TrailScreen,
  })),
  screen(paths.settings, async () => {
    const [{ SettingsScreen }, { PeoplePanel }] = await Promise.all([
      import('../features/settings/settings-screen.tsx'),
      import('../features/profiles/people-panel.tsx'),
    ]);
    return { default: () => <SettingsScreen people={<PeoplePanel />} /> };
  }),
]);

export const router = createRouter({
  routeTree: tree,
  history: createHashHistory(),
  defaultPreload: 'intent',
  defaultPendingMs: 150,
  // What was waited for is shown at once: the router's own half second would hold back an item that is there.
  defaultPendingMinMs: 0,
});

/**
 * Loads every screen while nothing else is to be done. A screen that was never shown would otherwise be asked of a host
 * that may have gone by then, and the router would reload the window, which takes everything on it away.
 */
export async function loadScreens(): Promise<void> {
  for (const route of Object.values(router.routesById)) {
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 3_000 }));
    await router.loadRouteChunk(route as AnyRoute);
  }
}
