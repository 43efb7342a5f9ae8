import { describe, expect, it } from 'vitest';
import { emptyView, readView } from './read-view.ts';

const typed = { ...emptyView, name: ' Answers ', connection: 'main', relation: 'public.answers ' };

describe('the form of a warehouse view', () => {
  it('is read trimmed, with only the columns that were named', () => {
    const read = readView({ ...typed, mapping: { ...typed.mapping, model: 'model_name', intent: ' ' } });
    expect(read).toMatchObject({
      ok: true,
      value: { name: 'Answers', warehouse: { connection: 'main', relation: 'public.answers' } },
    });
    expect(read.ok && Object.keys(read.value.warehouse.mapping)).toEqual([
      'id',
      'occurredAt',
      'prompt',
      'output',
      'model',
    ]);
  });

  it('names everything that is missing, not only the first', () => {
    const read = readView({ ...emptyView, connection: 'My DB', mapping: { prompt: 'p' } });
    expect(read.ok ? [] : Object.keys(read.problems).toSorted()).toEqual([
      'connection',
      'mapping',
      'name',
      'relation',
    ]);
  });
});
