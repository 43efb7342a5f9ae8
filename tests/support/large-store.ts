/**
 * A store of many items with fifty passages each, and a browser to look at it: what benches of the window are measured
 * on. Must not know what is measured.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { findBrowser } from '../../scripts/browser.mjs';
import { generateDemo } from '../../shared/demo/generate.ts';
import { hallucinationAudit } from '../../shared/domain/defaults.ts';
import type { AuditId } from '../../shared/domain/ids.ts';
import { workbenchClient } from './loopback.ts';

export const passagesPerItem = 50;

/** Demo traces, each with its passages repeated to fifty long ones. */
export function writeLargeTraces(file: string, itemCount: number): void {
  const chunk = 500;
  writeFileSync(file, '');
  for (let from = 0; from < itemCount; from += chunk) {
    const { traces } = generateDemo({
      seed: `paint-${from}`,
      count: Math.min(chunk, itemCount - from),
      weekStart: '2026-11-09T00:00:00.000Z',
    });
    const lines = traces.map((trace, i) => {
      const context = Array.from({ length: passagesPerItem }, (_, p) => {
        const base = trace.context[p % trace.context.length];
        return { ...base, rank: p + 1, text: `${base?.text ?? ''} ${base?.text ?? ''}` };
      });
      return `${JSON.stringify({ ...trace, id: `paint-${from + i}`, context })}\n`;
    });
    appendFileSync(file, lines.join(''));
  }
}

/** An audit of every trace of the file, all of it this person's. */
export async function drawAll(url: string, file: string, itemCount: number): Promise<AuditId> {
  const client = workbenchClient(url);
  const source = await client.sources.add({ paths: [file], preset: null, mapping: null, name: 'paint' });
  const { person } = await client.app.status({});
  const drawn = await client.audits.draw({
    plan: {
      title: 'Paint',
      source: { id: source.id, name: source.name, fingerprint: source.fingerprint },
      filter: { dimensions: [] },
      dimensions: ['riskClass'],
      allocation: { rule: 'proportional', size: itemCount, minPerStratum: 1, takeAllBelow: 0 },
      overlap: { size: 0, reviewersPerItem: 2 },
      seed: '0123456789abcdef0123456789abcdef',
      selection: 'bottomK',
      scorecard: { id: hallucinationAudit.id, version: hallucinationAudit.version },
      thresholds: [],
      ciMethod: 'kgStar',
      alpha: 0.05,
      blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
    },
    reviewerIds: [person.id],
  });
  return drawn.auditId;
}

export function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('no Chromium is installed (set ASSAY_CHROMIUM to one)');
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking'];
  return chromium.launch({ executablePath, args });
}

/** Opens the Review screen and waits until its item can be judged. */
export async function openReview(page: Page, url: string, auditId: AuditId): Promise<void> {
  await page.goto(`${new URL(url).origin}/#/review/${auditId}`);
  await awaitItem(page);
}

/** Waits until an item can be judged: its questions and its first passage are on screen. */
export async function awaitItem(page: Page): Promise<void> {
  await page.locator('[data-question="hallucination"]').waitFor();
  await page.locator('[data-passage]').first().waitFor();
}

/** The smallest of `values` that at least the share `p` of them does not exceed. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? Number.NaN;
}
