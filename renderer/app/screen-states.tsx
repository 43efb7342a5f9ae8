/**
 * What is shown in a screen's place: while it loads, when it failed, when the address names none. Each has a way out.
 */
import { IconCompass } from '@tabler/icons-react';
import { useNavigate, useRouter } from '@tanstack/react-router';
import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { paths } from '../lib/navigation.ts';
import { problemOf } from '../lib/problem.ts';
import { Button } from '../ui/button.tsx';
import { Screen } from '../ui/page-header.tsx';
import { EmptyState, ErrorState, Skeleton } from '../ui/states.tsx';

export function ScreenLoading(): ReactNode {
  return (
    <Screen>
      <Skeleton lines={5} />
    </Screen>
  );
}

export function ScreenFailed({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter();
  const navigate = useNavigate();
  const shown = problemOf(error);
  return (
    <ErrorState
      what={shown.what}
      where={shown.where}
      remedy={shown.remedy}
      code={shown.code}
      onRetry={() => {
        reset();
        void router.invalidate();
      }}
      actions={
        <Button
          onClick={() => {
            reset();
            void navigate({ to: paths.today });
          }}
        >
          Go to Today
        </Button>
      }
    />
  );
}

export function ScreenMissing(): ReactNode {
  const navigate = useNavigate();
  return (
    <EmptyState
      title="There is no such screen"
      icon={<IconCompass size={36} stroke={1.4} />}
      actions={<Button onClick={() => void navigate({ to: paths.today })}>Go to Today</Button>}
    >
      The link may come from another version of Assay.
    </EmptyState>
  );
}
