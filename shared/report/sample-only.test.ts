import { expect, test } from 'vitest';
import { makeAudit } from '../../tests/support/made-audit.ts';
import type { AuditId, ItemId, PersonId } from '../domain/ids.ts';
import type { Review } from '../domain/review.ts';
import { onlySampled, sampledBy } from './sample-only.ts';

const { manifest } = makeAudit('0198c0de-0000-7000-8000-00000000000a' as AuditId, 3);
const [one, two] = manifest.items.map((item) => item.id) as [ItemId, ItemId];
const gold = '0198c0de-0000-7000-8000-0000000000ff' as ItemId;
const ada = '0198c0de-0000-7000-8000-000000000001' as PersonId;
const reviewOf = (itemId: ItemId): Review => ({ itemId, personId: ada }) as Review;

test('rows about items that the manifest does not name are left out of everything', () => {
  const rows = {
    reviews: [reviewOf(one), reviewOf(gold), reviewOf(two)],
    skips: [{ itemId: gold, personId: ada, reason: 'other' }],
    assignments: [
      { itemId: gold, personIds: [ada] },
      { itemId: two, personIds: [ada] },
    ],
    secondLooks: [{ itemId: gold, personId: ada }],
  };
  expect(onlySampled(rows, sampledBy(manifest))).toEqual({
    reviews: [reviewOf(one), reviewOf(two)],
    skips: [],
    assignments: [{ itemId: two, personIds: [ada] }],
    secondLooks: [],
  });
});

test('where there is nothing else the lists stay the same lists, so that what rests on them is kept', () => {
  const rows = { reviews: [reviewOf(one)], skips: [], assignments: [], secondLooks: [] };
  const left = onlySampled(rows, sampledBy(manifest));
  expect(left.reviews).toBe(rows.reviews);
  expect(left.secondLooks).toBe(rows.secondLooks);
});
