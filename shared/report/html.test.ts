import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ada, ben, makeReportDocument, registeredPlan } from '../../tests/support/made-report.ts';
import { documentDigestOf, reportJson } from './document.ts';
import { EMBED_START, reportHtml } from './html.ts';
import { cssString, html } from './markup.ts';
import { readReport, verifyReportText } from './read-report.ts';
import { reportCsv } from './report-csv.ts';

const hostile = '</script><img src=x onerror=alert(1)><style>*{}</style>"\'&-->';
const document = makeReportDocument({
  title: hostile,
  strata: {
    '</script><script>alert(1)</script>': { population: 200, drawn: 40 },
    '\u202eright to left': { population: 100, drawn: 40 },
  },
  overlap: 20,
  names: { [ada]: '<b onmouseover=alert(1)>Ada', [ben]: 'Ben " onload="alert(1)' },
});
const page = reportHtml(document);
/** A failed comparison would print a whole page. */
const has = (text: string, what: RegExp): boolean => what.test(text);

/** Names of the tags in a text, as a parser finds them outside of the two blocks that are not markup. */
function tagsOf(text: string): Map<string, number> {
  const markup = text
    .replace(/<style>[^<]*<\/style>/, '')
    .replace(/<script type="application\/json"[^>]*>[^<]*<\/script>/, '');
  const counted = new Map<string, number>();
  for (const [, name = ''] of markup.matchAll(/<([a-z!][a-z0-9]*)/gi))
    counted.set(name, (counted.get(name) ?? 0) + 1);
  return counted;
}

