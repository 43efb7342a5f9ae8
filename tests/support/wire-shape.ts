/**
 * The shape of a contract on the wire: for each procedure, the JSON schemas of its input, its output and its errors, and
 * its route. Knows nothing of what a procedure does.
 *
 * Invariant: two contracts with equal shapes can talk to each other; titles, summaries and comments do not count.
 */
import type { AnyContractProcedure, AnySchema, ErrorMap } from '@orpc/contract';
import { getEventIteratorSchemaDetails, isContractProcedure } from '@orpc/contract';
import { z } from 'zod';
import { digestOf } from '../../shared/domain/canonical.ts';

/** Path (`audits.draw`) → digest of what that procedure accepts and answers. */
export function hashProcedures(contract: object, path: string[] = []): Record<string, string> {
  const hashes: Record<string, string> = {};
  for (const [name, held] of Object.entries(contract)) {
    const here = [...path, name];
    if (isContractProcedure(held)) hashes[here.join('.')] = shortHash(shapeOf(held));
    else Object.assign(hashes, hashProcedures(held as object, here));
  }
  return hashes;
}

/** First 12 hex characters of the digest: enough to notice a change, short enough to read in a list. */
export function shortHash(value: unknown): string {
  return digestOf(value).slice(0, 12);
}

/** Schema of `of` as it travels: what is sent for inputs, what is received for outputs. */
export function schemaShape(of: AnySchema | undefined, io: 'input' | 'output'): unknown {
  if (of === undefined) return null;
  const iterator = getEventIteratorSchemaDetails(of);
  if (iterator !== undefined) {
    return { events: schemaShape(iterator.yields, io), ends: schemaShape(iterator.returns, io) };
  }
  return sortRequired(z.toJSONSchema(of as z.ZodType, { io, reused: 'inline', unrepresentable: 'throw' }));
}

/** The order in which fields are declared is no part of the wire; canonical JSON sorts keys, but not this list. */
function sortRequired(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(sortRequired);
  if (typeof schema !== 'object' || schema === null) return schema;
  const sorted = Object.entries(schema).map(([key, held]) => {
    const isNameList = key === 'required' && Array.isArray(held);
    return [key, isNameList ? held.toSorted() : sortRequired(held)];
  });
  return Object.fromEntries(sorted);
}

function shapeOf(procedure: AnyContractProcedure): unknown {
  const { inputSchema, outputSchema, errorMap, route } = procedure['~orpc'];
  const { method, path, successStatus, inputStructure, outputStructure } = route;
  return {
    input: schemaShape(inputSchema, 'input'),
    output: schemaShape(outputSchema, 'output'),
    errors: Object.entries(errorMap as ErrorMap)
      .map(([code, of]) => ({ code, status: of?.status ?? null, data: schemaShape(of?.data, 'output') }))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    route: { method, path, successStatus, inputStructure, outputStructure },
  };
}
