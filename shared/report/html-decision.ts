/**
 * What the report decides, in the HTML report: the headline, what would change it, what was registered against what was
 * observed, the next step. Must not decide anything: every verdict and sentence is the report's own.
 */
import type { Report } from '../contract/report.ts';
import { sentenceCase } from '../figures/dimension-words.ts';
import { chanceText, countText, percentText } from '../figures/number-words.ts';
import type { QuestionReport } from '../figures/report-rows.ts';
import { verdictView } from '../figures/report-words.ts';
import { estimateText, facts, list, paragraph, rangeText, remarks, table } from './html-parts.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';

/** The question whose rate is the headline. */
export function primaryOf(report: Report): QuestionReport | null {
  return report.questions.find((one) => one.isPrimary) ?? report.questions[0] ?? null;
}

/** Rate, verdict and sentence at a glance. */
export function headlineSection(report: Report): Markup {
  const question = primaryOf(report);
  if (question === null) return paragraph('The scorecard of this audit has no question with a rate.');
  const { overall, threshold, rateTitle } = question;
  const { word, tone, mark } =
    threshold === null
      ? { word: 'no limit registered', tone: 'accent', mark: '' }
      : verdictView(threshold.verdict);
  const sentence =
    threshold?.sentence ??
    `No limit was registered for the ${rateTitle}, so there is an estimate and no verdict.`;
  const rate = overall.figure.estimate === null ? '–' : percentText(overall.figure.estimate);
  const isCount = overall.figure.low !== null && overall.figure.low === overall.figure.high;
  const level = Number((100 * (1 - report.alpha)).toFixed(2));
  return html`<div class="headline" data-tone="${tone}">
      <div>
        <div class="rate">${rate}</div>
        <div class="interval">
          ${rangeText(overall.figure, 'percent')}<br />${isCount ? '' : `${level} % interval, `}${countText(overall.figure.n)}
          items
        </div>
      </div>
      <div>
        <p class="small">
          ${sentenceCase(rateTitle)}${threshold === null ? '' : `, limit ${percentText(threshold.limit)}`}
        </p>
        <p class="verdict">${mark === '' ? '' : `${mark} `}${word}</p>
        <p>${sentence}</p>
      </div>
    </div>
    ${remarks(overall.figure.notes)}`;
}

/** What would change the verdict, and what to do next. */
export function changeSection(report: Report): Markup {
  const threshold = primaryOf(report)?.threshold ?? null;
  const changes = threshold?.changes.map(({ sentence }) => sentence) ?? [];
  const sensitive = [
    ...(threshold?.isSensitiveToSkips === true ? ['The verdict depends on what the skipped items are.'] : []),
    ...(threshold?.isSensitiveToRulings === true
      ? ['The verdict depends on how contested items are ruled.']
      : []),
  ];
  const where = (threshold?.moreByStratum ?? []).map((one) => [
    one.stratum.length === 0 ? 'Whole frame' : one.stratum.join(' · '),
    one.items,
  ]);
  const { sentence, causes } = report.nextStep;
  const next =
    sentence === ''
      ? null
      : html`<h3>Next step</h3>
          ${paragraph(sentence)}`;
  const named = table(
    'Causes named among the errors',
    [{ title: '' }, { title: 'Items', isNumber: true }],
    causes.map((one) => [one.cause, one.count]),
  );
  if (changes.length + sensitive.length + where.length + causes.length === 0 && next === null) return html``;
  return html`<section>
    <h2>What would change this verdict</h2>
    ${list([...sensitive, ...changes])}${table('Where more items are best drawn', [{ title: '' }, { title: 'Items', isNumber: true }], where)}${next}${named}
  </section> `;
}

const formats = { rate: 'percent', difference: 'difference', agreement: 'coefficient' } as const;

type Registered = NonNullable<Report['registered']>;

function hypothesisRows({ registration, hypotheses }: Registered): (string | number)[][] {
  return hypotheses.map((of, at) => {
    const format = formats[registration.hypotheses[at]?.claim.kind ?? 'rate'];
    return [
      of.statement,
      of.claim,
      estimateText(of.observed, format),
      rangeText(of.observed, format),
      of.p === null ? '–' : chanceText(of.p),
      of.q === null ? '–' : chanceText(of.q),
      of.outcome,
    ];
  });
}

/** Registered before the draw, against observed; nothing for audits that registered only thresholds. */
export function registeredSection(report: Report): Markup {
  const { registered } = report;
  if (registered === null) return html``;
  const { stop, anytime, deviations } = registered;
  const primary = report.questions.find((one) => one.question === registered.registration.primaryQuestion);
  const always =
    anytime === null
      ? []
      : [
          [
            'However often one looks',
            `${estimateText(anytime.interval, 'percent')} (${rangeText(anytime.interval, 'percent')}), ${countText(anytime.n)} items`,
          ] as const,
        ];
  const columns = ['Registered', 'Claim', 'Observed', 'Interval', 'p', 'q', 'Outcome'].map((title, at) => ({
    title,
    isNumber: at > 1 && at < 6,
  }));
  return html`<section>
    <h2>Registered and observed</h2>
    ${paragraph('Written into the audit before the draw and frozen there by the ledger and the manifest’s digest.')}
    ${facts([['Primary question', primary?.title ?? registered.registration.primaryQuestion], ['Stop rule', stop.sentence], ...always])}${table('Hypotheses', columns, hypothesisRows(registered))}${deviations.length === 0 ? null : html`<h3>Done otherwise than registered</h3>`}${list(deviations)}
  </section> `;
}
