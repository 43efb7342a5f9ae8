/**
 * The report as one HTML file: readable without Assay, printable, and carrying the document that proves it. Must not
 * compute or fetch anything.
 *
 * Invariants: a pure function of the document, so that `verify` writes the page again and compares every byte; no script
 * runs and nothing is requested (the page forbids it itself); every text is escaped.
 */
import type { ReportDocument } from './document.ts';
import { changeSection, headlineSection, registeredSection } from './html-decision.ts';
import { code, facts, paragraph, timeText } from './html-parts.ts';
import { agreementSection, coverageSection, judgeSection, missSection } from './html-quality.ts';
import { questionSection } from './html-rates.ts';
import { styleSheet } from './html-style.ts';
import type { Markup } from './markup.ts';
import { html, trusted } from './markup.ts';

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Where the document stands in the page; its `<` are written as \u003c, so that nothing in it can end the block. */
export const EMBED_START = '<script type="application/json" id="assay-report">';
export const EMBED_END = '</script>';

function embed(document: ReportDocument): Markup {
  return trusted(EMBED_START + JSON.stringify(document).replaceAll('<', '\\u003c') + EMBED_END);
}

/** Reviews from elsewhere are never shown as if people here had made them. */
function originBanner({ origin }: ReportDocument['report']): string[] {
  if (origin === undefined) return [];
  const { reviews, imported, simulated } = origin;
  const made =
    simulated > 0 ? `, ${simulated} of them simulated: made to see what would be, not what people said` : '';
  return [`${imported} of ${reviews} reviews were imported${made}.`];
}

function heading({ report, evidence, exportedAt, hidesNames }: ReportDocument): Markup {
  const { audit, manifest } = evidence;
  const state = audit.closedAt === null ? report.state : `closed ${timeText(audit.closedAt)}`;
  const banners = [
    ...(report.isDemo ? ['This is the demo: made data, not a finding.'] : []),
    ...(report.isInterim ? ['Interim: the audit is not closed, so this is not a decision yet.'] : []),
    ...originBanner(report),
    ...(report.bridge === undefined
      ? []
      : [`A relabel, and no sample of a frame of its own. ${report.bridge.sentence}`]),
  ].map((text) => html`<p class="banner">${text}</p>`);
  const who = hidesNames ? ' · reviewers’ names hidden' : '';
  return html`<header>
      <p class="kind">Audit report</p>
      <h1>${report.title}</h1>
      <p class="meta isolate">
        ${manifest.plan.source.name} · drawn ${timeText(manifest.drawnAt)} · ${state} · exported
        ${timeText(exportedAt)}${who}
      </p>
    </header>
    ${banners}`;
}

/** Formulas and methods that the figures name. */
function methodsOf({ report }: ReportDocument): string[] {
  const methods = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('method' in value && typeof value.method === 'string') methods.add(value.method);
    Object.values(value).forEach(visit);
  };
  visit(report.questions);
  visit(report.registered);
  return [...methods].toSorted();
}

function proofSection(document: ReportDocument): Markup {
  const { report, evidence, versions, ledgerHeads } = document;
  const { plan, auditId } = evidence.manifest;
  const heads = ledgerHeads.map((one) => html`${code(`${one.ledger} · ${one.seq} · ${one.hash}`)}<br />`);
  return html`<section class="apart">
    <h2>How this was computed</h2>
    ${paragraph('Every rate is weighted to the frame: within each stratum the items with the smallest SHA-256 of seed and trace id were drawn, so that anybody can draw them again. Intervals are those of the registered method; what is too small to say is marked and not hidden.')}
    ${facts([
      ['Audit', code(auditId)],
      ['Manifest digest', code(report.manifestDigest)],
      ['Reviews digest', code(report.reviewsDigest)],
      ['Document digest', code(document.documentDigest)],
      ['Ledger heads', ledgerHeads.length === 0 ? '–' : html`${heads}`],
      ['Seed', code(plan.seed)],
      ['Source', html`<span class="isolate">${plan.source.name}</span> ${code(plan.source.fingerprint)}`],
      ['Scorecard', `${plan.scorecard.id} version ${plan.scorecard.version}`],
      ['Interval of the rates', `${plan.ciMethod}, two-sided error ${plan.alpha}`],
      ['Versions', `Assay ${versions.app}, method ${versions.method}, document ${document.v}`],
      ['Computed', timeText(report.computedAt)],
    ])}
    <h3>Methods</h3>
    <p class="small">${methodsOf(document).join('; ')}.</p>
    <h3>How to verify</h3>
    ${paragraph('This file carries the evidence: the manifest of the sample and every answer that counts, without any text. With Assay at hand:')}
    <p>${code('assay report verify FILE')}</p>
    ${paragraph('It draws keys, ranks, weights, overlap and queue again, computes every figure again, and compares this page with the one that the evidence gives. With --data it also holds the file against the ledger. Intervals, counts and verdicts come from the document, never from this page.')}
  </section> `;
}

/** The HTML file of a report document. */
export function reportHtml(document: ReportDocument): string {
  const { report } = document;
  const foot = `Manifest ${report.manifestDigest.slice(0, 12)} · Assay ${document.versions.app}`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content="Assay ${document.versions.app}" />
        <title>${report.title}</title>
        <style>
          ${trusted(styleSheet(report.title, foot))}
        </style>
      </head>
      <body>
        ${heading(document)}
        <main>
          ${headlineSection(report)} ${registeredSection(report)}${changeSection(report)}
          <section>
            <h2>Rates</h2>
            ${report.questions.map(questionSection)}
          </section>
          ${agreementSection(report)}${judgeSection(report)}${missSection(report)}${coverageSection(report)}${proofSection(document)}
        </main>
        ${embed(document)}
      </body>
    </html> `;
  return page.markup;
}
