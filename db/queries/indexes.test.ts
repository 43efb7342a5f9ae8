import { expect, test } from 'vitest';
import { closeStore, explainSql, openScratchStore } from '../connection.ts';
import { passedSql } from './deadlines.ts';
import {
  nextOpenSql,
  openSecondSql,
  progressSql,
  queueEntrySql,
  queueSql,
  secondProgressSql,
  secondQueueSql,
} from './items.ts';
import { waitingSql } from './outbox.ts';
import { lastFirstSql, placesSql } from './second-looks.ts';

const plans: [string, string, string[]][] = [
  [
    'the queue',
    queueSql,
    ['assignment_worklist', 'sqlite_autoindex_item_1', 'review_of_item|review_current'],
  ],
  [
    'the second looks of the queue',
    secondQueueSql,
    ['second_look_worklist', 'sqlite_autoindex_item_1', 'review_of_item|review_current'],
  ],
  ['the places of second looks', placesSql, ['second_look_worklist', 'sqlite_autoindex_item_1']],
  ['the last place before them', lastFirstSql, ['assignment_worklist', 'sqlite_autoindex_item_1']],
  [
    'the open second looks',
    openSecondSql,
    ['second_look_worklist', 'sqlite_autoindex_item_1', 'review_of_item|review_current'],
  ],
  ['one entry of the queue', queueEntrySql, ['sqlite_autoindex_item_1', 'review_of_item|review_current']],
  ['the next open item', nextOpenSql, ['item_queue', 'PRIMARY KEY', 'review_of_item|review_current']],
  [
    'the progress',
    progressSql,
    ['assignment_worklist', 'review_current', 'skip_of_audit', 'draft_of_audit', 'flag_of_audit'],
  ],
  [
    'the progress with second looks',
    secondProgressSql,
    ['second_look_worklist', 'review_current', 'skip_of_audit'],
  ],
  ['what waits to be pushed', waitingSql, ['ledger_event_waiting']],
  ['texts whose time is over', passedSql, ['text_deadline_next', 'sqlite_autoindex_content_1']],
];

test.each(plans)('%s is read through indexes, never by scanning a table', (_, sql, indexes) => {
  const store = openScratchStore();
  const steps = explainSql(store, sql);
  closeStore(store);
  expect(steps.filter((step) => /^SCAN (?!CONSTANT ROW|p\b|\(subquery)/.test(step))).toEqual([]);
  const text = steps.join('\n');
  for (const index of indexes) expect(text).toMatch(new RegExp(index));
});
