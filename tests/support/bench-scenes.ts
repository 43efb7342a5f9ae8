/**
 * Moments of the bench and of what stands around it that are worth a picture: an error that the evidence finder points
 * at, the feedback of a calibration round, what was taken along, the tiles of a shared computer.
 */
import type { ContractRouterClient } from '@orpc/contract';
import type { Page } from '@playwright/test';
import type { QueueEntry } from '../../shared/contract/reviews.ts';
import type { Workbench } from '../../shared/contract/workbench.ts';
import type { AuditId, ReviewId } from '../../shared/domain/ids.ts';
import { uuidFromText } from '../../shared/domain/canonical.ts';
import type { Trace } from '../../shared/domain/trace.ts';
import { findEvidence } from '../../shared/evidence/find-evidence.ts';
import { answersOf } from './test-device.ts';

type Client = ContractRouterClient<Workbench>;

/** How well one detail that a passage contradicts can be read off the screen; 0 when there is none, or more than one. */
function rateTelling({ output, prompt, context, language }: Trace): number {
  const { claims, unfound } = findEvidence({
    output,
    prompt: prompt.map(({ text }) => text),
    passages: context.map(({ rank, text }) => ({ rank, text })),
    ...(language === undefined ? {} : { language }),
  });
  const [first] = unfound;
  if (first === undefined || unfound.length > 1) return 0;
  const claim = claims.find(({ start, end }) => start <= first.start && first.end <= end);
  const score = claim?.passages[0]?.score ?? 0;
  return (
    (/passage \d says/.test(first.reason) ? 5 : 1) +
    (language === 'en' ? 3 : 0) +
    (score > 0.5 ? 2 : 0) +
    (output.length > 200 && output.length < 640 ? 1 : 0) +
    (/\p{Extended_Pictographic}/u.test(output) ? 0 : 1)
  );
}

/** The open item that shows best what the evidence finder is for. */
export async function findTelling(client: Client, auditId: AuditId): Promise<QueueEntry> {
  const { entries } = await client.reviews.queue({ auditId });
  let best: { entry: QueueEntry; rate: number } | null = null;
  for (const entry of entries) {
    const isAlone = entries.filter(({ title }) => title === entry.title).length === 1;
    if (entry.state !== 'open' || entry.isCalibration === true || !isAlone) continue;
    const { trace } = await client.reviews.item({ auditId, itemId: entry.itemId });
    const rate = rateTelling(trace);
    if (rate > (best?.rate ?? 0)) best = { entry, rate };
  }
  if (best === null) throw new Error('no open item has a detail that is in no passage');
  return best.entry;
}

/** The item in hand by way of the queue's filter; the class is chosen, the detail and its passage stand in the light. */
export async function showTelling(page: Page, { title }: QueueEntry): Promise<void> {
  await page.locator('[data-question="hallucination"]').waitFor();
  const filter = page.getByRole('searchbox', { name: 'Filter the queue by text' });
  await filter.fill(title.slice(0, 60));
  await page
    .getByRole('navigation', { name: 'Queue' })
    .getByRole('listitem')
    .filter({ hasText: title.slice(0, 24) })
    .getByRole('button')
    .first()
    .click();
  await filter.fill('');
  await filter.press('Escape');
  await page.getByText('1 detail is in no passage').waitFor();
  const factual = page.locator('[data-question="hallucination"]').getByRole('button', { name: /Factual/ });
  // The draft of the picture before is still there.
  if ((await factual.getAttribute('aria-pressed')) !== 'true') await page.keyboard.press('2');
  await page.keyboard.press('c');
  await page.mouse.move(0, 0);
  await page.getByRole('button', { name: 'Put out the light' }).waitFor();
}

/** Judges the calibration round, most of it as it is known to be. */
export async function judgeRound(client: Client, auditId: AuditId): Promise<void> {
  const { entries } = await client.reviews.queue({ auditId });
  const round = entries.filter(({ isCalibration }) => isCalibration === true);
  for (const [at, { itemId }] of round.entries()) {
    await client.reviews.submit({
      auditId,
      itemId,
      submissionId: uuidFromText(`round ${itemId}`) as ReviewId,
      draft: {
        answers: answersOf(at === 1 ? 'factual' : 'none'),
        elapsedMs: 21_000,
        focusedQuestion: null,
        supersedes: null,
      },
    });
  }
}

export async function showFeedback(page: Page): Promise<void> {
  const feedback = page.getByRole('button', { name: 'Calibration feedback' });
  const folded = page.getByRole('button', { name: 'Open Queue' }).first();
  await feedback.or(folded).first().waitFor();
  // A narrow window begins with the queue folded.
  if (!(await feedback.isVisible())) await folded.click();
  await feedback.click();
  await page.getByText('answers were right').first().waitFor();
}

/** What is asked for is here already in the demo: it is read again and proved. */
export async function showTaken(page: Page): Promise<void> {
  await page.getByRole('checkbox').first().waitFor();
  await page.keyboard.press('t');
  await page.getByRole('heading', { name: /answers are on this computer/ }).waitFor();
}

/** Three people share the computer, and nobody's work is open. */
export async function shareAndLock(client: Client): Promise<void> {
  await client.profiles.beginGroup({ name: 'Mara Lindqvist', pin: '2468' });
  await client.profiles.add({ name: 'Ben Okafor', pin: '1357' });
  await client.profiles.add({ name: 'Cid Romero', pin: '8642' });
  await client.profiles.lock({});
}

export async function showLocked(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Mara Lindqvist/ }).click();
}