describe('the report as a page', () => {
  it('forbids itself to run or fetch anything', () => {
    const policies = [...page.matchAll(/<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"/g)];
    expect(policies.map(([, policy]) => policy)).toEqual([
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    ]);
    expect(has(page, /<(link|iframe|img|object|embed|base|form|audio|video)\b/i)).toBe(false);
    expect(has(page.replace(EMBED_START, ''), /<script/i)).toBe(false);
    expect(has(page, /<[^>]*\b(src|href|action|poster)\s*=|url\(|@import/i)).toBe(false);
  });

  it('has no tag more for hostile titles, values and names than for harmless ones', () => {
    const harmless = makeReportDocument({
      title: 'Week 46',
      strata: { de: { population: 200, drawn: 40 }, en: { population: 100, drawn: 40 } },
      overlap: 20,
    });
    const named = [...tagsOf(page).keys()].toSorted();
    expect(named).toEqual([...tagsOf(reportHtml(harmless)).keys()].toSorted());
    expect(has(page, /<[^>]*\son[a-z]+\s*=/i)).toBe(false);
    expect(page.split('</script>')).toHaveLength(2);
    expect(page.split('</style>')).toHaveLength(2);
  });

  it('shows the headline, every section and how to verify it', () => {
    const shown = reportHtml(makeReportDocument());
    const { report } = document;
    for (const heading of [
      'Rates',
      'Agreement between reviewers',
      'Sample and coverage',
      'How this was computed',
    ]) {
      expect(shown.includes(`<h2>${heading}</h2>`)).toBe(true);
    }
    expect(shown.includes('assay report verify FILE')).toBe(true);
    expect(page.includes(report.manifestDigest)).toBe(true);
    expect(page.includes(report.reviewsDigest)).toBe(true);
    expect(page.includes(document.documentDigest)).toBe(true);
    expect(page.includes('<svg xmlns')).toBe(true);
    expect(has(shown, /limit 10\.0/)).toBe(true);
  });

  it('shows what was registered, judges and second looks, and holds with them', () => {
    const full = makeReportDocument({ plan: registeredPlan, secondLooks: 40 });
    const text = reportHtml(full);
    for (const heading of [
      'Registered and observed',
      'What would change this verdict',
      'Judges against people',
      'Second looks',
    ]) {
      expect(text.includes(`<h2>${heading}</h2>`), heading).toBe(true);
    }
    for (const { statement } of registeredPlan.registration?.hypotheses ?? []) {
      expect(text.includes(statement), statement).toBe(true);
    }
    const found = verifyReportText(text, full.versions.app);
    expect(found.ok && found.verification.checks.filter((one) => !one.passed)).toEqual([]);
    expect(reportCsv(full).includes('missRate')).toBe(true);
  });

  it('says that it is interim, and that it is the demo', () => {
    expect(reportHtml(makeReportDocument({ state: 'open' })).includes('not a decision yet')).toBe(true);
    expect(page.includes('not a decision yet')).toBe(false);
  });

  it('carries its document, which reads back as it was', () => {
    const read = readReport(page);
    expect(read.ok && read.raw).toEqual(document);
  });

  it('is the same text for the same document', () => {
    expect(reportHtml(structuredClone(document)) === page).toBe(true);
  });
});

describe('verifying a file', () => {
  const version = document.versions.app;
  const verify = (text: string) => {
    const found = verifyReportText(text, version);
    if (!found.ok) throw new Error(found.problem.what);
    return found.verification;
  };
  const failed = (text: string): string[] =>
    verify(text)
      .checks.filter((one) => !one.passed)
      .map((one) => one.name);

  it('holds for what was exported, as JSON and as a page', () => {
    expect(verify(reportJson(document)).holds).toBe(true);
    expect(verify(page).holds).toBe(true);
  });

  it('finds a digit that was changed in the page only', () => {
    const whole = makeReportDocument();
    const text = reportHtml(whole);
    const changed = text.replace(/<div class="rate">(\d)/, '<div class="rate">9');
    expect(changed).not.toBe(text);
    expect(failed(changed)).toEqual(['file']);
    expect(verify(changed).checks[0]?.detail).toMatch(
      /does not show what its document says \(first at line \d+/,
    );
  });

  it('finds a number that was written otherwise, and a member that is there twice', () => {
    const text = reportJson(document);
    expect(failed(text.replace('"alpha": 0.05', '"alpha": 0.050'))).toEqual(['file']);
    expect(failed(text.replace('{\n', '{\n "v": 2,\n'))).toEqual(['file']);
    expect(failed(text.replaceAll('\n', '\r\n'))).toEqual(['file']);
  });

  it('names the other version where a page was made by one', () => {
    const other = { ...document, versions: { ...document.versions, app: '0.0.1' } };
    other.documentDigest = documentDigestOf(other);
    const text = reportHtml(other).replace('Audit report', 'Audit  report');
    expect(verify(text).checks[0]?.detail).toMatch(/made by Assay 0\.0\.1, and this is 0\.0\.0-test/);
  });

  it('notices any changed character, wherever it is, and never fails', () => {
    for (const text of [reportJson(document), page]) {
      fc.assert(
        fc.property(
          fc.nat(text.length - 1),
          fc.constantFrom(...'07aZ "{}[],:<>\\\n\u0000é'),
          (at, character) => {
            fc.pre(text[at] !== character);
            const found = verifyReportText(text.slice(0, at) + character + text.slice(at + 1), version);
            expect(found.ok && found.verification.holds).toBe(false);
          },
        ),
        { numRuns: 60 },
      );
    }
  });

  it.each<[string, string, RegExp]>([
    ['an empty file', '', /is empty/],
    ['white space', ' \n', /is empty/],
    ['a truncated document', reportJson(document).slice(0, 500), /ends before the report does/],
    ['broken JSON', '{"format": nonsense}', /is not JSON/],
    ['a truncated page', page.slice(0, page.length - 200), /ends before the report does/],
    ['the first half of a page', page.slice(0, 3000), /is not a report of Assay, or it ends/],
    ['a page of somebody else', '<!doctype html><p>hello', /is not a report of Assay/],
    ['the CSV', '\ufeffaudit,table,question,option\r\n', /no evidence/],
    ['a PDF', '%PDF-1.7', /carries no evidence/],
    ['a text', 'Dear all', /is not a report of Assay/],
    ['a list', '[1,2]', /is not a report of Assay/],
  ])('says what is wrong with %s', (_, text, says) => {
    const found = verifyReportText(text, version);
    expect(found.ok).toBe(false);
    if (!found.ok) {
      expect(found.problem.what).toMatch(says);
      expect(found.problem.remedy).not.toBe('');
    }
  });
});

describe('escapes', () => {
  it('escapes texts in markup and in style sheets', () => {
    expect(html`<p title="${'"<&>'}">${'<b>'}</p>`.markup).toBe(
      '<p title="&quot;&lt;&amp;&gt;">&lt;b&gt;</p>',
    );
    expect(cssString('a"; } </style>')).toBe('"a\\22 \\3b  \\7d  \\3c \\2f style\\3e "');
  });
});
