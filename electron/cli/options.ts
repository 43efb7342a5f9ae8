/** Options that several commands share, and how their texts are read. */
import { existsSync, readFileSync } from 'node:fs';
import { InvalidArgumentError, Option } from 'commander';
import { frameFilter } from '../../shared/domain/audit.ts';
import type { FrameFilter } from '../../shared/domain/audit.ts';
import { columnMapping, presets } from '../../shared/domain/source.ts';
import type { ColumnMapping } from '../../shared/domain/source.ts';
import { defaultDataDir } from './run.ts';

export interface SourceOptions {
  data: string;
  preset?: string;
  mapping?: string;
  name?: string;
}

export const dataOption = (): Option =>
  new Option('--data <dir>', 'folder that holds all state').default(defaultDataDir(), 'your data folder');
/** `more`: those that only one command knows. */
export const presetOption = (more: readonly string[] = []): Option =>
  new Option('--preset <preset>', 'how to read the files (default: recognised)').choices([
    ...presets,
    ...more,
  ]);
export const mappingOption = (): Option =>
  new Option('--mapping <json>', 'trace field → column, as JSON text or a file that holds it');
export const dimensionsOption = (): Option =>
  new Option(
    '--dimensions <names>',
    'strata: dimensions separated by commas, e.g. model,attributes.quality',
  ).default('');

/** Reads a whole number of at least `min`; commander turns the error into usage help. */
export const wholeNumber =
  (min: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < min)
      throw new InvalidArgumentError(`a whole number from ${min} on is needed`);
    return value;
  };

/** Options that do not fit together: told as wrong usage. */
export function wrongUsage(what: string): Error {
  return new InvalidArgumentError(what);
}

/** Mapping from JSON text or from a file; null when none is given. */
export function readMapping(text: string | undefined): ColumnMapping | null {
  if (text === undefined) return null;
  const json = existsSync(text) ? readFileSync(text, 'utf8') : text;
  try {
    return columnMapping.parse(JSON.parse(json));
  } catch (error) {
    throw new InvalidArgumentError(`--mapping is not a JSON object of texts: ${(error as Error).message}`);
  }
}

/** `dimension=value` texts as a filter: same dimension means or, different ones mean and. */
export function parseFilter(texts: readonly string[]): FrameFilter {
  const values = new Map<string, string[]>();
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1) throw new InvalidArgumentError(`--filter takes dimension=value, not "${text}"`);
    const name = text.slice(0, at);
    values.set(name, [...(values.get(name) ?? []), text.slice(at + 1)]);
  }
  return frameFilter.parse({
    dimensions: [...values].map(([dimension, held]) => ({ dimension, values: held })),
  });
}
