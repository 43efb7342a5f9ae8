import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MadeItem } from '../../tests/support/made-evidence.ts';
import { errorQuestion, makeEvidence } from '../../tests/support/made-evidence.ts';
import { makeReportDocument, makeReportInput } from '../../tests/support/made-report.ts';
import { METHOD_VERSION } from '../contract/report.ts';
import { digestOf, uuidFromText } from '../domain/canonical.ts';
import type { DeliberationEntry } from '../domain/deliberation.ts';
import type { ReviewId } from '../domain/ids.ts';
import type { Review } from '../domain/review.ts';
import { agreementOf } from './agreement.ts';
import { composeReport } from './compose.ts';
import { deliberatedOf } from './deliberated.ts';
import { buildReportDocument, documentDigestOf, inputOf, reportDocument } from './document.ts';
import type { ReportInput, StandingRuling } from './evidence-base.ts';
import { gatherEvidence } from './evidence-base.ts';
import { standingAnswer } from './final-label.ts';
import { reportHtml } from './html.ts';
import { standingsOf } from './standings.ts';
import { prepareBasis } from './tallies.ts';
import { verifyReportDocument } from './verify.ts';

const options = errorQuestion.options.map((of) => of.id);
const split: MadeItem = { stratum: 'a', isOverlap: true, answers: { ada: 'none', ben: 'factual' } };
const clean: MadeItem = { stratum: 'a', isOverlap: true, answers: { ada: 'none', ben: 'none' } };
const made = (items: MadeItem[], over: Partial<ReportInput> = {}): ReportInput => ({
  ...makeEvidence({ items, strata: { a: { population: 400 } } }),
  ...over,
});
const ruled = (n: number, option: string, question = 'hallucination'): StandingRuling => ({
  itemId: `item-${n}`,
  question,
  option,
});
const hallucinationOf = (input: ReportInput, memo?: Map<string, unknown>) => {
  const found = composeReport(input, memo).questions.find((of) => of.question === 'hallucination');
  if (found === undefined) throw new Error('the question is not there');
  return found;
};

/** The review is taken back and said anew by its author. */
function changed(input: ReportInput, id: string, option: string): ReportInput {
  const before = input.reviews.find((of) => of.id === id)!;
  const next: Review = {
    ...before,
    id: `${id}-again` as ReviewId,
    supersedes: before.id,
    answers: { hallucination: { type: 'choice', option } },
  };
  const reviews = input.reviews.map((of) => (of.id === id ? { ...of, isCurrent: false } : of));
  return { ...input, reviews: [...reviews, next] };
}

describe('a ruling in a report', () => {
  it('stands before what the first-assigned reviewer said, and the item is contested no more', () => {
    const items = [split, ...Array.from({ length: 39 }, () => clean)];
    const before = hallucinationOf(made(items));
    expect(before.contested).toEqual({ count: 1, lowest: 0, highest: 1 / 40 });
    expect(before.overall.events).toBe(0);
    const after = hallucinationOf(made(items, { rulings: [ruled(0, 'factual')] }));
    expect(after.overall.events).toBe(1);
    expect(after.contested).toEqual({ count: 0, lowest: 1 / 40, highest: 1 / 40, ruled: 1 });
  });

  it('stands before a unanimous answer too', () => {
    const input = made([clean, clean], { rulings: [ruled(1, 'procedural')] });
    expect(hallucinationOf(input).overall.events).toBe(1);
  });

  it('changes nothing of agreement', () => {
    const items = Array.from({ length: 60 }, (_, n) => (n % 5 === 0 ? split : clean));
    const rulings = items.map((_, n) => ruled(n, 'procedural'));
    expect(hallucinationOf(made(items, { rulings })).agreement).toEqual(
      hallucinationOf(made(items)).agreement,
    );
  });

  it('on an item that a second look saw changes nothing of what first verdicts miss', () => {
    const items: MadeItem[] = Array.from({ length: 40 }, (_, n) => ({
      ...clean,
      second: { cleo: n % 4 === 0 ? 'factual' : 'none' },
    }));
    const rulings = items.flatMap((_, n) => (n % 4 === 0 ? [ruled(n, 'factual')] : []));
    const before = hallucinationOf(made(items));
    expect(before.missControl?.missRate.estimate).toBeCloseTo(0.25, 12);
    expect(hallucinationOf(made(items, { rulings })).missControl).toEqual(before.missControl);
  });

  it('is noticed by whatever is kept between two reports', () => {
    const memo = new Map<string, unknown>();
    const input = made([split, clean]);
    expect(hallucinationOf(input, memo).overall.events).toBe(0);
    expect(hallucinationOf({ ...input, rulings: [ruled(0, 'factual')] }, memo).overall.events).toBe(1);
    expect(
      hallucinationOf({ ...input, rulings: [ruled(0, 'procedural')] }, memo).options[1]?.rate.events,
    ).toBe(0);
    expect(hallucinationOf(input, memo).overall.events).toBe(0);
  });

  it('gives by all items at once what it gives item by item', () => {
    const answer = fc.constantFrom(...options);
    const anyItem = fc.record({
      answers: fc.dictionary(fc.constantFrom('ada', 'ben', 'cleo'), answer, { minKeys: 1 }),
      ruling: fc.option(answer),
    });
    fc.assert(
      fc.property(fc.array(anyItem, { minLength: 1, maxLength: 12 }), (all) => {
        const rulings = all.flatMap(({ ruling }, n) => (ruling === null ? [] : [ruled(n, ruling)]));
        const input = made(
          all.map(({ answers }) => ({ stratum: 'a', answers })),
          { rulings },
        );
        const { records } = gatherEvidence(input);
        const atOnce = standingsOf(records, input.scorecard).of(errorQuestion);
        records.forEach((record, n) => {
          const alone = standingAnswer(
            record.reviews,
            record.order,
            errorQuestion,
            input.scorecard,
            record.rulings,
          );
          expect(atOnce[n]).toEqual(alone);
          expect(alone.isRuled).toBe(rulings.some((of) => of.itemId === record.item.id));
        });
      }),
    );
  });
});

