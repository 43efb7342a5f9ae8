/**
 * Traces in other systems' forms, by the name of their importer: each is read as one of ours, in its place. What is named
 * otherwise is taken as it is.
 */
import type { Assembled } from './otlp/assemble.ts';
import { readLangfuse } from './langfuse.ts';
import type { Arriving } from './arriving.ts';

const readers: Record<string, (value: unknown) => Assembled> = { langfuse: readLangfuse };

/** What arrives, read by the importer's rules. */
export function readAs(
  importer: string | undefined,
  arriving: Iterable<Arriving> | AsyncIterable<Arriving>,
): Iterable<Arriving> | AsyncIterable<Arriving> {
  const read = importer !== undefined && Object.hasOwn(readers, importer) ? readers[importer] : undefined;
  return read === undefined ? arriving : readEach(arriving, read);
}

async function* readEach(
  arriving: Iterable<Arriving> | AsyncIterable<Arriving>,
  read: (value: unknown) => Assembled,
): AsyncGenerator<Arriving> {
  for await (const one of arriving) {
    yield one.fault === undefined ? { line: one.line, ...read(one.trace) } : one;
  }
}
