import { describe, expect, it } from 'vitest';
import { ada, makeReportDocument } from '../../tests/support/made-report.ts';
import { digestOf } from '../domain/canonical.ts';
import { documentDigestOf, reportDocument, reportJson } from './document.ts';
import type { ReportDocument } from './document.ts';
import { verifyReportDocument } from './verify.ts';

const whole = makeReportDocument();

type Edit = (document: ReportDocument) => void;

/** An edit by somebody who knows how to make the document's digest fit again. */
function forge(edit: Edit, from = whole): ReportDocument {
  const copy = structuredClone(from);
  edit(copy);
  copy.documentDigest = documentDigestOf(copy);
  return copy;
}

/** An edit of the manifest, with every digest of it made to fit again. */
const forgeManifest = (edit: (manifest: ReportDocument['evidence']['manifest']) => void): ReportDocument =>
  forge((document) => {
    edit(document.evidence.manifest);
    const digest = digestOf(document.evidence.manifest);
    document.manifestDigest = digest;
    document.report.manifestDigest = digest;
    document.evidence.audit.manifestDigest = digest;
  });

const failed = (document: unknown): string[] =>
  verifyReportDocument(document)
    .checks.filter((one) => !one.passed)
    .map((one) => one.name);

const detailOf = (document: unknown, name: string): string =>
  verifyReportDocument(document).checks.find((one) => one.name === name)?.detail ?? '';

function itemOf<T>(list: readonly T[], at = 0): T {
  const found = list[at];
  if (found === undefined) throw new Error('the list is too short');
  return found;
}

describe('a report document', () => {
  it('holds as it was written, and after a round through its own text', () => {
    expect(reportDocument.parse(whole)).toEqual(whole);
    const found = verifyReportDocument(JSON.parse(reportJson(whole)));
    expect(found.checks.filter((one) => !one.passed)).toEqual([]);
    expect(found.holds).toBe(true);
  });

  it('holds with names hidden, and then has none in it', () => {
    const hidden = makeReportDocument({}, { hidesNames: true });
    expect(verifyReportDocument(hidden).holds).toBe(true);
    expect(hidden.report.reviewers.map((one) => one.name)).toEqual(['R1', 'R2']);
    expect(reportJson(hidden)).not.toMatch(/Ada|Ben/);
    expect(reportJson(whole)).toMatch(/Ada/);
    // Ids are no names: order of assignment and ledger are told by them.
    expect(reportJson(hidden)).toContain(ada);
  });

  it('carries options that were chosen and no word that anybody wrote', () => {
    expect(reportJson(whole)).not.toMatch(/a note that no report may carry/);
    expect(itemOf(whole.evidence.reviews).answers).toMatchObject({ policy: 'complies' });
  });

  it('holds while the audit is open', () => {
    expect(verifyReportDocument(makeReportDocument({ state: 'open' })).holds).toBe(true);
  });
});

const heavier = ({ items }: ReportDocument['evidence']['manifest']): void => {
  itemOf(items).weight += 1;
};

