/**
 * Puts the providers together: theme, queries, who is working, routes. Knows no screen.
 */
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queryClient } from '../lib/query.ts';
import { PreferencesProvider } from './preferences.tsx';
import { ProfileGate } from './profile-gate.tsx';
import { router } from './routes.tsx';
import { theme } from './theme.ts';

export function App(): ReactNode {
  return (
    <QueryClientProvider client={queryClient}>
      <ProfileGate>
        <PreferencesProvider>
          {(scheme) => (
            <MantineProvider theme={theme} forceColorScheme={scheme}>
              <Notifications position="bottom-right" limit={3} />
              <RouterProvider router={router} />
            </MantineProvider>
          )}
        </PreferencesProvider>
      </ProfileGate>
    </QueryClientProvider>
  );
}
