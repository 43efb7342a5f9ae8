/** What acts and mappings are called, what is published of a copy, and which audits a relabel can bridge. */
import { describe, expect, test } from 'vitest';
import type { AuditId, ItemId } from '../../../shared/domain/ids.ts';
import { hallucinationAudit, hallucinationTaxonomy as base } from '../../../shared/domain/defaults.ts';
import { beginDraft } from './draft-edits.ts';
import { questionsOffering } from './bridge-choices.ts';
import { writeClass } from './draft-steps.ts';
import { examplesOf, isCandidate } from './tail-groups.ts';
import { AGAIN, FOLLOWS, kindsOf, saidMapping, sayMapping, withoutBlanks } from './publish-view.ts';
import { mappingInWords, operationInWords, tellFrom } from './taxonomy-words.ts';

const view = { versions: [{ taxonomy: base }] };

describe('words', () => {
  test('a rename names the class as it was', () => {
    const renamed = writeClass(beginDraft(base), base, 'policy', { title: 'Promises' });
    const tell = tellFrom(view, renamed.classes);
    expect(operationInWords(renamed.operations[0]!, tell)).toBe('Rename “Policy” to “Promises”');
  });

  test('a merge into one of its classes names the others', () => {
    const act = { kind: 'merge', classes: ['policy', 'other'], into: 'policy' } as const;
    expect(operationInWords({ ...act, classes: [...act.classes] }, tellFrom(view))).toBe(
      'Merge “Other” into “Policy”',
    );
  });

  test('labels that may be any class are not listed one by one', () => {
    const tell = tellFrom(view);
    const among = base.classes.map((one) => one.id);
    expect(mappingInWords({ kind: 'relabel', from: 'policy', among }, tell, 6)).toContain('any class');
    expect(mappingInWords({ kind: 'relabel', from: 'policy', among: ['none', 'other'] }, tell, 6)).toContain(
      '“None” or “Other”',
    );
  });
});

describe('publishing', () => {
  test('examples that were begun and not written are left out', () => {
    const typed = writeClass(beginDraft(base), base, 'policy', { examples: ['one', ' ', ''] });
    expect(withoutBlanks(typed).classes.find((one) => one.id === 'policy')?.examples).toEqual(['one']);
  });

  test('what the owner says by hand of an old class can be taken back', () => {
    const begun = beginDraft(base);
    const certain = sayMapping(begun, 'policy', 'other');
    expect(saidMapping(certain, 'policy')).toBe('other');
    expect(saidMapping(sayMapping(certain, 'policy', AGAIN), 'policy')).toBe(AGAIN);
    expect(sayMapping(certain, 'policy', FOLLOWS)).toEqual(begun);
  });

  test('kinds of change are told once, the heaviest first', () => {
    const one = { class: 'a', title: 'A', change: 'changed', blocks: [], sentence: '' } as const;
    const diff = [
      { ...one, blocks: [], kinds: ['wording' as const, 'title' as const] },
      { ...one, blocks: [], kinds: ['structure' as const, 'title' as const] },
    ];
    expect(kindsOf(diff)).toEqual(['structure', 'wording', 'title']);
  });
});

test('the question of a scorecard that offers a taxonomy is found, evidence spans left out', () => {
  expect(questionsOffering(hallucinationAudit, 'hallucination').map((one) => one.id)).toEqual([
    'hallucination',
  ]);
  expect(questionsOffering(hallucinationAudit, 'another')).toEqual([]);
});

describe('a class made of the long tail', () => {
  const auditId = 'audit' as AuditId;
  const items = ['a', 'b', 'c', 'd'].map((id) => ({
    itemId: id as ItemId,
    title: `${id} `.repeat(200),
    note: null,
  }));

  test('takes three examples at most, short ones, each leading back to its item', () => {
    const { examples, exampleItems = [] } = examplesOf({ items }, { auditId, question: 'hallucination' });
    expect(exampleItems.map((one) => one.itemId)).toEqual(['a', 'b', 'c']);
    expect(examples).toEqual(exampleItems.map((one) => one.text));
    expect(Math.max(...examples.map((one) => one.length))).toBeLessThan(180);
  });

  test('is not offered for items that share no words', () => {
    expect(isCandidate({ words: [] })).toBe(false);
    expect(isCandidate({ words: ['callback'] })).toBe(true);
  });
});
