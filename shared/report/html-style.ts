/**
 * How the report looks as a document: A4, light, black on white where it is printed. Must not fetch anything: fonts are
 * those of the reader's system. Invariant: rows, figures and headings with what follows them are not torn apart.
 */
import { cssString } from './markup.ts';

/** Foot and head of every printed page are the browser's own margin boxes. */
const pageRules = (title: string, foot: string): string => `
@page {
  size: A4;
  margin: 20mm 16mm 20mm;
  @top-left { content: ${cssString(title)}; font: 8pt sans-serif; color: #555; }
  @bottom-left { content: ${cssString(foot)}; font: 8pt sans-serif; color: #555; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555; }
}
@page :first { @top-left { content: none; } }
`;

const screenRules = `
:root { color-scheme: light; --ink: #1d1b18; --ink2: #524e47; --ink3: #68635a; --line: #dcd8cf; --sunk: #f5f3ee;
  --good: #26704a; --bad: #b0332a; --warn: #8a5200; --quiet: #68635a; --accent: #0e6a61; }
* { box-sizing: border-box; }
html { background: #efece6; }
body { margin: 0 auto; max-width: 210mm; padding: 18mm 16mm 20mm; background: #fff; color: var(--ink);
  font: 10.5pt/1.5 'Inter Variable', Inter, 'Segoe UI', 'Helvetica Neue', 'Noto Sans', Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
header { border-bottom: 2px solid var(--ink); padding-bottom: 5mm; margin-bottom: 7mm; }
.kind { margin: 0 0 2mm; font-size: 8.5pt; letter-spacing: 0.09em; text-transform: uppercase; color: var(--accent);
  font-weight: 600; }
h1 { margin: 0 0 2mm; font-size: 23pt; line-height: 1.15; font-weight: 650; letter-spacing: -0.012em; }
h2 { margin: 11mm 0 3mm; font-size: 14.5pt; line-height: 1.25; font-weight: 640; break-after: avoid; }
h3 { margin: 6mm 0 2mm; font-size: 11.5pt; font-weight: 700; break-after: avoid; }
p { margin: 0 0 2.5mm; max-width: 160mm; }
h2 + p { break-after: avoid; }
/* Names and values of the audited source may be one long word: they must not push a table off the page. */
h1, p, li, dd, code, tbody th { overflow-wrap: anywhere; }
.meta, .small { color: var(--ink2); font-size: 9pt; max-width: none; }
.note { color: var(--ink3); font-size: 8.5pt; }
.banner { border: 1px solid var(--warn); color: var(--warn); border-radius: 2mm; padding: 2mm 4mm; margin: 0 0 5mm;
  font-weight: 560; }
.headline { display: grid; grid-template-columns: auto 1fr; gap: 0 9mm; align-items: start; padding: 6mm 7mm;
  border: 1px solid var(--line); border-left: 2mm solid var(--tone); border-radius: 2mm; break-inside: avoid;
  margin-bottom: 5mm; }
.headline .rate { font-size: 29pt; line-height: 1.05; font-weight: 660; letter-spacing: -0.02em; }
.headline .interval { color: var(--ink2); font-size: 9pt; margin-top: 1.5mm; }
.headline .verdict { font-size: 13pt; font-weight: 640; color: var(--tone); margin: 0 0 1mm; }
.headline .verdict::first-letter { text-transform: uppercase; }
.headline p:last-child { margin-bottom: 0; }
[data-tone='good'] { --tone: var(--good); } [data-tone='bad'] { --tone: var(--bad); }
[data-tone='warn'] { --tone: var(--warn); } [data-tone='quiet'] { --tone: var(--quiet); }
[data-tone='accent'] { --tone: var(--accent); }
table { width: 100%; border-collapse: collapse; margin: 0 0 4mm; font-size: 9pt; line-height: 1.35; }
caption { text-align: left; font-weight: 600; padding-bottom: 1.5mm; font-size: 9.5pt; break-after: avoid; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: 1.3mm 3mm 1.3mm 0; border-bottom: 1px solid var(--line);
  unicode-bidi: isolate; }
th, thead td { font-weight: 560; color: var(--ink2); border-bottom-color: var(--ink3); }
tbody th { border-bottom-color: var(--line); color: var(--ink); min-width: 30mm; }
.number { text-align: right; white-space: nowrap; }
td.quiet { color: var(--ink3); }
figure { margin: 0 0 5mm; break-inside: avoid; }
figure svg { display: block; max-width: 100%; height: auto; }
ul { margin: 0 0 3mm; padding-left: 5mm; } li { margin-bottom: 1mm; max-width: 155mm; }
dl { display: grid; grid-template-columns: 46mm 1fr; margin: 0 0 4mm; font-size: 9pt; }
dt, dd { margin: 0; padding: 1.2mm 0; border-bottom: 1px solid var(--line); unicode-bidi: isolate; }
dt { color: var(--ink2); }
code { font: 8.2pt/1.4 'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, Consolas, monospace; }
h1, .isolate { unicode-bidi: isolate; }
@media print {
  html { background: none; }
  body { max-width: none; padding: 0; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  section.apart { break-before: page; }
  h2 { margin-top: 8mm; }
}
@media (max-width: 720px) {
  body { padding: 8mm 6mm; } .headline { grid-template-columns: 1fr; gap: 4mm; } dl { grid-template-columns: 1fr; }
}
`;

/** The style sheet of a report with this title and foot. */
export const styleSheet = (title: string, foot: string): string => pageRules(title, foot) + screenRules;
