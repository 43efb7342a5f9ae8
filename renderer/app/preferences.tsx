/**
 * Carries the person's settings to where they act: theme and density to the document, keys to the dispatcher.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { api } from '../lib/query.ts';
import { setKeyChanges, setSingleKeys } from '../lib/shortcuts.ts';
import { applyTheme, rememberedTheme, schemeOf, watchSystemTheme } from './color-theme.ts';

export function PreferencesProvider({
  children,
}: {
  children: (scheme: 'light' | 'dark') => ReactNode;
}): ReactNode {
  const { data } = useQuery(api.settings.get.queryOptions({ input: {} }));
  const theme = data?.theme ?? rememberedTheme();
  const [scheme, setScheme] = useState(() => schemeOf(theme));

  useEffect(() => {
    const apply = (): void => {
      applyTheme(theme);
      setScheme(schemeOf(theme));
    };
    apply();
    return watchSystemTheme(apply);
  }, [theme]);

  useEffect(() => {
    if (data === undefined) return;
    setKeyChanges(data.keys);
    setSingleKeys(data.hasSingleKeys);
    document.documentElement.dataset['density'] = data.density;
  }, [data]);

  return children(scheme);
}
