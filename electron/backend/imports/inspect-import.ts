/** What an import would do, shown before anything is stored. */
import type { ImportInspection } from '../../../shared/contract/imports.ts';
import { mostImportedPeople } from '../../../shared/domain/imported.ts';
import { isChoice } from '../../../shared/domain/scorecard.ts';
import type { Answers } from '../../../shared/domain/review.ts';
import { storable } from '../../../shared/imports/piece.ts';
import type { BackendContext } from '../context.ts';
import type { DescribedFiles } from './describe-files.ts';
import { describeFiles } from './describe-files.ts';
import { namesOf } from './import-events.ts';
import type { ImportRequest, PreparedImport } from './prepare-import.ts';
import { prepareImport, questionsOf, targetOf } from './prepare-import.ts';

const previewed = 10;
const listedRejects = 100;
const listedValues = 50;

/** Reads the files and says what would come of them. Throws `SourceError` for files that cannot be read. */
export async function inspectImport(
  context: BackendContext,
  request: ImportRequest,
): Promise<ImportInspection> {
  const target = request.auditId === null ? null : targetOf(context, request.auditId);
  const described = await describeFiles(
    { ...request, hasAudit: target !== null, questions: questionsOf(context, target) },
    context.sources,
  );
  if (described.missing.length > 0) return { ...nothingYet, ...factsOf(described) };
  const options = { described, target, name: 'Imported', spool: null, run: null };
  return describe(await prepareImport(context, options));
}

function factsOf({ preset, files, columns, mapping, missing }: DescribedFiles) {
  return {
    preset,
    files: files.map(({ path, bytes }) => ({ path, bytes })),
    columns,
    mapping,
    missingRoles: missing,
  };
}

/** What is said of files before their records can be read. */
const nothingYet = {
  items: 0,
  matchedItems: 0,
  reviews: 0,
  rulings: 0,
  disagreements: 0,
  reviewers: [],
  questions: [],
  preview: [],
  rejectedCount: 0,
  rejected: [],
  warnings: [],
} satisfies Partial<ImportInspection>;

function describe(prepared: PreparedImport): ImportInspection {
  const { described, gathered, composed, form, target } = prepared;
  const { files, read } = described;
  const items = new Set(gathered.reviews.map((one) => one.trace));
  const matched = new Set(composed.reviews.map((one) => one.trace));
  const held = prepared.source?.source.traceCount ?? gathered.traces.size;
  const total = target === null && read.hasTraces ? held : items.size;
  const hasAudit = target !== null || read.hasTraces;
  return {
    ...factsOf(described),
    missingRoles: hasAudit ? [] : ['audit'],
    items: total,
    matchedItems: target !== null ? matched.size : hasAudit ? total : 0,
    reviews: composed.reviews.length,
    rulings: composed.rulings.length,
    disagreements: composed.disagreements,
    reviewers: reviewersOf(prepared),
    questions: [...composed.tallies].map(([question, values]) => ({
      question,
      title: form.scorecard.questions.find((one) => one.id === question)?.title ?? question,
      values: values.slice(0, listedValues).map((one) => ({ ...one })),
    })),
    preview: composed.reviews.slice(0, previewed).map((one) => ({
      item: shown(one.trace),
      reviewer: one.reviewer,
      answers: answersText(prepared, one.answers),
    })),
    rejectedCount: composed.rejectedCount,
    rejected: composed.rejected.slice(0, listedRejects).map(({ origin, code, reason }) => ({
      file: files[origin.file]?.path ?? '',
      row: Math.max(1, origin.row),
      code,
      reason,
    })),
    warnings: warningsOf(prepared),
  };
}

function reviewersOf({ composed }: PreparedImport): ImportInspection['reviewers'] {
  const counts = new Map<string, number>();
  for (const { reviewer } of composed.reviews) counts.set(reviewer, (counts.get(reviewer) ?? 0) + 1);
  return [...counts]
    .map(([name, reviews]) => ({ name, reviews }))
    .toSorted((a, b) => b.reviews - a.reviews || (a.name < b.name ? -1 : 1));
}

function answersText({ form }: PreparedImport, answers: Answers): string {
  const parts = form.scorecard.questions.flatMap((question) => {
    const held = answers[question.id];
    if (held === undefined) return [];
    if (held.type === 'choice' && isChoice(question)) {
      const title = question.options.find((one) => one.id === held.option)?.title ?? held.option;
      return [`${question.title}: ${title}`];
    }
    return held.type === 'text' ? [`${question.title}: ${held.text}`] : [];
  });
  return shown(parts.join(' · '));
}

const shown = (text: string): string => storable(text.length > 300 ? `${text.slice(0, 299)}…` : text);

function warningsOf({ gathered, composed, target, form, described }: PreparedImport): string[] {
  const warnings: string[] = [];
  if (target === null && !described.read.hasTraces) {
    warnings.push(
      'These files hold scores by trace id, not the traces: choose the audit whose items they score.',
    );
  }
  const people = namesOf(composed).length;
  if (people > mostImportedPeople) {
    warnings.push(
      `The files name ${people} reviewers, and an import has at most ${mostImportedPeople}: is another column the reviewer?`,
    );
  }
  if (form.isNew && form.taxonomies.length > 0 && described.read.form === null) {
    const events = form.scorecard.questions.filter(isChoice).map((question) => {
      const named = question.options.filter((one) => question.eventOptions.includes(one.id));
      return `${question.title}: ${named.map((one) => one.title).join(', ')}`;
    });
    warnings.push(
      `No scorecard has these questions, so one is made of the values found. Rates will count: ${events.join('; ')}.`,
    );
  }
  if (target?.audit.state === 'closed') {
    warnings.push(
      'This audit is closed: imported reviews are late. They are kept, and no figure of its report counts them.',
    );
  }
  for (const [what, count] of gathered.ignored) warnings.push(`${count} × ${what}`);
  for (const [name, count] of composed.unknownQuestions) {
    warnings.push(`${count} answers to "${shown(name)}" are left out: the scorecard has no such question.`);
  }
  return warnings;
}
