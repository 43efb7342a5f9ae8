/** Changes of the taxonomy that ships, and what a store holds of them. */
import type { ReadableStore } from '../../db/connection.ts';
import { listRows } from '../../db/connection.ts';
import type { TaxonomyDraft } from '../../shared/domain/taxonomy-change.ts';
import type { Taxonomy } from '../../shared/domain/taxonomy.ts';
import { makeClass } from './made-taxonomy.ts';

/** A working copy that changes nothing yet. */
export function workingCopy({ id, version, title, cleanClass, classes }: Taxonomy): TaxonomyDraft {
  const taxonomy = { id, version };
  return { taxonomy, title, cleanClass, classes, operations: [], mapping: [], summary: '' };
}

/** "Factual" becomes "Figures" and "Claims". */
export function splitFactual(draft: TaxonomyDraft): TaxonomyDraft {
  const parts = [
    makeClass('figures', { title: 'Figures', tone: 'factual' }),
    makeClass('claims', { title: 'Claims', tone: 'factual' }),
  ];
  return {
    ...draft,
    classes: draft.classes.flatMap((one) => (one.id === 'factual' ? parts : [one])),
    operations: [...draft.operations, { kind: 'split', class: 'factual', into: ['figures', 'claims'] }],
    summary: 'Figures apart from claims.',
  };
}

/** "Factual" means something else. */
export function redefineFactual(draft: TaxonomyDraft): TaxonomyDraft {
  return {
    ...draft,
    classes: draft.classes.map((one) =>
      one.id === 'factual'
        ? { ...one, definition: 'States an amount, a date or a name that is wrong.' }
        : one,
    ),
    operations: [...draft.operations, { kind: 'redefine', class: 'factual' }],
    summary: 'Only what can be looked up.',
  };
}

/** Ids of events of a kind that a store holds. */
export function listEventsOfKind(store: ReadableStore, kind: string): string[] {
  const sql = 'SELECT event_id AS id FROM ledger_event WHERE kind = ?';
  return listRows<{ id: string }>(store, sql, [kind]).map((row) => row.id);
}
