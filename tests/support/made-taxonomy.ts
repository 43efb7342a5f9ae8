/** Taxonomies and changes of them that tests are made of: small ones by hand, and any that can be, for properties. */
import * as fc from 'fast-check';
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import type { ChoiceQuestion, Scorecard } from '../../shared/domain/scorecard.ts';
import type { TaxonomyDraft, TaxonomyOperation } from '../../shared/domain/taxonomy-change.ts';
import type { Taxonomy, TaxonomyClass } from '../../shared/domain/taxonomy.ts';

export function makeClass(id: string, change: Partial<TaxonomyClass> = {}): TaxonomyClass {
  return {
    id,
    title: `Class ${id}`,
    definition: `What ${id} means.`,
    useWhen: `Use it when ${id} fits.`,
    avoidWhen: `Avoid it when ${id} does not fit.`,
    examples: [`An example of ${id}.`],
    counterExamples: [],
    tone: 'other',
    ...change,
  };
}

/** `none`, which means "no error", and these. */
export function makeTaxonomy(ids: readonly string[], version = 1): Taxonomy {
  return {
    id: 'kinds',
    version,
    title: 'Kinds',
    cleanClass: 'none',
    classes: ['none', ...ids].map((id) => makeClass(id)),
    publishedAt: '2026-01-05T09:00:00.000Z',
  };
}

/** A working copy that says these operations; its classes are those of `base`, changed by hand. */
export function makeDraft(
  base: Taxonomy,
  operations: TaxonomyOperation[],
  classes: TaxonomyClass[] = base.classes,
): TaxonomyDraft {
  const { id, version, title, cleanClass } = base;
  return { taxonomy: { id, version }, title, cleanClass, classes, operations, mapping: [], summary: 'Why.' };
}

/** A scorecard that asks `taxonomy`, a question that is asked only of errors, and spans. */
export function makeScorecard(taxonomy: Taxonomy, conditions: string[] = ['none']): Scorecard {
  const ref = { id: taxonomy.id, version: taxonomy.version };
  const ids = taxonomy.classes.map((one) => one.id);
  const kind: ChoiceQuestion = {
    id: 'kind',
    type: 'nominal',
    title: 'Kind',
    isRequired: true,
    taxonomy: ref,
    options: taxonomy.classes.map(({ id, title, definition }) => ({ id, title, definition })),
    eventOptions: ids.filter((id) => id !== taxonomy.cleanClass),
    rateTitle: 'error rate',
  };
  const severity: ChoiceQuestion = {
    id: 'severity',
    type: 'ordinal',
    title: 'Severity',
    isRequired: true,
    showIf: { question: 'kind', operator: conditions[0] === 'none' ? 'isNot' : 'is', options: conditions },
    options: [
      { id: 'minor', title: 'Minor' },
      { id: 'major', title: 'Major' },
    ],
    eventOptions: ['major'],
    rateTitle: 'share of major errors',
  };
  return {
    id: 'kinds_audit',
    version: taxonomy.version,
    title: 'Kinds audit',
    questions: [
      kind,
      severity,
      { id: 'evidence', type: 'spans', title: 'Evidence', isRequired: false, taxonomy: ref },
    ],
  };
}

export function makeCatalogue(
  taxonomy: Taxonomy,
  scorecards: Scorecard[] = [makeScorecard(taxonomy)],
): Catalogue {
  return { taxonomies: [taxonomy], scorecards };
}

/** A change with what it should come to. */
export interface MadeChange {
  base: Taxonomy;
  draft: TaxonomyDraft;
  /** Every operation that was done, in its order. */
  done: TaxonomyOperation[];
}

/**
 * Any change that an owner can make: up to six acts one after another on two to six classes besides the clean one, none of
 * them on a class that an act before it made or took away.
 */
export const anyChange: fc.Arbitrary<MadeChange> = fc
  .record({
    size: fc.integer({ min: 2, max: 6 }),
    acts: fc.array(
      fc.record({
        kind: fc.constantFrom('rename', 'reword', 'redefine', 'add', 'split', 'merge', 'retire' as const),
        pick: fc.nat(),
        other: fc.nat(),
        flag: fc.boolean(),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ size, acts }) => {
    const base = makeTaxonomy(['a', 'b', 'c', 'd', 'e', 'f'].slice(0, size));
    let classes = [...base.classes];
    const done: TaxonomyOperation[] = [];
    const used = new Set(['none']);
    for (const [step, { kind, pick, other, flag }] of acts.entries()) {
      const free = classes.map((one) => one.id).filter((id) => !used.has(id));
      const first = free[pick % Math.max(1, free.length)];
      const rest = free.filter((id) => id !== first);
      const second = rest[other % Math.max(1, rest.length)];
      const made = `new_${step}`;
      if (kind === 'add' && classes.length < 9) {
        classes = [...classes, makeClass(made)];
        done.push({ kind, class: made });
        used.add(made);
        continue;
      }
      if (first === undefined) continue;
      const edit = (change: (of: TaxonomyClass) => TaxonomyClass): void => {
        classes = classes.map((one) => (one.id === first ? change(one) : one));
      };
      if (kind === 'rename') {
        const title = `Renamed ${step}`;
        edit((one) => ({ ...one, title }));
        done.push({ kind, class: first, title });
      } else if (kind === 'reword' || kind === 'redefine') {
        edit((one) => ({ ...one, definition: `${one.definition} Step ${step}.` }));
        done.push({ kind, class: first });
      } else if (kind === 'split' && classes.length < 8) {
        const parts = flag ? [first, made] : [`${made}_a`, `${made}_b`];
        classes = classes.flatMap((one) => (one.id === first ? parts.map((id) => makeClass(id)) : [one]));
        done.push({ kind, class: first, into: parts });
        for (const id of parts) used.add(id);
      } else if (kind === 'merge' && second !== undefined) {
        const into = flag ? first : made;
        classes = classes.flatMap((one) => {
          if (one.id === first) return [makeClass(into)];
          return one.id === second ? [] : [one];
        });
        done.push({ kind, classes: [first, second], into });
        used.add(into);
      } else if (kind === 'retire' && second !== undefined) {
        classes = classes.filter((one) => one.id !== first);
        done.push({ kind, class: first, to: flag ? second : null });
        used.add(second);
      } else continue;
      used.add(first);
    }
    return { base, draft: makeDraft(base, done, classes), done };
  });
