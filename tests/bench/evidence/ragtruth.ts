/**
 * The question-answering part of RAGTruth as inputs of the finder, with labelled spans, split into two halves by
 * question. Read from `../shared/data`; null where the folder is absent.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FinderInput, Place } from '../../../shared/evidence/found-evidence.ts';

export interface LabelledItem {
  /** All answers to one question belong together: they share passages. */
  question: string;
  input: FinderInput;
  spans: readonly Place[];
}

const FOLDER = join(import.meta.dirname, '../../../../shared/data/ragtruth-qa');

interface RawQuestion {
  source_id: string;
  source_info: { question: string; passages: string };
  prompt: string;
}
interface RawAnswer {
  source_id: string;
  labels: { start: number; end: number }[];
  response: string;
}

const readLines = <T>(file: string): T[] =>
  readFileSync(join(FOLDER, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

export function readRagtruth(): LabelledItem[] | null {
  if (!existsSync(FOLDER)) return null;
  const questions = new Map(readLines<RawQuestion>('QA.jsonl').map((one) => [one.source_id, one]));
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('hallucination.jsonl'))
    .toSorted()
    .flatMap((file) => readLines<RawAnswer>(file))
    .map((answer) => toItem(answer, questions.get(answer.source_id)!));
}

function toItem({ source_id: question, labels, response }: RawAnswer, asked: RawQuestion): LabelledItem {
  const { question: text, passages } = asked.source_info;
  // What the preset of this data set makes of the prompt: the instruction without passages, then the question.
  const instruction = asked.prompt.replace(passages.trim(), () => '').replace(text, () => '');
  const split = passages
    .split(/(?:^|\n)passage \d+:/)
    .slice(1)
    .map((passage, at) => ({ rank: at + 1, text: passage.trim() }));
  return {
    question,
    input: { output: response, prompt: [instruction, text], passages: split },
    spans: labels,
  };
}

/** Whether a question is in the half that nothing is tuned on: the last bit of the first byte of its id's SHA-256. */
export function isHeldBack(question: string): boolean {
  return createHash('sha256').update(question).digest()[0]! % 2 === 1;
}

/** Whether a claim overlaps a labelled span. */
export function isLabelled(claim: Place, spans: readonly Place[]): boolean {
  return spans.some((span) => claim.start < span.end && span.start < claim.end);
}
