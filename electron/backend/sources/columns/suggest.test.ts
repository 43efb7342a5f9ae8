import { describe, expect, it } from 'vitest';
import { planColumns } from './column-plan.ts';
import { suggestMapping } from './suggest.ts';
import { fillTemplate, parseTemplate } from './template.ts';

/** A sample of one or more files, by column. */
function sampleOf(...files: Record<string, string[]>[]) {
  const names = [...new Set(files.flatMap((file) => Object.keys(file)))];
  return {
    columns: names.map((name) => ({ name, cells: files.flatMap((file) => file[name] ?? []) })),
    byFile: files.map((file) => new Map(Object.entries(file))),
  };
}

describe('a suggested mapping', () => {
  it('finds fields by their usual names, however they are written', () => {
    const columns = {
      request_id: ['r1', 'r2'],
      'Created At': ['2025-01-01', '2025-01-02'],
      question: ['a?', 'b?'],
      Answer: ['a', 'b'],
      model_version: ['v1', 'v2'],
      lang: ['en', 'de'],
    };
    expect(suggestMapping(sampleOf(columns))).toEqual({
      id: 'request_id',
      occurredAt: 'Created At',
      prompt: 'question',
      output: 'Answer',
      model: 'model_version',
      language: 'lang',
    });
  });

  it('never makes an attribute, which reviewers see, of what looks like a label', () => {
    const columns = {
      id: ['1', '2', '3'],
      prompt: ['p', 'p', 'p'],
      output: ['a', 'b', 'c'],
      team: ['x', 'y', 'x'],
      is_hallucinated: ['yes', 'no', 'yes'],
      final_label: ['bad', 'good', 'bad'],
    };
    expect(suggestMapping(sampleOf(columns))).toMatchObject({
      'attributes.team': 'team',
      'judge.is_hallucinated': 'is_hallucinated',
      'judge.final_label': 'final_label',
    });
  });

  it('does not offer a column whose cells the field would reject', () => {
    const columns = { id: ['1'], prompt: ['p'], output: ['o'], risk: ['amber'], confidence: ['87 %'] };
    const mapping = suggestMapping(sampleOf(columns));
    expect(mapping).not.toHaveProperty('riskClass');
    expect(mapping).not.toHaveProperty('confidence');
  });

  it('makes ids that repeat from file to file unique by the name of the file, and reads the model from it', () => {
    const file = { id: ['q1', 'q2'], prompt: ['p', 'p'], completion: ['x', 'y'] };
    expect(suggestMapping(sampleOf(file, file))).toMatchObject({ id: '{file}:{id}', model: '{file}' });
    const other = { ...file, id: ['q3', 'q4'] };
    expect(suggestMapping(sampleOf(file, other))).toMatchObject({ id: 'id' });
  });
});

describe('a template', () => {
  const columns = new Set(['id', 'a b', '{odd}']);
  const fill = (value: string, cells: Record<string, string>) => {
    const template = parseTemplate(value, columns);
    return template === null ? null : fillTemplate(template, (name) => cells[name], 'stem');
  };

  it('joins columns, the name of the file and plain text', () => {
    expect(fill('{file}:{id}', { id: '7' })).toBe('stem:7');
    expect(fill('{a b}/{id}', { id: '7', 'a b': 'x' })).toBe('x/7');
    expect(fill('id', { id: '7' })).toBe('7');
    expect(fill('{odd}', { '{odd}': 'yes' })).toBe('yes');
  });

  it('is empty when a part of it is, and is none when a column is not there', () => {
    expect(fill('{file}:{id}', {})).toBeUndefined();
    for (const value of ['nope', '{nope}', 'plain', '{file}{nope}'])
      expect(fill(value, {}), value).toBeNull();
  });
});

describe('a mapping', () => {
  const columns = new Set(['a', 'b', 'c']);
  const whole = { id: 'a', prompt: 'b', output: 'c' };

  it('is refused with the field and the way out: unknown field, unknown column, required field without column', () => {
    const problemOf = (mapping: Record<string, string>) => {
      try {
        planColumns(mapping, columns);
      } catch (error) {
        return error;
      }
      return null;
    };
    expect(problemOf(whole)).toBeNull();
    expect(problemOf({ ...whole, colour: 'a' })).toMatchObject({
      code: 'INVALID_INPUT',
      problem: { what: 'A trace has no field "colour".', where: 'mapping.colour' },
    });
    expect(problemOf({ ...whole, model: 'd' })).toMatchObject({
      problem: {
        what: 'The files have no column "d".',
        where: 'mapping.model',
        remedy: 'Choose one of: a, b, c.',
      },
    });
    expect(problemOf({ id: 'a' })).toMatchObject({
      problem: { what: 'The mapping names no column for prompt, output.' },
    });
  });
});
