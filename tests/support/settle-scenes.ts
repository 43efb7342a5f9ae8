/**
 * What comes after judging, on the example with simulated reviewers: the worklist, a case, the taxonomy in the making, what
 * a change touches, its effect, the long tail, one's own page.
 */
import type { Page } from '@playwright/test';
import type { workbenchClient } from './loopback.ts';

type Client = ReturnType<typeof workbenchClient>;

/** Makes the example, and a working copy of the taxonomy that tells a promise from a wrong fact. */
export async function prepareSettling(client: Client): Promise<void> {
  await client.app.openExample({});
  const { versions } = await client.taxonomies.get({ id: 'hallucination' });
  const { taxonomy } = versions[0]!;
  await client.taxonomies.saveDraft({
    draft: {
      taxonomy: { id: taxonomy.id, version: taxonomy.version },
      title: taxonomy.title,
      cleanClass: taxonomy.cleanClass,
      classes: taxonomy.classes.map((one) =>
        one.id === 'policy'
          ? {
              ...one,
              definition:
                'Promises or denies what policy does not (refund, exception, entitlement, deadline), also where the promise rests on a wrong fact.',
            }
          : one,
      ),
      operations: [{ kind: 'redefine', class: 'policy' }],
      mapping: [],
      summary: 'A wrong fact that promises something is “policy”: reviewers were torn between the two.',
    },
  });
}

export const settleScenes = [
  'disagreements',
  'case',
  'taxonomy',
  'taxonomy-preview',
  'taxonomy-effect',
  'long-tail',
  'own-page',
  'imports',
] as const;
export type SettleScene = (typeof settleScenes)[number];

const addresses: Readonly<Record<SettleScene, string>> = {
  disagreements: '/disagreements',
  case: '/disagreements',
  taxonomy: '/taxonomy/hallucination',
  'taxonomy-preview': '/taxonomy/hallucination?part=publish',
  'taxonomy-effect': '/taxonomy/hallucination?part=effect',
  'long-tail': '/taxonomy/hallucination?part=tail',
  'own-page': '/me',
  imports: '/import',
};

/** Goes there and waits until what counts is on screen. */
export async function showSettling(page: Page, scene: SettleScene): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#${addresses[scene]}`);
  await page.locator('h1').first().waitFor();
  if (scene === 'disagreements' || scene === 'case')
    await page.getByText('Taxonomy unclear').filter({ visible: true }).first().waitFor();
  if (scene === 'case') {
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Ruling', exact: true }).waitFor();
    await page.keyboard.press('4');
  }
  if (scene === 'taxonomy-preview') await page.getByRole('insertion').first().waitFor();
}