describe('agreement and what people said since', () => {
  const items = Array.from({ length: 60 }, (_, n) => (n % 4 === 0 ? split : clean));
  const alphaOf = (input: ReportInput) =>
    agreementOf(gatherEvidence(input), errorQuestion, 'seed', {
      strata: input.manifest.strata,
      alpha: 0.05,
    }).alpha;

  it('rests on what each person said first, while the estimate takes what they say now', () => {
    const input = made(items);
    const again = changed(changed(input, 'first-0-ben', 'none'), 'first-0-ben-again', 'procedural');
    expect(again.reviews.filter((of) => of.isCurrent)).toHaveLength(120);
    expect(alphaOf(again)).toEqual(alphaOf(input));
    const answered = changed(input, 'first-0-ada', 'factual');
    expect(alphaOf(answered)).toEqual(alphaOf(input));
    expect(hallucinationOf(answered).overall.events).toBe(1);
    expect(hallucinationOf(answered).contested.count).toBe(14);
  });

  it('takes a late review for no first one', () => {
    const input = changed(made(items), 'first-0-ben', 'none');
    const late = input.reviews.map((of) => (of.id === 'first-0-ben' ? { ...of, isLate: true } : of));
    expect(alphaOf({ ...input, reviews: late })).not.toEqual(alphaOf(input));
  });

  it('is the same from whatever order reviews are in', () => {
    const input = changed(changed(made(items), 'first-4-ben', 'none'), 'first-8-ada', 'factual');
    expect(alphaOf({ ...input, reviews: input.reviews.toReversed() })).toEqual(alphaOf(input));
  });
});

describe('first verdicts of the basis', () => {
  it('are those before any ruling', () => {
    const input = made([split, clean], { rulings: [ruled(0, 'factual'), ruled(1, 'procedural')] });
    const basis = prepareBasis(input, gatherEvidence(input));
    expect(basis.standings.of(errorQuestion).map((of) => of.option)).toEqual(['factual', 'procedural']);
    expect(basis.firstStandings.of(errorQuestion).map((of) => of.option)).toEqual(['none', 'none']);
  });
});

/** A report with a ruling, a review said anew, and reviews that were imported. */
function deliberatedInput(): ReportInput {
  const input = makeReportInput();
  const overlapped = input.manifest.items.filter((of) => of.isOverlap);
  const before = input.reviews.find((of) => of.itemId === overlapped[0]!.id)!;
  const again: Review = {
    ...before,
    id: uuidFromText('again') as ReviewId,
    supersedes: before.id,
    answers: { ...before.answers, hallucination: { type: 'choice', option: 'factual' } },
  };
  return {
    ...input,
    reviews: [...input.reviews.map((of) => (of === before ? { ...of, isCurrent: false } : of)), again],
    rulings: [{ itemId: overlapped[1]!.id, question: 'hallucination', option: 'policy' }],
    imports: [
      {
        importId: uuidFromText('import'),
        name: 'Elsewhere',
        isSimulated: true,
        personIds: [before.personId],
      },
    ],
  };
}

const exported = (input: ReportInput) =>
  buildReportDocument(input, composeReport(input), {
    appVersion: '1.0.0',
    methodVersion: METHOD_VERSION,
    exportedAt: '2026-11-10T08:00:00.000Z',
    ledgerHeads: [],
    hidesNames: false,
  });

