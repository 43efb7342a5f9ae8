/**
 * The question-answering part of RAGTruth: files of answers, joined on `source_id` to a file of questions with their
 * passages. Spans of its people become a reference label, carried as a judge so that blinding seals it.
 *
 * Invariant: nothing that a reviewer may see tells the verdict. The names of the answer files do, and so would a hash
 * or a row that tells these files apart; therefore provenance knows the data set only.
 */
import { z } from 'zod';
import { countCodePoints, sliceCodePoints } from '../../../../shared/domain/text.ts';
import type { RejectedPlace } from '../frame-table.ts';
import type { RawRecord } from '../raw-record.ts';
import { firstValues, parseJsonAt, readJsonRecords } from '../read-records.ts';
import type { Mapped, RecordPreset } from '../record-preset.ts';
import { NO_TIME, checkTrace, checkedBy, fault } from '../record-preset.ts';
import { unreadable } from '../source-error.ts';
import type { SourceFile } from '../source-files.ts';

const question = z.object({
  source_id: z.string(),
  source_info: z.object({ question: z.string(), passages: z.string() }),
  prompt: z.string().optional(),
});
type Question = z.infer<typeof question>;

const answer = z.object({
  id: z.string(),
  source_id: z.string(),
  model: z.string(),
  labels: z.array(z.object({ start: z.number(), end: z.number(), text: z.string(), label_type: z.string() })),
  split: z.string().optional(),
  quality: z.string().optional(),
  response: z.string(),
});
type Answer = z.infer<typeof answer>;

export const ragtruthQa: RecordPreset = {
  name: 'ragtruth-qa',
  async prepare(files) {
    const questions = new Map<string, Question>();
    const rejected: RejectedPlace[] = [];
    const serving = new Set<SourceFile>();
    for (const [fileNo, file] of files.entries()) {
      const [first] = await firstValues(file, 1);
      if (!isQuestion(first)) continue;
      serving.add(file);
      await readQuestions(file, fileNo, questions, rejected);
    }
    const [first] = files;
    if (questions.size === 0 && first !== undefined) {
      throw unreadable(
        first.path,
        'The file of questions (QA.jsonl) is not among these files.',
        'Choose the whole folder, or add QA.jsonl to the answers.',
      );
    }
    return {
      records: (file) => (serving.has(file) ? null : readJsonRecords(file)),
      toTrace: (value) => toTrace(value, questions),
      toCheckedTrace: checkedBy((value) => toTrace(value, questions)),
      rejected,
      parseAt: parseJsonAt,
      hidesPlace: true,
    };
  },
};

/** Whether a record is a question or an answer of this data set. */
export function looksLikeRagtruth(value: unknown): boolean {
  return isQuestion(value) || (answer.safeParse(value).success && typeof value === 'object');
}

function isQuestion(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'source_info' in value && 'source_id' in value;
}

async function readQuestions(
  file: SourceFile,
  fileNo: number,
  into: Map<string, Question>,
  rejected: RejectedPlace[],
): Promise<void> {
  const reject = ({ row, line }: RawRecord, code: RejectedPlace['code'], reason: string) =>
    rejected.push({ fileNo, row, line, code, reason });
  for await (const batch of readJsonRecords(file)) {
    for (const record of batch) {
      if (record.fault !== undefined) {
        reject(record, record.fault.code, record.fault.reason);
        continue;
      }
      const parsed = question.safeParse(record.value);
      if (!parsed.success) reject(record, 'BAD_VALUE', describe('question', parsed.error));
      else if (into.has(parsed.data.source_id)) {
        reject(record, 'DUPLICATE_ID', 'has the source_id of an earlier question');
      } else into.set(parsed.data.source_id, parsed.data);
    }
  }
}

function describe(what: string, error: z.ZodError): string {
  const issue = error.issues[0];
  const where = issue?.path.map(String).join('.') ?? '';
  return `is no ${what}: "${where}" ${issue?.message ?? 'is wrong'}`;
}

function toTrace(value: unknown, questions: ReadonlyMap<string, Question>): Mapped {
  const parsed = answer.safeParse(value);
  if (!parsed.success) {
    const isMissing = parsed.error.issues[0]?.message.includes('undefined') === true;
    return fault(isMissing ? 'MISSING_FIELD' : 'BAD_VALUE', describe('answer', parsed.error));
  }
  const of = parsed.data;
  const asked = questions.get(of.source_id);
  if (asked === undefined) return fault('NO_QUESTION', 'has a source_id that no question has');
  const spans = spansOf(of);
  if (typeof spans === 'string') return fault('BAD_VALUE', spans);
  return checkTrace({
    id: of.id,
    occurredAt: NO_TIME,
    prompt: promptOf(asked),
    context: splitPassages(asked.source_info.passages).map((text, at) => ({ text, rank: at + 1 })),
    output: of.response,
    model: of.model,
    judge: [{ name: 'reference', verdict: spans.length > 0 ? 'hallucinated' : 'clean', spans }],
    attributes: {
      ...(of.split === undefined || of.split === '' ? {} : { split: of.split }),
      ...(of.quality === undefined || of.quality === '' ? {} : { quality: of.quality }),
    },
  });
}

/** The instruction (the prompt without question and passages, word for word) and the question. */
function promptOf(of: Question): { role: string; text: string }[] {
  const { question: text, passages } = of.source_info;
  const instruction = (of.prompt ?? '')
    .replace(passages.trim(), () => '')
    .replace(text, () => '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');
  const asked = { role: 'user', text };
  return instruction === '' ? [asked] : [{ role: 'system', text: instruction }, asked];
}

/** Texts between the headings `passage 1:`, `passage 2:` … */
function splitPassages(text: string): string[] {
  return text
    .split(/(?:^|\n)passage \d+:/)
    .slice(1)
    .map((passage) => passage.trim());
}

const classes: Record<string, { class: string; note: string }> = {
  'Evident Baseless Info': { class: 'not_in_context', note: 'evident' },
  'Subtle Baseless Info': { class: 'not_in_context', note: 'subtle' },
  'Evident Conflict': { class: 'contradicts', note: 'evident' },
  'Subtle Conflict': { class: 'contradicts', note: 'subtle' },
};

type Span = { start: number; end: number; class: string; note: string };

/** Spans as code points of the answer, or why they cannot be trusted. */
function spansOf(of: Answer): Span[] | string {
  const spans: Span[] = [];
  for (const [at, { start, end, text, label_type: type }] of of.labels.entries()) {
    const known = classes[type];
    if (known === undefined) return `has a label of an unknown type (label ${at + 1})`;
    const isInside = Number.isInteger(start) && start >= 0 && end <= countCodePoints(of.response);
    if (!isInside || sliceCodePoints(of.response, start, end) !== text) {
      return `has a label that does not quote its answer (label ${at + 1})`;
    }
    spans.push({ start, end, ...known });
  }
  return spans;
}
