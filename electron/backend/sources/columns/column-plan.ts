/** A mapping made ready: which fields there are and which template gives each its cell. */
import type { ColumnMapping } from '../../../../shared/domain/source.ts';
import { SourceError } from '../source-error.ts';
import type { Field } from './fields.ts';
import { fieldNames, findField, listFields, requiredFields } from './fields.ts';
import type { Template } from './template.ts';
import { parseTemplate } from './template.ts';

export interface ColumnPlan {
  readonly fields: readonly Field[];
  /** In the order of the fields. */
  readonly templates: readonly Template[];
}

/** Fields that a mapping must still name. */
export function missingFields(mapping: ColumnMapping): string[] {
  return requiredFields.filter((name) => mapping[name] === undefined);
}

/** Throws INVALID_INPUT for a field that is none, a column that is not there, or a required field without a column. */
export function planColumns(mapping: ColumnMapping, columns: ReadonlySet<string>): ColumnPlan {
  for (const name of Object.keys(mapping)) {
    if (findField(name) === null) {
      throw refuse(
        `A trace has no field "${name}".`,
        `mapping.${name}`,
        `Use one of ${fieldNames.join(', ')}, or attributes.<name>, or judge.<name>.`,
      );
    }
  }
  const absent = missingFields(mapping);
  if (absent.length > 0) {
    throw refuse(
      `The mapping names no column for ${absent.join(', ')}.`,
      'mapping',
      'Choose a column for each of these fields.',
    );
  }
  const fields = listFields(mapping);
  const templates = fields.map((field) => {
    const value = mapping[field.name] ?? '';
    const template = parseTemplate(value, columns);
    if (template !== null) return template;
    throw refuse(
      `The files have no column "${value}".`,
      `mapping.${field.name}`,
      `Choose one of: ${[...columns].slice(0, 50).join(', ')}.`,
    );
  });
  return { fields, templates };
}

function refuse(what: string, where: string, remedy: string): SourceError {
  return new SourceError('INVALID_INPUT', { what: clean(what), where: clean(where), remedy: clean(remedy) });
}

/** A name from outside may hold what the contract cannot carry. */
function clean(text: string): string {
  return text.slice(0, 4000).replaceAll('\u0000', '').toWellFormed();
}
