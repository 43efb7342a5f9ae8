/**
 * What the owner chose where the copy and the newer version changed the same: put into the merged copy. Pure. Invariant:
 * without a choice for every conflict there is no result, so nothing is overwritten in silence.
 */
import type { Taxonomy, TaxonomyClass } from '../../../shared/domain/taxonomy.ts';
import type { TaxonomyDraft } from '../../../shared/domain/taxonomy-change.ts';
import { newClassId } from '../../../shared/taxonomy/class-key.ts';
import { addClass } from './draft-edits.ts';
import { findClass, writeClass } from './draft-steps.ts';
import { tidy } from './structure-steps.ts';
import type { MergeAnswer } from './taxonomy-queries.ts';

export type Conflict = MergeAnswer['conflicts'][number];
export type Side = 'mine' | 'theirs';
export type Choices = Readonly<Record<string, Side>>;

export const conflictKey = (of: Conflict): string => `${of.class} ${of.block}`;

/** Said by hand of classes that are not there any more: shown, and nothing to choose. */
export const isOnlyTold = (of: Conflict): boolean => of.block === 'mapping';

export function isDecided(conflicts: readonly Conflict[], choices: Choices): boolean {
  return conflicts.every((one) => isOnlyTold(one) || choices[conflictKey(one)] !== undefined);
}

interface Sides {
  mine: TaxonomyDraft;
  theirs: Taxonomy;
}

const texts = ['title', 'definition', 'useWhen', 'avoidWhen'] as const;
const lists = ['examples', 'counterExamples'] as const;
type Tone = TaxonomyClass['tone'];

/** A class that one side took away and the other changed: as the chosen side has it, or gone. */
function chooseClass(draft: TaxonomyDraft, id: string, side: Side, { mine, theirs }: Sides): TaxonomyDraft {
  const chosen = findClass(side === 'mine' ? mine : theirs, id);
  if (chosen === null) {
    return tidy({ ...draft, classes: draft.classes.filter((one) => one.id !== id) }, theirs);
  }
  if (findClass(draft, id) !== null) return draft;
  if (side === 'theirs') {
    const operations = draft.operations.filter(
      (one) => !((one.kind === 'retire' || one.kind === 'split') && one.class === id),
    );
    return { ...draft, operations, classes: [...draft.classes, chosen] };
  }
  // The newer version retired its key, and keys are never used again: it comes back under one of its own.
  const taken = [...draft.classes, ...theirs.classes, ...mine.classes].map((one) => one.id);
  return addClass(draft, { ...chosen, id: newClassId(chosen.title, taken) });
}

function chooseOne(draft: TaxonomyDraft, of: Conflict, side: Side, sides: Sides): TaxonomyDraft {
  const said = of[side];
  const { theirs } = sides;
  const text = texts.find((block) => block === of.block);
  if (text !== undefined) return writeClass(draft, theirs, of.class, { [text]: said[0] ?? '' });
  const list = lists.find((block) => block === of.block);
  if (list !== undefined) return writeClass(draft, theirs, of.class, { [list]: [...said] });
  switch (of.block) {
    case 'tone':
      return writeClass(draft, theirs, of.class, { tone: (said[0] ?? 'other') as Tone });
    case 'taxonomy title':
      return { ...draft, title: said[0] ?? draft.title };
    case 'clean class':
      return { ...draft, cleanClass: said[0] ?? draft.cleanClass };
    case 'class':
      return chooseClass(draft, of.class, side, sides);
    default:
      return draft;
  }
}

/** The merged copy with every choice in it; null while one is missing. */
export function applyChoices(
  { merged, conflicts }: MergeAnswer,
  choices: Choices,
  sides: Sides,
): TaxonomyDraft | null {
  if (!isDecided(conflicts, choices)) return null;
  return conflicts.reduce((draft, one) => {
    const side = choices[conflictKey(one)];
    return side === undefined ? draft : chooseOne(draft, one, side, sides);
  }, merged);
}
