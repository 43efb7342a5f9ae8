/** Preferences of the person at this device: theme, density, keys. Local, never synced. */
import type { z } from 'zod';
import { preferences } from '../../../shared/contract/settings.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { inTransaction } from '../../../db/connection.ts';
import { findSetting, updateSetting } from '../../../db/queries/settings.ts';
import { base } from './workbench-base.ts';

type Preferences = z.infer<typeof preferences>;

const defaults: Preferences = {
  theme: 'system',
  density: 'comfortable',
  keys: {},
  hasSingleKeys: true,
  advancesAfterSubmit: true,
  showsFinder: true,
  breakAfterMinutes: 50,
  introduction: 'new',
};
const settingKey = 'preferences';

export const settingsHandlers = {
  get: base.settings.get.handler(({ context }) => readPreferences(context.store)),
  update: base.settings.update.handler(({ context, input }) =>
    inTransaction(context.store, () => {
      const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
      const next: Preferences = { ...readPreferences(context.store), ...given };
      updateSetting(context.store, settingKey, next);
      return next;
    }),
  ),
};

/** Stored preferences over the defaults; what an older or newer version wrote differently falls back. */
function readPreferences(store: ReadableStore): Preferences {
  const stored = preferences.partial().safeParse(findSetting(store, settingKey) ?? {});
  return stored.success ? ({ ...defaults, ...stored.data } as Preferences) : defaults;
}
