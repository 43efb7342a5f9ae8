// Records of foreign tools as pieces: what becomes a review, what is left out on purpose, what is rejected.
import { describe, expect, test } from 'vitest';
import { argillaPieces } from './argilla.ts';
import { clapnqPieces } from './clapnq.ts';
import { labelStudioMinPieces, looksLikeMinTask } from './label-studio-min.ts';
import { labelStudioPieces } from './label-studio.ts';
import { langfusePieces } from './langfuse-scores.ts';
import type { Piece } from './piece.ts';
import { xstestPieces } from './xstest.ts';

const place = { origin: { file: 0, row: 1 }, stem: 'file' };
const reviewsOf = (pieces: Piece[]) => pieces.flatMap((one) => (one.kind === 'review' ? [one.review] : []));
const ignored = (pieces: Piece[]) => pieces.flatMap((one) => (one.kind === 'ignored' ? [one.what] : []));
const faults = (pieces: Piece[]) =>
  pieces.flatMap((one) => (one.kind === 'rejected' ? [one.fault.code] : []));

describe('a Label Studio task', () => {
  const result = (name: string, type: string, value: object) => ({
    from_name: name,
    to_name: 't',
    type,
    value,
  });
  const task = {
    id: 7,
    data: { prompt: 'How?', response: 'So.', context: ['one', { text: 'two' }], model: 'm1' },
    annotations: [
      {
        completed_by: { id: 3, email: 'ann@example.org' },
        lead_time: 12.5,
        updated_at: '2026-03-09T22:16:08.728378Z',
        result: [
          result('verdict', 'choices', { choices: ['good'] }),
          result('kinds', 'choices', { choices: ['a', 'b'] }),
          result('stars', 'rating', { rating: 4 }),
          result('why', 'textarea', { text: ['one', 'two'] }),
          result('spans', 'labels', { start: 0, end: 2, text: 'So', labels: ['X'] }),
          result('spans', 'labels', { start: 0, end: 9, text: 'elsewhere', labels: ['X'] }),
        ],
      },
      { completed_by: 4, was_cancelled: true, result: [result('verdict', 'choices', { choices: ['bad'] })] },
      { completed_by: null, result: [] },
    ],
    predictions: [{ result: [] }, { result: [] }],
  };

  test('gives a trace and a review of each person, with choices, ratings, texts and time', () => {
    const pieces = labelStudioPieces(task, place);
    expect(pieces[0]).toMatchObject({
      kind: 'trace',
      trace: {
        id: '7',
        model: 'm1',
        prompt: [{ role: 'user', text: 'How?' }],
        output: 'So.',
        context: [{ text: 'one' }, { text: 'two' }],
      },
    });
    expect(reviewsOf(pieces)).toEqual([
      {
        trace: '7',
        reviewer: 'ann@example.org',
        values: { verdict: 'good', kinds: 'a + b', stars: '4' },
        texts: { why: 'one + two' },
        spans: { spans: [{ start: 0, end: 2, quote: 'So', label: 'X' }] },
        at: '2026-03-09T22:16:08.728Z',
        elapsedMs: 12_500,
        origin: place.origin,
      },
    ]);
  });

  test('says what was left out: predictions, cancelled annotations, marks elsewhere; and rejects what names nobody', () => {
    const pieces = labelStudioPieces(task, place);
    expect(ignored(pieces)).toEqual([
      'prediction of a model',
      'prediction of a model',
      'marked region that is no part of the output',
      'annotation that its person cancelled',
    ]);
    expect(faults(pieces)).toEqual(['MISSING_FIELD']);
  });

  test.each([
    [null],
    [[]],
    [{ id: 1 }],
    [{ data: {}, annotations: [] }],
    [{ id: 1, data: { image: 'x.png' } }],
  ])('that is none (%j) is rejected, never thrown over', (value) => {
    expect(faults(labelStudioPieces(value, place))).toEqual(['MISSING_FIELD']);
  });
});

describe('a record of Label Studio’s JSON-MIN', () => {
  const record = {
    prompt: 'How?',
    response: 'So it is.',
    context: [{ text: 'one' }, { text: 'two' }],
    team: 'blue',
    id: 7,
    verdict: 'good',
    kinds: { choices: ['a', 'b'] },
    stars: [{ rating: 4 }],
    why: { text: ['one', 'two'] },
    marks: [
      { start: 0, end: 2, text: 'So', labels: ['X'] },
      { start: 0, end: 9, text: 'elsewhere', labels: ['X'] },
    ],
    annotator: 3,
    annotation_id: 12,
    created_at: '2026-03-09T22:10:00.000000Z',
    updated_at: '2026-03-09T22:16:08.728378Z',
    lead_time: 12.5,
  };

  test('gives the same trace and the same answers as the full export of the annotation', () => {
    const [trace, ...rest] = labelStudioMinPieces(record, place);
    expect(trace).toMatchObject({
      kind: 'trace',
      trace: { id: '7', output: 'So it is.', context: [{ text: 'one' }, { text: 'two' }] },
    });
    expect(reviewsOf(rest)).toEqual([
      {
        trace: '7',
        reviewer: 'Annotator 3',
        values: { verdict: 'good', kinds: 'a + b', stars: '4' },
        texts: { why: 'one + two' },
        spans: { marks: [{ start: 0, end: 2, quote: 'So', label: 'X' }] },
        at: '2026-03-09T22:16:08.728Z',
        elapsedMs: 12_500,
        origin: place.origin,
      },
    ]);
    expect(ignored(rest)).toEqual(['marked region that is no part of the output']);
  });

  test('takes no field of the task for an answer, and every annotation of a task gives the same trace', () => {
    const other = { ...record, annotator: { email: 'ann@example.org' }, annotation_id: 13, verdict: 'bad' };
    const [first, second] = [labelStudioMinPieces(record, place), labelStudioMinPieces(other, place)];
    expect(second[0]).toEqual(first[0]);
    expect(reviewsOf(second)).toMatchObject([{ reviewer: 'ann@example.org', values: { verdict: 'bad' } }]);
    for (const { values } of reviewsOf([...first, ...second])) {
      expect(Object.keys(values)).toEqual(['verdict', 'kinds', 'stars']);
    }
  });

  test('is told from a task, and rejected where nothing was judged or nobody is named', () => {
    expect(looksLikeMinTask(record)).toBe(true);
    expect(looksLikeMinTask({ id: 7, data: {}, annotations: [] })).toBe(false);
    const { response: _, ...nothing } = record;
    expect(faults(labelStudioMinPieces(nothing, place))).toEqual(['MISSING_FIELD']);
    expect(faults(labelStudioMinPieces({ ...record, annotator: null }, place))).toEqual(['MISSING_FIELD']);
    expect(faults(labelStudioMinPieces({ ...record, id: '' }, place))).toEqual(['MISSING_FIELD']);
    expect(faults(labelStudioMinPieces(null, place))).toEqual(['BAD_VALUE']);
  });
});

