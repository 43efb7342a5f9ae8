/** The exported HTML report in a browser with scripts on: what is hostile in it stays text, and everybody can read it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { reportHtml } from '../../shared/report/html.ts';
import { ada, makeReportDocument, registeredPlan } from '../support/made-report.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-page-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, html: string): string {
  const path = join(folder, name);
  writeFileSync(path, html);
  return pathToFileURL(path).href;
}

test('hostile titles, values and names run nothing, load nothing and change nothing of the page', async ({
  page,
}) => {
  const attack =
    '"></style></script><script>window.hasRun = true</script><img src="https://example.org/x" onerror="hasRun = true">';
  const document = makeReportDocument({
    title: attack,
    strata: {
      [attack]: { population: 200, drawn: 40 },
      'javascript:alert(1)': { population: 90, drawn: 40 },
    },
    overlap: 20,
    names: { [ada]: attack },
  });
  const requests: string[] = [];
  const dialogs: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const url = write('hostile.html', reportHtml(document));
  await page.goto(url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(attack);
  expect(await page.title()).toBe(attack);
  const seen = await page.evaluate(() => ({
    hasRun: 'hasRun' in window,
    images: globalThis.document.images.length,
    scripts: [...globalThis.document.scripts].map((one) => one.type),
    links: globalThis.document.links.length,
    sections: globalThis.document.querySelectorAll('h2').length,
  }));
  expect(seen).toEqual({
    hasRun: false,
    images: 0,
    scripts: ['application/json'],
    links: 0,
    sections: seen.sections,
  });
  expect(seen.sections).toBeGreaterThan(4);
  expect(requests).toEqual([url]);
  expect(dialogs).toEqual([]);
});

test('the page can be read by everybody', async ({ page }) => {
  await page.goto(
    write('full.html', reportHtml(makeReportDocument({ plan: registeredPlan, secondLooks: 40 }))),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map((one) => [one.id, one.nodes.map((node) => node.target.join(' ')).slice(0, 3)]),
  ).toEqual([]);
});
