/**
 * Photographs every screen in every state: with real content, on a fresh computer, while it loads, when what it asks for
 * fails, and without the hub; in both themes and two sizes. For the eye only.
 */
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { errors } from '../../shared/contract/errors.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import { startHubScreens } from './hub-screens.ts';
import { startWorkbench } from './loopback.ts';

const themes = ['light', 'dark'] as const;
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
type Theme = (typeof themes)[number];
type Size = (typeof sizes)[number];

/** Areas of the contract that the frame around every screen needs. */
const frameAreas = new Set(['app', 'settings', 'profiles']);

const failure = {
  defined: true,
  code: 'STORAGE_CORRUPT',
  status: errors.STORAGE_CORRUPT.status,
  message: errors.STORAGE_CORRUPT.message,
  data: {
    what: 'The store is damaged.',
    where: 'workbench.db',
    remedy: 'Run "assay recover": it builds a new store from everything that can still be read.',
  },
};

/** Lets what a screen asks for hang, or fail. */
async function disturb(page: Page, state: 'loading' | 'error'): Promise<void> {
  await page.route('**/rpc/**', (route) => {
    const area = new URL(route.request().url()).pathname.split('/')[2] ?? '';
    if (frameAreas.has(area)) return route.continue();
    if (state === 'loading') return undefined;
    return route.fulfill({
      status: failure.status,
      contentType: 'application/json',
      body: JSON.stringify({ json: failure }),
    });
  });
}

const routesOf = (auditId: AuditId): Record<string, string> => ({
  today: 'today',
  review: `review/${auditId}`,
  plan: 'plan',
  report: `report/${auditId}`,
  hub: 'hub',
  sync: 'sync',
  take: 'take',
  trail: 'trail',
  settings: 'settings',
  disagreements: 'disagreements',
  taxonomy: 'taxonomy',
  'taxonomy-one': 'taxonomy/hallucination',
  'long-tail': 'taxonomy/hallucination?part=tail',
  norming: 'norming',
  'own-page': 'me',
  imports: 'import',
});

export interface StatesOptions {
  browser: Browser;
  /** Folder for the stores of people and hub. */
  folder: string;
  /** Folder for the pictures. */
  out: string;
}

class Photographer {
  readonly #options: StatesOptions;

  constructor(options: StatesOptions) {
    this.#options = options;
  }

  async #open(url: string, theme: Theme, size: Size): Promise<Page> {
    const context = await this.#options.browser.newContext({
      viewport: size,
      colorScheme: theme,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(url);
    await page.locator('h1').first().waitFor();
    return page;
  }

  /** Every route of `routes` in both themes and sizes. */
  async shoot(
    url: string,
    state: string,
    routes: Record<string, string>,
    prepare?: (page: Page) => Promise<void>,
  ): Promise<void> {
    for (const theme of themes) {
      for (const size of sizes) {
        const page = await this.#open(url, theme, size);
        await prepare?.(page);
        for (const [name, route] of Object.entries(routes)) {
          await page.goto(`${new URL(url).origin}/#/${route}`);
          await page.waitForTimeout(900);
          await page.screenshot({
            path: join(this.#options.out, `${name}-${state}-${theme}-${size.width}.png`),
          });
        }
        await page.context().close();
      }
    }
  }
}

export async function shootStates(options: StatesOptions): Promise<void> {
  const photographer = new Photographer(options);
  const fresh = await startWorkbench(join(options.folder, 'fresh'));
  const unknown = '00000000-0000-7000-8000-000000000000' as AuditId;
  try {
    await photographer.shoot(fresh.said.url, 'empty', { welcome: 'welcome', ...routesOf(unknown) });
  } finally {
    await fresh.stop();
  }
  const { world, lead } = await startHubScreens(join(options.folder, 'states'));
  try {
    const { url } = lead.host.said;
    const audits = await lead.client.audits.list({});
    const chosen = audits.find((one) => one.progress.mine > 0) ?? audits[0];
    if (chosen === undefined) throw new Error('the world has no audit');
    const routes = routesOf(chosen.id);
    await photographer.shoot(url, 'content', routes);
    for (const state of ['loading', 'error'] as const) {
      await photographer.shoot(url, state, routes, (page) => disturb(page, state));
    }
    await world.hub.kill();
    await lead.client.sync.now({});
    await photographer.shoot(url, 'offline', routes);
  } finally {
    await world.stop();
  }
}