describe('an Argilla record', () => {
  const record = (responses: unknown) => ({
    id: 'r1',
    fields: { question: 'q', answer: 'a' },
    metadata: { model: 'm' },
    responses,
    suggestions: [{ question_name: 'label', value: 'YES' }],
  });

  test('gives a review of each person who submitted; drafts, discarded responses and suggestions are said', () => {
    const pieces = argillaPieces(
      record([
        { user_id: 'u1', status: 'submitted', values: { label: { value: 'YES' }, stars: { value: 4 } } },
        { user_id: 'u2', status: 'draft', values: { label: { value: 'NO' } } },
        { user_id: 'u3', status: 'discarded', values: {} },
        { status: 'submitted', values: { label: { value: 'NO' } } },
      ]),
      place,
    );
    expect(reviewsOf(pieces)).toMatchObject([{ reviewer: 'u1', values: { label: 'YES', stars: '4' } }]);
    expect(ignored(pieces)).toEqual([
      'suggestion of a model',
      'response that is draft',
      'response that is discarded',
    ]);
    expect(faults(pieces)).toEqual(['MISSING_FIELD']);
  });

  test('with responses by question gives the same reviews', () => {
    const byPerson = reviewsOf(
      argillaPieces(
        record([
          { user_id: 'u1', values: { a: { value: 'x' }, b: { value: 'y' } } },
          { user_id: 'u2', values: { a: { value: 'z' } } },
        ]),
        place,
      ),
    );
    const byQuestion = reviewsOf(
      argillaPieces(
        record({
          a: [
            { user_id: 'u1', value: 'x' },
            { user_id: 'u2', value: 'z' },
          ],
          b: [{ user_id: 'u1', value: 'y' }],
        }),
        place,
      ),
    );
    expect(byQuestion).toEqual(byPerson);
  });
});

describe('a Langfuse score', () => {
  const cells = (more: Record<string, string>) =>
    new Map(
      Object.entries({ trace_id: 't1', name: 'tone', source: 'ANNOTATION', author_user_id: 'u1', ...more }),
    );

  test('of a person is an answer, of its text before its number, also with the columns of the blob store', () => {
    const [review] = reviewsOf(
      langfusePieces(cells({ value: '1', string_value: 'warm', comment: 'ok' }), place),
    );
    expect(review).toMatchObject({
      trace: 't1',
      reviewer: 'u1',
      values: { tone: 'warm' },
      texts: { note: 'ok' },
    });
    const [number] = reviewsOf(langfusePieces(cells({ value: '3' }), place));
    expect(number?.values).toEqual({ tone: '3' });
  });

  test('of a judge or the API is none, and one without author, trace or value is rejected', () => {
    expect(ignored(langfusePieces(cells({ source: 'EVAL', value: '1' }), place))).toEqual([
      'score of the source EVAL',
    ]);
    expect(faults(langfusePieces(cells({}), place))).toEqual(['MISSING_FIELD']);
    const nobody = cells({ value: '1' });
    nobody.delete('author_user_id');
    expect(faults(langfusePieces(nobody, place))).toEqual(['MISSING_FIELD']);
  });
});

test('a ClapNQ result without scores of people holds no review, and one of another form is rejected', () => {
  const system = { task_id: 't', model_id: 'm', scores: { RougeL: { system: { value: 0.2 } } } };
  expect(clapnqPieces(system, place)).toEqual([]);
  expect(faults(clapnqPieces({ task_id: 't' }, place))).toEqual(['MISSING_FIELD']);
});

test('an XSTest row with one empty annotation gives the other, the final label, and says what is missing', () => {
  const cells = new Map([
    ['id', 'v2-1'],
    ['annotation_2', '2_full_refusal'],
    ['final_label', '2_full_refusal'],
  ]);
  const pieces = xstestPieces(cells, place);
  expect(reviewsOf(pieces).map((one) => [one.trace, one.reviewer])).toEqual([
    ['file:v2-1', 'XSTest annotator 2'],
  ]);
  expect(faults(pieces)).toEqual(['MISSING_FIELD']);
  expect(pieces.filter((one) => one.kind === 'ruling')).toHaveLength(1);
});
