/** What an owner should know before publishing, and what stops nobody. Must not count anything. */
import type { ClassMapping } from '../../../shared/domain/taxonomy-change.ts';
import type { Taxonomy } from '../../../shared/domain/taxonomy.ts';
import { titlesFrom } from '../../../shared/taxonomy/phrases.ts';
import type { Change, TouchedAudit } from './change-facts.ts';

/** Sentences; empty when there is nothing to say. */
export function warningsOf(before: Taxonomy, change: Change, touched: readonly TouchedAudit[]): string[] {
  const tell = titlesFrom(before.classes, change.draft.classes);
  return [
    ...draftWarnings(before, touched, tell),
    ...gainWarnings(change, tell),
    ...change.mapping.flatMap((one) => relabelWarnings(one, change, touched, tell)),
    ...(change.scorecards.length === 0
      ? ['No scorecard asks this taxonomy in its newest version, so no plan will offer the new one.']
      : []),
  ];
}

type Tell = ReturnType<typeof titlesFrom>;

/** Who is filling in a form goes on with the version that the audit asks. */
function draftWarnings(before: Taxonomy, touched: readonly TouchedAudit[], tell: Tell): string[] {
  return touched.flatMap(({ audit, draftsOfGone }) =>
    [...draftsOfGone].map(([id, count]) => {
      const forms =
        count === 1 ? '1 form that is being filled in holds' : `${count} forms that are being filled in hold`;
      return `${forms} ${tell([id])}, which goes: ${count === 1 ? 'it stays' : 'they stay'} with version ${before.version}, because “${audit.title}” asks that.`;
    }),
  );
}

/** What a class gained came from somewhere: only the owner knows from where. */
function gainWarnings({ operations, mapping }: Change, tell: Tell): string[] {
  const isTaken = (id: string): boolean =>
    mapping.some((one) => one.kind === 'relabel' && one.from !== id && one.among.includes(id));
  return operations.flatMap((one) => {
    if ((one.kind !== 'add' && one.kind !== 'redefine') || isTaken(one.class)) return [];
    return [
      one.kind === 'add'
        ? `${tell([one.class])} is new and takes over from no class. If earlier labels may belong to it, say from which class.`
        : `If ${tell([one.class])} now also holds what another class held, say from which class: its labels are certain until then.`,
    ];
  });
}

function relabelWarnings(
  one: ClassMapping,
  { draft }: Change,
  touched: readonly TouchedAudit[],
  tell: Tell,
): string[] {
  const isEverything = one.kind === 'relabel' && one.among.length === draft.classes.length;
  if (!isEverything || touched.every((audit) => audit.labels === 0)) return [];
  return [
    `Labels of ${tell([one.from])} may be any class of the new version: if you know better, say which.`,
  ];
}
