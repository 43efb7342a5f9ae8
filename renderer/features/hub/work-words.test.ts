import { describe, expect, it } from 'vitest';
import type { Person } from '../../../shared/domain/person.ts';
import { nameOf, openOf, reassignInWords, takersOf } from './work-words.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const person = (name: string, role: Person['role']): Person => ({ id: name as Person['id'], name, role });
const people = [
  person('Cid', 'reviewer'),
  person('Ada', 'lead'),
  person('Bot', 'ingest'),
  person('Eve', 'auditor'),
];

describe('work that is given to others', () => {
  it('is what is neither reviewed nor skipped', () => {
    expect(openOf({ assigned: 20, reviewed: 12, skipped: 3 })).toBe(5);
    expect(openOf({ assigned: 2, reviewed: 3, skipped: 0 })).toBe(0);
  });

  it('is told before it is done: how many, to whom, about how many each, and what stays', () => {
    const load = { assigned: 20, reviewed: 8, skipped: 1 };
    expect(plain(reassignInWords('Ben', load, ['Ada', 'Cid']))).toBe(
      '11 open items of Ben would go to Ada and Cid, about 6 each. One that they already have stays where it is, because nobody judges an item twice. What Ben has reviewed stays theirs.',
    );
    expect(plain(reassignInWords('Ben', { ...load, reviewed: 0 }, ['Ada']))).not.toContain('stays theirs');
    expect(plain(reassignInWords('Ben', load, []))).toBe('Ben has 11 open items. Choose who takes them.');
    expect(reassignInWords('Ben', { assigned: 2, reviewed: 2, skipped: 0 }, ['Ada'])).toContain(
      'no open item',
    );
  });

  it('is taken by people who review, by name, never by who is away, by programs or by auditors', () => {
    expect(takersOf(people, 'Zoe').map((one) => one.name)).toEqual(['Ada', 'Cid']);
    expect(takersOf(people, 'Ada').map((one) => one.name)).toEqual(['Cid']);
  });

  it('names people who have left as former', () => {
    expect(nameOf(people, 'gone')).toBe('a former person');
  });
});
