/**
 * axe over a screen as it stands. A screen in the dark theme is the same elements in other colours, so only the rules
 * that look at colours are asked there again, in the same place: no journey is walked twice for it.
 *
 * Invariant: the page is left in the light theme, as it was found.
 */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules of these tags whose answer rests on computed colours. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

/** Every rule in the light theme, and every rule of colour in the dark one. The page must follow the system's theme. */
export async function expectCleanInBothThemes(page: Page, where: string): Promise<void> {
  await showTheme(page, 'light');
  await expectNone(new AxeBuilder({ page }).withTags(tags), `${where}, light`);
  await showTheme(page, 'dark');
  await expectNone(new AxeBuilder({ page }).withRules(rulesOfColour), `${where}, dark`);
  await showTheme(page, 'light');
}

async function showTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  // The page hears of the other theme a moment later; its colours are looked at when they are all there.
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter((one) => Number.isFinite(Number(one.effect?.getComputedTiming().endTime)));
    return Promise.allSettled(ending.map((one) => one.finished));
  });
}

async function expectNone(axe: AxeBuilder, where: string): Promise<void> {
  const { violations } = await axe.analyze();
  const said = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`);
  expect(said, where).toEqual([]);
}
