/**
 * What a taxonomy change did: agreement and rates before and after it, and whether rates may be put on one line across it.
 * Must not compute a report: figures are those of the audits' own reports.
 *
 * Invariant: only audits whose report this person may read are in it; a side says when its reviews came from elsewhere.
 */
import type { z } from 'zod';
import type { Figure } from '../../../shared/contract/report-figure.ts';
import type { Report } from '../../../shared/contract/report.ts';
import type { taxonomies } from '../../../shared/contract/taxonomies.ts';
import type { Audit } from '../../../shared/domain/audit.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { findScorecard } from '../../../shared/domain/catalogue.ts';
import type { EntryOf } from '../../../shared/domain/deliberation.ts';
import type { ChoiceQuestion } from '../../../shared/domain/scorecard.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { Taxonomy, TaxonomyRef } from '../../../shared/domain/taxonomy.ts';
import type { ClassMapping, Publication } from '../../../shared/domain/taxonomy-change.ts';
import { composedMapping } from '../../../shared/migration/composed-mapping.ts';
import { lineAcross } from '../../../shared/migration/line-across.ts';
import { isSameVersion } from '../../../shared/taxonomy/versions.ts';
import { asks } from '../../../shared/taxonomy/next-scorecards.ts';
import { listAudits } from '../../../db/queries/audits.ts';
import { hasContent } from '../../../db/queries/contents.ts';
import { catalogueOf, listOfKinds } from '../../../db/queries/deliberation.ts';
import type { BackendContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { mayRead } from '../handlers/reports.ts';
import { getSelf } from '../self.ts';
import { alphaDifferenceOf } from './alpha-difference.ts';
import { lastRecount, recountsOf } from './recounts.ts';

type Effect = z.infer<NonNullable<(typeof taxonomies)['effect']['~orpc']['outputSchema']>>;
type Change = Effect['changes'][number];
type Side = Change['before'][number];

/** An audit that asks a version of the taxonomy, with its report. */
interface Measured {
  audit: Audit;
  report: Report;
}

interface World {
  context: BackendContext;
  catalogue: Catalogue;
  audits: Audit[];
}

/** The changes of a taxonomy, newest first. Throws NOT_FOUND. */
export async function effectOf(context: BackendContext, id: string): Promise<Effect> {
  const { store } = context;
  const catalogue = catalogueOf(store);
  if (!catalogue.taxonomies.some((one) => one.id === id)) throw notFound(`The taxonomy "${id}"`);
  const { person } = getSelf(store);
  const audits = listAudits(store)
    .filter((one) => one.manifestDigest !== null && hasContent(store, one.manifestDigest))
    .filter((one) => mayRead(one, person))
    .toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : Number(timeOf(a) > timeOf(b))));
  const world = { context, catalogue, audits };
  const published = listOfKinds(store, ['taxonomy.published'])
    .filter((one) => one.body.taxonomy.id === id && one.body.from !== null)
    .toSorted((a, b) => b.body.taxonomy.version - a.body.taxonomy.version);
  const changes: Change[] = [];
  for (const entry of published) {
    for (const question of questionsOf(catalogue, entry))
      changes.push(await changeOf(world, entry, question));
  }
  return { changes };
}

const timeOf = (audit: Audit): string => `${audit.drawnAt ?? audit.plannedAt} ${audit.id}`;

/** Questions that offer the new version, by id: as its first scorecard has them. */
function questionsOf({ scorecards }: Catalogue, { body }: EntryOf<'taxonomy.published'>): ChoiceQuestion[] {
  const found = new Map<string, ChoiceQuestion>();
  for (const card of scorecards) {
    for (const of of card.questions) {
      if (isChoice(of) && asks(of, body.taxonomy) && !found.has(of.id)) found.set(of.id, of);
    }
  }
  return [...found.values()];
}

