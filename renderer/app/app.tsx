/**
 * Puts the providers together: theme, queries, routes. Knows no screen.
 */
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queryClient } from '../lib/query.ts';
import { PreferencesProvider } from './preferences.tsx';
import { router } from './routes.tsx';
import { theme } from './theme.ts';

export function App(): ReactNode {
  return (
    <QueryClientProvider client={queryClient}>
      <PreferencesProvider>
        {(scheme) => (
          <MantineProvider theme={theme} forceColorScheme={scheme}>
            <Notifications position="bottom-right" limit={3} />
            <RouterProvider router={router} />
          </MantineProvider>
        )}
      </PreferencesProvider>
    </QueryClientProvider>
  );
}