describe('an exported report with rulings', () => {
  const whole = exported(deliberatedInput());

  it('says as a page which share was imported, made up and ruled', () => {
    const page = reportHtml(whole).replaceAll('\u00a0', ' ');
    const { origin, questions } = whole.report;
    expect(page).toContain(`${origin!.imported} of ${origin!.reviews} reviews were imported`);
    expect(page).toContain(`${origin!.simulated} of them simulated`);
    const ruled = questions.find((of) => of.contested.ruled !== undefined)!;
    expect(page).toMatch(
      new RegExp(`on ${ruled.overall.figure.n} items, ${ruled.contested.ruled} (was|were) ruled`),
    );
  });

  const forge = (edit: (copy: typeof whole) => void) => {
    const copy = structuredClone(whole);
    edit(copy);
    copy.documentDigest = documentDigestOf(copy);
    return verifyReportDocument(copy).checks.filter((one) => !one.passed);
  };

  it('carries them with what was said first, and verifies from these alone', () => {
    expect(reportDocument.parse(whole)).toEqual(whole);
    expect(whole.evidence.rulings).toHaveLength(1);
    expect(whole.evidence.firstReviews).toHaveLength(1);
    expect(whole.report.origin).toMatchObject({ imported: whole.report.origin!.simulated });
    expect(verifyReportDocument(whole)).toMatchObject({ holds: true });
    expect(digestOf(composeReport(inputOf(whole)))).toBe(digestOf(whole.report));
  });

  it('does not verify without one of them, or with another', () => {
    const failing = (edit: (copy: typeof whole) => void) => forge(edit).map((one) => one.name);
    expect(failing((copy) => delete copy.evidence.rulings)).toContain('figures');
    expect(failing((copy) => delete copy.evidence.imports)).toContain('figures');
    expect(failing((copy) => (copy.evidence.rulings![0]!.option = 'none'))).toContain('figures');
    expect(failing((copy) => (copy.evidence.rulings![0]!.option = 'nowhere' as never))).toContain('evidence');
    expect(failing((copy) => copy.evidence.rulings!.push(copy.evidence.rulings![0]!))).toContain('evidence');
    expect(failing((copy) => (copy.evidence.firstReviews![0]!.of = uuidFromText('none') as never))).toContain(
      'evidence',
    );
  });

  it('verifies on a computer that has never seen its scorecard, and not with another one', () => {
    const input = makeReportInput();
    const ref = { id: 'published_here', version: 7 } as const;
    const plan = { ...input.audit.plan, scorecard: ref } as typeof input.audit.plan;
    const manifest = { ...input.manifest, plan };
    const scorecard = { ...input.scorecard, ...ref } as typeof input.scorecard;
    const audit = { ...input.audit, plan, manifestDigest: digestOf(manifest) } as typeof input.audit;
    const foreign = exported({ ...input, audit, manifest, scorecard });
    expect(verifyReportDocument(foreign).checks.filter((one) => !one.passed)).toEqual([]);
    const other = structuredClone(foreign);
    (other.evidence.scorecard.questions[0] as { rateTitle?: string }).rateTitle = 'another rate';
    other.documentDigest = documentDigestOf(other);
    expect(verifyReportDocument(other).holds).toBe(false);
  });

  it('of method 1 verifies by this version, because its figures are the same', () => {
    const old = structuredClone(makeReportDocument());
    old.versions.method = 1;
    old.report.methodVersion = 1;
    old.documentDigest = documentDigestOf(old);
    expect(verifyReportDocument(old).checks.filter((one) => !one.passed)).toEqual([]);
    old.versions.method = METHOD_VERSION + 1;
    expect(verifyReportDocument(old).checks[0]?.detail).toMatch(/made by a newer version of Assay/);
  });
});

describe('what an audit’s deliberation gives a report', () => {
  const auditId = uuidFromText('audit');
  const ruling = (n: number, option: string, position: number | null, supersedes: string | null = null) =>
    ({
      eventId: uuidFromText(`event ${n}`),
      personId: uuidFromText('owner'),
      at: '2026-11-10T08:00:00.000Z',
      position,
      kind: 'adjudication.decided',
      body: {
        auditId,
        itemId: uuidFromText('item'),
        question: 'hallucination',
        rulingId: uuidFromText(`ruling ${n}`),
        option,
        reviewIds: [],
        supersedes,
      },
    }) as unknown as DeliberationEntry;
  const optionsOf = (...entries: DeliberationEntry[]) =>
    deliberatedOf(entries).rulings.map((of) => of.option);

  it('is the first ruling that the hub accepted, until another takes its place by name', () => {
    const [first, second] = [ruling(1, 'none', 5), ruling(2, 'factual', 9)];
    expect(optionsOf(second, first)).toEqual(['none']);
    expect(optionsOf(ruling(1, 'none', null), second)).toEqual(['factual']);
    expect(optionsOf(first, ruling(2, 'factual', 9, uuidFromText('ruling 1')))).toEqual(['factual']);
  });
});
