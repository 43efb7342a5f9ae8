/**
 * Owns how a mapping of columns is laid out for editing: which fields are shown, in which order, which are missing.
 * Must not decide what a source needs: `missingFields` of the inspection says so. Invariant: a field that is mapped is
 * always shown, whatever its name.
 */
import type { ColumnMapping, Inspection } from '../../../shared/domain/source.ts';
import { standardDimensions } from '../../../shared/domain/trace.ts';

const mainFields = ['id', 'occurredAt', 'prompt', 'context', 'output'] as const;

const fieldTitles: Record<string, string> = {
  id: 'Id',
  occurredAt: 'Time of the answer',
  prompt: 'Prompt',
  context: 'Context',
  output: 'Output',
};

/** Fields beyond content and strata that a file may carry. */
const furtherFields = [
  'conversationId',
  'turn',
  'confidence',
  'escalationReason',
  'promptTokens',
  'completionTokens',
  'latencyMs',
  'retrievalMs',
  'costUsd',
] as const;

export interface MappingRow {
  field: string;
  title: string;
  column: string | null;
  /** First value of the column, as an example. */
  sample: string | null;
  isMissing: boolean;
}

export interface MappingView {
  /** Content, what is mapped and what is missing. */
  shown: MappingRow[];
  /** Fields that are known and not mapped. */
  more: MappingRow[];
  /** Columns that no field uses. */
  unused: string[];
}

/** A field as people say it: `riskClass` is "Risk class", `attributes.team` is "Attribute: team". */
export function fieldTitle(field: string): string {
  const attribute = /^attributes\.(.+)$/.exec(field)?.[1];
  if (attribute !== undefined) return `Attribute: ${attribute}`;
  const words = field.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return fieldTitles[field] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Lays a mapping out against what was found in the files. */
export function viewMapping(
  inspection: Pick<Inspection, 'columns' | 'missingFields'>,
  mapping: ColumnMapping,
): MappingView {
  const known = [...mainFields, ...standardDimensions, ...furtherFields];
  const extra = [...Object.keys(mapping), ...inspection.missingFields].filter(
    (field) => !known.includes(field as (typeof known)[number]),
  );
  const sampleOf = new Map(inspection.columns.map((column) => [column.name, column.sample]));
  const rows = [...new Set([...known, ...extra])].map((field): MappingRow => {
    const column = mapping[field] ?? null;
    return {
      field,
      title: fieldTitle(field),
      column,
      sample: column === null ? null : (sampleOf.get(column) ?? null),
      isMissing: column === null && inspection.missingFields.includes(field),
    };
  });
  const isShown = (row: MappingRow): boolean =>
    row.column !== null || row.isMissing || mainFields.includes(row.field as (typeof mainFields)[number]);
  const used = new Set(Object.values(mapping));
  return {
    shown: rows.filter(isShown),
    more: rows.filter((row) => !isShown(row)),
    unused: inspection.columns.map((column) => column.name).filter((name) => !used.has(name)),
  };
}

/** The mapping with one field set to a column, or cleared. */
export function withColumn(mapping: ColumnMapping, field: string, column: string | null): ColumnMapping {
  const { [field]: _, ...others } = mapping;
  return column === null ? others : { ...others, [field]: column };
}
