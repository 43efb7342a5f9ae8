/** The route that all others hang on, and what every route to a screen has in common. Knows no screen. */
import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { AnyRoute } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { ScreenFailed, ScreenLoading, ScreenMissing } from './screen-states.tsx';
import { Shell } from './shell.tsx';

export const root = createRootRoute({ component: Shell, notFoundComponent: ScreenMissing });

/** Where a screen hangs, and what stands there while it loads or when it cannot. */
export const onScreen = {
  getParentRoute: () => root,
  errorComponent: ScreenFailed,
  pendingComponent: ScreenLoading,
};

/** A screen whose address says nothing but that it is this screen. */
export const screen = (path: string, load: () => Promise<{ default: ComponentType }>): AnyRoute =>
  createRoute({ ...onScreen, path, component: lazyRouteComponent(load) });
