/**
 * Stands before everything else: in a group, nothing of the window is there until somebody has entered their PIN, and all of
 * it goes with the lock. On a computer of one person it opens by itself.
 */
import type { ReactNode } from 'react';
import { MantineProvider } from '@mantine/core';
import { LockScreen } from '../features/profiles/lock-screen.tsx';
import { useProfiles } from '../lib/profiles.ts';
import { rememberedTheme, schemeOf } from './color-theme.ts';
import { theme } from './theme.ts';

export function ProfileGate({ children }: { children: ReactNode }): ReactNode {
  const { state, isLost, isLeaving } = useProfiles();
  if (isLeaving) return null;
  // A window that never reached its backend says so on its own screens.
  if (state === null) return isLost ? children : null;
  if (state.openId !== null) return children;
  return (
    <MantineProvider theme={theme} forceColorScheme={schemeOf(rememberedTheme())}>
      <LockScreen state={state} isLost={isLost} />
    </MantineProvider>
  );
}