async function changeOf(
  world: World,
  { body, at }: EntryOf<'taxonomy.published'>,
  question: ChoiceQuestion,
): Promise<Change> {
  const { context } = world;
  const to = { id: body.taxonomy.id, version: body.taxonomy.version };
  const asking = (version: TaxonomyRef | Taxonomy): Audit[] =>
    world.audits.filter((one) => versionIn(world, one, question.id, version));
  const { from, mapping, audits } = lastAsked(world, body, (version) =>
    asking(version).filter((one) => one.plan.bridge === undefined),
  );
  const earlier = await measure(context, audits);
  const later = await measure(context, asking(body.taxonomy));
  const bridges = later.filter(({ audit: { plan } }) => plan.bridge?.question === question.id);
  const samples = later.filter(({ audit: { plan } }) => plan.bridge === undefined);
  // Where nothing but a relabel was judged under the new version, that is what there is to compare.
  const after = samples.length > 0 ? samples : bridges;
  const [last, first] = [earlier.at(-1), after[0]];
  const eventsBefore = questionIn(world, last?.audit, question.id)?.eventOptions ?? null;
  const recounted = recountsOf(context, earlier, { question, mapping });
  const line = lineAcross({
    mapping,
    eventsBefore,
    eventsAfter: question.eventOptions,
    versions: [from.version, to.version],
    recounted: lastRecount(
      recounted,
      last,
      last === undefined ? null : sideOf(last, question.id, 0).rate,
      question,
    ),
    bridged: bridges.flatMap(({ report }) => (report.bridge === undefined ? [] : [report.bridge])),
  });
  return {
    from,
    to,
    question: question.id,
    publishedAt: at,
    before: earlier.map((one) => sideOf(one, question.id, from.version)),
    after: after.map((one) => sideOf(one, question.id, to.version)),
    alphaDifference:
      last === undefined || first === undefined
        ? null
        : alphaDifferenceOf(context, last.audit, first.audit, question.id),
    bridges: bridges.flatMap((one) => bridgeOf(one)),
    recounted,
    ...line,
  };
}

/**
 * The version to compare with: the one that was changed, or, where no audit asked that, the last one before it that some audit
 * did, with what its labels mean now. The one that was changed where none was ever asked.
 */
function lastAsked(
  { context: { store } }: World,
  { from, taxonomy, mapping }: Publication,
  asking: (version: TaxonomyRef) => Audit[],
): { from: TaxonomyRef; mapping: ClassMapping[]; audits: Audit[] } {
  const publications = listOfKinds(store, ['taxonomy.published']).map((one) => one.body);
  const to = { id: taxonomy.id, version: taxonomy.version };
  for (let at = from; at !== null; at = madeFrom(publications, at)) {
    const audits = asking(at);
    const known = audits.length === 0 ? null : composedMapping(publications, at, to);
    if (known !== null) return { from: at, mapping: known, audits };
  }
  return { from: from!, mapping, audits: [] };
}

function madeFrom(publications: readonly Publication[], of: TaxonomyRef): TaxonomyRef | null {
  return publications.find((one) => isSameVersion(one.taxonomy, of))?.from ?? null;
}

function questionIn({ catalogue }: World, audit: Audit | undefined, id: string): ChoiceQuestion | null {
  const card = audit === undefined ? null : findScorecard(audit.plan.scorecard, catalogue);
  return card?.questions.filter(isChoice).find((of) => of.id === id) ?? null;
}

function versionIn(world: World, audit: Audit, id: string, version: TaxonomyRef | Taxonomy): boolean {
  const of = questionIn(world, audit, id)?.taxonomy;
  return of !== undefined && isSameVersion(of, version);
}

async function measure({ reports }: BackendContext, audits: readonly Audit[]): Promise<Measured[]> {
  const found: Measured[] = [];
  for (const audit of audits) found.push({ audit, report: await reports.get({ auditId: audit.id }) });
  return found;
}

function sideOf({ audit, report }: Measured, id: string, version: number): Side {
  const question = report.questions.find((of) => of.question === id);
  const none: Figure = {
    estimate: null,
    low: null,
    high: null,
    n: 0,
    method: 'none',
    reason: 'NOT_ASKED',
    notes: [],
  };
  const { origin } = report;
  return {
    auditId: audit.id,
    title: audit.title,
    version,
    closedAt: audit.closedAt,
    items: report.coverage.reviewed,
    reviewers: report.reviewers.filter((of) => of.reviewed > 0).length,
    isImported: origin !== undefined,
    isSimulated: (origin?.simulated ?? 0) > 0,
    alpha: question?.agreement.alpha ?? none,
    pairwise: question?.agreement.pairwise ?? none,
    rate: question?.overall.figure ?? none,
  };
}

function bridgeOf({ audit, report: { bridge } }: Measured): Change['bridges'] {
  if (bridge === undefined) return [];
  const sum = (of: 'judged' | 'drawn'): number => bridge.classes.reduce((all, one) => all + one[of], 0);
  return [
    {
      auditId: audit.id,
      title: audit.title,
      ofAuditId: bridge.auditId,
      state: audit.state,
      judged: sum('judged'),
      drawn: sum('drawn'),
      rate: bridge.after,
      sentence: bridge.sentence,
    },
  ];
}
