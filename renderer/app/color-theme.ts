/**
 * Light, dark or as the system has it. The choice lives in the settings of the store; a copy in localStorage only
 * spares a flash of the wrong theme at start.
 */
import type { Preferences } from '../../shared/contract/settings.ts';
import { readRemembered, remember } from '../lib/remembered.ts';

type Theme = Preferences['theme'];

const wantsDark = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');

export function rememberedTheme(): Theme {
  return (
    readRemembered('theme', (value) => (value === 'light' || value === 'dark' ? value : null)) ?? 'system'
  );
}

/** What a choice means on this machine now. */
export function schemeOf(theme: Theme): 'light' | 'dark' {
  if (theme !== 'system') return theme;
  return wantsDark().matches ? 'dark' : 'light';
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['mantineColorScheme'] = schemeOf(theme);
  remember('theme', theme);
}

/** Calls back when the system changes between light and dark; returns the way to stop. */
export function watchSystemTheme(listener: () => void): () => void {
  const query = wantsDark();
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
