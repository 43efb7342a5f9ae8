/**
 * The first screen on a fresh machine: what Assay is, in a sentence, and three ways to begin. Must not know what the
 * demo is made of. Invariant: the demo is one key away, and a way that fails says how to go on.
 */
import { IconCloudShare, IconFileSearch, IconLock, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { firstChord } from '../../../shared/commands/registry.ts';
import { useAppStatus } from '../../lib/app-status.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { api } from '../../lib/query.ts';
import { useCommands, useKeyChanges } from '../../lib/shortcuts.ts';
import { usePreferences, useUpdatePreferences } from '../../lib/use-preferences.ts';
import { Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/page-header.tsx';
import { ErrorState, Notice } from '../../ui/states.tsx';
import { ExampleReport } from './example-report.tsx';
import classes from './welcome.module.css';

const nextSteps = [
  ['Score', 'Question, evidence and answer side by side; a short scorecard answered with number keys.'],
  [
    'Settle',
    'Several people judge some of it alone; what they disagree on shows where a definition is unclear.',
  ],
  [
    'Decide',
    'A rate with its interval, a verdict on the limit that was written down before, and the next step.',
  ],
] as const;

function useDemo() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation(
    api.app.openDemo.mutationOptions({
      onSuccess: async ({ auditId }) => {
        await Promise.all([
          queries.invalidateQueries({ queryKey: api.app.key() }),
          queries.invalidateQueries({ queryKey: api.audits.key() }),
        ]);
        await navigate({ to: paths.review(auditId) });
      },
    }),
  );
}

function Way({
  icon,
  title,
  children,
  action,
  isFirst = false,
}: {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  action: ReactNode;
  isFirst?: boolean;
}) {
  return (
    <li className={classes.way} data-first={isFirst || undefined}>
      <span className={classes.icon} aria-hidden>
        {icon}
      </span>
      <h2 className={classes.wayTitle}>{title}</h2>
      <p className={classes.wayWords}>{children}</p>
      <div className={classes.action}>{action}</div>
    </li>
  );
}

type Demo = ReturnType<typeof useDemo>;

/** For those who have been through the introduction: the demo again, with it. */
function Again({ demo }: { demo: Demo }): ReactNode {
  const { data } = usePreferences();
  const { change } = useUpdatePreferences();
  if (data?.introduction !== 'done') return null;
  return (
    <Button
      variant="quiet"
      size="s"
      onClick={() => {
        change({ introduction: 'new' });
        demo.mutate({});
      }}
    >
      Open it with the introduction once more
    </Button>
  );
}

function DemoWay({ demo, hasDemoHub }: { demo: Demo; hasDemoHub: boolean }): ReactNode {
  const first = useRef<HTMLButtonElement>(null);
  const changes = useKeyChanges();
  // After the shell has moved focus to the screen, Enter must start the demo.
  useEffect(() => {
    const frame = requestAnimationFrame(() => first.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <Way
      isFirst
      icon={<IconPlayerPlayFilled size={20} />}
      title="Open the demo audit"
      action={
        <>
          <Button
            ref={first}
            variant="primary"
            size="l"
            chord={firstChord('welcome_demo', changes)}
            isBusy={demo.isPending}
            onClick={() => demo.mutate({})}
          >
            {demo.isPending ? 'Opening …' : 'Open the demo'}
          </Button>
          <Again demo={demo} />
        </>
      }
    >
      20 invented support answers and an introduction in three steps. Takes five minutes.
      {hasDemoHub && ' A demo hub starts with it.'}
    </Way>
  );
}

function Ways({ demo, hasDemoHub }: { demo: Demo; hasDemoHub: boolean }): ReactNode {
  const navigate = useNavigate();
  return (
    <ul className={classes.ways} aria-label="Ways to begin">
      <DemoWay demo={demo} hasDemoHub={hasDemoHub} />
      <Way
        icon={<IconFileSearch size={20} stroke={1.6} />}
        title="Open a file of your own"
        action={
          <Button size="l" onClick={() => void navigate({ to: paths.plan })}>
            Open a file
          </Button>
        }
      >
        JSONL, JSON, CSV or Parquet, also gzipped. It is read where it lies; only drawn answers are stored.
      </Way>
      <Way
        icon={<IconCloudShare size={20} stroke={1.6} />}
        title="Connect to a hub"
        action={
          <Button size="l" onClick={() => void navigate({ to: paths.sync })}>
            Connect
          </Button>
        }
      >
        Your team already runs one? You need its address and your token; your audits come by themselves.
      </Way>
    </ul>
  );
}

function Next(): ReactNode {
  return (
    <section aria-labelledby="welcome-next">
      <h2 id="welcome-next" className={classes.nextTitle}>
        What happens next
      </h2>
      <ol className={classes.next}>
        {nextSteps.map(([title, words], at) => (
          <li key={title}>
            <span className={classes.number} aria-hidden>
              {at + 1}
            </span>
            <div>
              <strong>{title}</strong>
              <p>{words}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Hero(): ReactNode {
  return (
    <header className={classes.hero}>
      <div className={classes.head}>
        <h1 className={classes.title}>Know how often your AI is wrong</h1>
        <p className={classes.lead}>
          Assay draws a probability sample of logged answers, lets people judge them side by side with the
          evidence, and gives you the error rate with an interval that survives scrutiny.
        </p>
        <p className={classes.promise}>
          <IconLock size={16} stroke={1.7} aria-hidden />
          Works without a network. Everything stays on this computer until you connect a hub.
        </p>
      </div>
      <ExampleReport />
    </header>
  );
}

export function WelcomeScreen(): ReactNode {
  const { phase, status, problem } = useAppStatus();
  const demo = useDemo();
  // Also when focus is elsewhere on the page.
  useCommands({
    welcome_demo: () => {
      if (!demo.isPending) demo.mutate({});
    },
  });
  const failed = demo.error === null ? null : problemOf(demo.error);
  return (
    <Screen>
      <div className={classes.page}>
        <Hero />
        {phase === 'lost' && problem !== null && (
          <Notice tone="bad" title={problem.what}>
            {problem.remedy}
          </Notice>
        )}
        {failed !== null && (
          <ErrorState
            isInline
            what={failed.what}
            where={failed.where}
            remedy={failed.remedy}
            code={failed.code}
            onRetry={() => demo.mutate({})}
          />
        )}
        <Ways demo={demo} hasDemoHub={status?.canStartDemoHub === true} />
        <output className={classes.progress}>
          {demo.isPending && 'Making the demo answers and drawing 20 of them. This takes a few seconds.'}
        </output>
        <Next />
      </div>
    </Screen>
  );
}
