/** A trace of what a foreign record says was asked, given and answered. Must not know which tool wrote it. */
import { checkTrace } from '../domain/check-trace.ts';
import {
  contextNames,
  firstText,
  listOf,
  membersOf,
  outputNames,
  promptNames,
  textOf,
  timeOf,
} from './loose.ts';
import type { Origin, Piece } from './piece.ts';
import { rejected } from './piece.ts';

/** Stands in for the time of an answer that has none, as sources have it: the same on every machine. */
const noTime = '1970-01-01T00:00:00.000Z';

export interface ForeignTrace {
  readonly id: string;
  readonly prompt: string | null;
  readonly output: string | null;
  readonly passages: readonly string[];
  readonly model: string | null;
  readonly occurredAt: string | null;
}

/** Finds the parts of a trace among named fields, by the names that data sets give them. */
export function traceOfFields(id: string, fields: Record<string, unknown>): ForeignTrace {
  const output = firstText(fields, outputNames);
  const used = outputNames.find((name) => textOf(fields[name]) !== null);
  const rest = promptNames.filter((name) => name !== used);
  const context = contextNames.map((name) => fields[name]).find((one) => one !== undefined && one !== null);
  return {
    id,
    prompt: firstText(fields, rest),
    output,
    passages: passagesOf(context),
    model: firstText(fields, ['model', 'model_id', 'model_name', 'system']),
    occurredAt: timeOf(fields['occurred_at'] ?? fields['timestamp'] ?? fields['date']),
  };
}

function passagesOf(context: unknown): string[] {
  const single = textOf(context);
  if (single !== null) return [single];
  return listOf(context).flatMap((one) => {
    const text = textOf(one) ?? textOf(membersOf(one)?.['text']);
    return text === null ? [] : [text];
  });
}

/** The piece of a trace, or why there is none. A record without a prompt keeps a prompt that says so. */
export function tracePiece(of: ForeignTrace, origin: Origin): Piece {
  if (of.output === null) return rejected(origin, 'MISSING_FIELD', 'has no text that was judged');
  const checked = checkTrace({
    id: of.id,
    occurredAt: of.occurredAt ?? noTime,
    prompt: [{ role: 'user', text: of.prompt ?? '(not in the file)' }],
    context: of.passages.map((text, at) => ({ sourceId: `${at + 1}`, text, rank: at + 1 })),
    output: of.output,
    ...(of.model === null ? {} : { model: of.model.slice(0, 200).toWellFormed() }),
  });
  if (checked.fault === undefined) return { kind: 'trace', trace: checked.trace, origin };
  return rejected(origin, checked.fault.code, checked.fault.reason);
}