describe('a document that was changed', () => {
  it('is found out by its digest whatever was changed', () => {
    const changed = structuredClone(whole);
    changed.report.title = 'Week 47';
    expect(failed(changed)).toContain('document');
  });

  it('is found out by its figures, with the place, where a digit was changed and the digest made to fit', () => {
    const changed = forge(({ report }) => {
      const { figure } = itemOf(report.questions).overall;
      figure.estimate = (figure.estimate ?? 0) * 1.0001;
    });
    expect(failed(changed)).toEqual(['figures']);
    expect(detailOf(changed, 'figures')).toMatch(/^report\.questions\[0\]\.overall\.figure\.estimate: /);
  });

  it('is found out where a label was changed', () => {
    const changed = forge(({ evidence }) => {
      itemOf(evidence.reviews, 3).answers['hallucination'] = 'policy';
    });
    expect(failed(changed)).toEqual(['figures']);
  });

  it('is found out where a review was taken out, even with its id', () => {
    const changed = forge(({ evidence, report }) => {
      const [first] = evidence.reviews.splice(0, 1);
      report.reviewIds = report.reviewIds.filter((id) => id !== first?.id);
    });
    expect(failed(changed)).toEqual(expect.arrayContaining(['reviews', 'figures']));
  });

  it('is found out where a weight was changed, in the manifest and where digests were made to fit', () => {
    expect(failed(forge(({ evidence }) => heavier(evidence.manifest)))).toEqual(
      expect.arrayContaining(['manifest', 'weights']),
    );
    const fitted = forgeManifest(heavier);
    expect(failed(fitted)).toContain('weights');
    expect(detailOf(fitted, 'weights')).toMatch(/N\/n is/);
  });

  it('is found out where the seed was changed in plan and manifest alike', () => {
    const changed = forgeManifest((manifest) => {
      manifest.plan.seed = 'f'.repeat(32);
    });
    changed.evidence.audit.plan.seed = 'f'.repeat(32);
    changed.documentDigest = documentDigestOf(changed);
    expect(failed(changed)).toEqual(expect.arrayContaining(['keys', 'overlap']));
  });

  it('is found out where the plan was changed after the draw', () => {
    const changed = forge(({ evidence }) => {
      itemOf(evidence.audit.plan.thresholds).limit = 0.5;
    });
    expect(failed(changed)).toContain('plan');
    expect(detailOf(changed, 'plan')).toBe('plan.thresholds[0].limit: planned as 0.5, drawn as 0.1');
  });

  it('is found out where the smallest keys were passed over, though ranks were made to fit', () => {
    const small = forgeManifest((manifest) => {
      // The sample keeps the ten largest of its sixty keys in the largest stratum, and says so in every number.
      const stratum = manifest.strata.find((one) => one.values[0] === 'en');
      if (stratum === undefined) throw new Error('no such stratum');
      const kept = manifest.items.filter((one) => one.stratum !== stratum.key || one.rank > 50);
      stratum.drawn = 10;
      manifest.items = kept.map((one) =>
        one.stratum === stratum.key
          ? { ...one, rank: one.rank - 50, weight: 90, inclusionProbability: 10 / 900 }
          : one,
      );
    });
    expect(failed(small)).toContain('sizes');
    expect(detailOf(small, 'ranks')).toMatch(/are not the 10 smallest of 900/);
  });

  it.each<[string, (manifest: ReportDocument['evidence']['manifest']) => void]>([
    ['strata', ({ strata }) => void (itemOf(strata).population += 1)],
    ['ranks', ({ items }) => void (itemOf(items).rank += 1)],
    ['overlap', ({ items }) => void (itemOf(items).isOverlap = !itemOf(items).isOverlap)],
    ['queue', ({ items }) => void (itemOf(items).position += 1)],
    ['keys', ({ items }) => void (itemOf(items).key = digestOf('another'))],
  ])('is found out by the check of %s', (name, edit) => {
    expect(failed(forgeManifest(edit))).toContain(name);
  });

  it('is found out where the scorecard counts other options as the event', () => {
    const changed = forge(({ evidence }) => {
      const question = evidence.scorecard.questions[0];
      if (question?.type === 'nominal') question.eventOptions = ['none'];
    });
    expect(failed(changed)).toEqual(['scorecard', 'figures']);
  });

  it('is found out where one person counts twice', () => {
    const changed = forge(({ evidence }) => {
      evidence.reviews.push({ ...itemOf(evidence.reviews), id: itemOf(evidence.reviews, 1).id });
    });
    expect(failed(changed)).toContain('evidence');
  });
});

describe('what is no document of ours', () => {
  it.each([[null], [1], ['text'], [[]], [{}], [{ format: 'other' }]])('is said to be none: %j', (value) => {
    const { holds, checks } = verifyReportDocument(value);
    expect(holds).toBe(false);
    expect(checks).toEqual([
      { name: 'schema', passed: false, detail: expect.stringMatching(/not a report of Assay/) },
    ]);
  });

  it('is named newer where it is newer, and incomplete where something is missing', () => {
    expect(detailOf({ ...whole, v: 2 }, 'schema')).toMatch(/newer version of Assay/);
    expect(detailOf({ ...whole, versions: { app: '9', method: 99 } }, 'schema')).toMatch(/newer version/);
    const { evidence: _gone, ...rest } = whole;
    expect(detailOf(rest, 'schema')).toMatch(/^evidence: /);
  });
});
