/**
 * ClapNQ results: one JSON object with documents, tasks and results; each result is one model's answer to one task.
 * Scores of its people are no judge and stay where they are.
 *
 * Invariant: an id is task and model together, because each task has an answer of every model.
 */
import { z } from 'zod';
import { readBytes } from '../byte-stream.ts';
import type { RawRecord } from '../raw-record.ts';
import { decodeRecord } from '../raw-record.ts';
import type { Mapped, RecordPreset } from '../record-preset.ts';
import { NO_TIME, checkTrace, checkedBy, fault } from '../record-preset.ts';
import { unreadable } from '../source-error.ts';
import type { SourceFile } from '../source-files.ts';

/** One object is parsed as a whole, so its size is bounded. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;

const document = z.object({ document_id: z.string(), text: z.string(), title: z.string().optional() });
const task = z.object({
  task_id: z.string(),
  input: z.array(z.object({ speaker: z.string(), text: z.string() })).min(1),
  contexts: z.array(
    z.object({ document_id: z.string(), text: z.string().optional(), title: z.string().optional() }),
  ),
  answerability: z.string().optional(),
});
const result = z.object({
  task_id: z.string(),
  model_id: z.string(),
  output: z.union([z.string(), z.array(z.object({ content: z.string() })).min(1)]),
});
const whole = z.object({
  documents: z.array(z.unknown()),
  tasks: z.array(z.unknown()),
  results: z.array(z.unknown()),
});

interface Known {
  readonly tasks: ReadonlyMap<string, z.infer<typeof task>>;
  readonly documents: ReadonlyMap<string, z.infer<typeof document>>;
}

export const clapnq: RecordPreset = {
  name: 'clapnq',
  async prepare(files) {
    const loaded = new Map<SourceFile, unknown[]>();
    const known = { tasks: new Map(), documents: new Map() };
    for (const file of files) loaded.set(file, await load(file, known));
    return {
      records: (file) => toRecords(loaded.get(file) ?? []),
      toTrace: (value) => toTrace(value, known),
      toCheckedTrace: checkedBy((value) => toTrace(value, known)),
      rejected: [],
      parseAt: null,
      hidesPlace: false,
    };
  },
};

/** The first characters of such a file: its lists are named at the top level. */
export function headLooksLikeClapnq(head: string): boolean {
  return /^\s*\{/.test(head) && /"(models|metrics|documents)"\s*:\s*\[/.test(head);
}

async function load(
  file: SourceFile,
  known: { tasks: Map<string, unknown>; documents: Map<string, unknown> },
): Promise<unknown[]> {
  const value = whole.safeParse(await parseWhole(file));
  if (!value.success) {
    throw unreadable(
      file.path,
      `${file.name} is not a ClapNQ result file.`,
      'It needs the lists "documents", "tasks" and "results". For other JSON choose the preset "columns".',
    );
  }
  for (const one of value.data.documents.map((of) => document.safeParse(of))) {
    if (one.success) known.documents.set(one.data.document_id, one.data);
  }
  for (const one of value.data.tasks.map((of) => task.safeParse(of))) {
    if (one.success) known.tasks.set(one.data.task_id, one.data);
  }
  return value.data.results;
}

async function parseWhole(file: SourceFile): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of readBytes(file)) {
    size += chunk.length;
    if (size > MAX_FILE_BYTES) {
      throw unreadable(
        file.path,
        `${file.name} is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB, which is too much for one JSON object.`,
        'Export it as JSONL with one trace per line.',
      );
    }
    chunks.push(chunk);
  }
  const text = decodeRecord(Buffer.concat(chunks));
  try {
    return typeof text === 'string' ? JSON.parse(text.replace(/^\ufeff/, '')) : null;
  } catch {
    throw unreadable(file.path, `${file.name} is not sound JSON.`, 'Copy or export it again.');
  }
}

/** The place of a result is its number in the list: lines mean little in a pretty-printed object. */
async function* toRecords(results: readonly unknown[]): AsyncGenerator<RawRecord[]> {
  yield results.map((value, at) => ({ row: at + 1, line: at + 1, offset: 0, size: 0, value }));
}

function toTrace(value: unknown, known: Known): Mapped {
  const parsed = result.safeParse(value);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    return fault('BAD_VALUE', `is no result: "${where}" is missing or of another kind`);
  }
  const { task_id: taskId, model_id: model, output } = parsed.data;
  const asked = known.tasks.get(taskId);
  if (asked === undefined) return fault('NO_QUESTION', 'has a task_id that no task has');
  const passages = asked.contexts.map((one, at) => {
    const kept = known.documents.get(one.document_id);
    const title = one.title ?? kept?.title;
    return {
      sourceId: one.document_id,
      text: one.text ?? kept?.text,
      rank: at + 1,
      ...(title === undefined ? {} : { title }),
    };
  });
  return checkTrace({
    id: `${taskId}:${model}`,
    occurredAt: NO_TIME,
    prompt: asked.input.map(({ speaker, text }) => ({
      role: speaker === 'user' ? 'user' : 'assistant',
      text,
    })),
    context: passages,
    output: typeof output === 'string' ? output : output.map((one) => one.content).join('\n'),
    model,
    ...(asked.answerability === undefined ? {} : { attributes: { answerability: asked.answerability } }),
  });
}
