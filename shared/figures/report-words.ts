/**
 * How a report is read aloud, on screen and in files: words and tones for verdicts, cells, bands, reasons and remarks.
 * Must not compute a statistic or decide anything. Invariant: what is too small says so in words, not by colour alone.
 */
import type { z } from 'zod';
import type { agreement as agreementSchema } from '../contract/report-agreement.ts';
import type { rate as rateSchema } from '../contract/report-figure.ts';
import type { questionReport, verdicts } from '../contract/report.ts';
import { sentenceCase } from './dimension-words.ts';
import { countText, countedText } from './number-words.ts';
import type { Tone } from './scene.ts';

export type Rate = z.infer<typeof rateSchema>;
type QuestionReport = z.infer<typeof questionReport>;
export type Agreement = z.infer<typeof agreementSchema>;
export type Verdict = (typeof verdicts)[number];

const reasonWords: Record<string, string> = {
  NO_DATA: 'no item is finished here yet',
  TOO_FEW_PSU: 'too few reviewed items for an interval',
  NO_OVERLAP: 'no item has been scored by two reviewers',
  NO_VARIATION: 'all reviewers gave the same answer everywhere, so chance agreement is certain',
  JUDGE_UNINFORMATIVE: 'the judge is hardly better than chance',
  TOO_FEW_SECOND_LOOKS: 'too few second looks',
  TOO_FEW_WEEKS: 'too few weeks for a trend',
  LINE_BROKEN: 'the taxonomy changed in between, and no relabel bridges the change',
  TOO_FEW_PAIRS: 'fewer than 20 items in common',
  CLASS_NOT_USED: 'nobody used this answer',
  NO_JUDGE_POSITIVES: 'the judge never reported it on a reviewed item',
  NO_PEOPLE_POSITIVES: 'people saw it on no item that the judge judged',
  NO_PEOPLE_NEGATIVES: 'people saw it on every item that the judge judged',
  NO_POSITIVES: 'neither people nor the judge reported it',
  EMPTY_MARGIN: 'people or the judge gave one answer only',
  NO_CLEAN_VERDICTS: 'no first verdict was clean',
  UNDEFINED: 'a count that it divides by is zero',
};

/** Why there is no figure, as part of a sentence; an unknown code is shown as it is. */
export function reasonInWords(reason: string | null): string {
  return reason === null ? 'there is no figure' : (reasonWords[reason] ?? reason);
}

/** Remarks as sentences that begin and end as sentences do. */
export function notesInWords(notes: readonly string[]): string[] {
  return notes.map((note) => sentenceCase(/[.!?]$/.test(note) ? note : `${note}.`));
}

export interface VerdictView {
  word: string;
  tone: Tone;
  /** Shape that repeats the word without colour. */
  mark: string;
}

/** How a verdict is shown; "undecided" is what people call inconclusive. */
export function verdictView(verdict: Verdict): VerdictView {
  switch (verdict) {
    case 'PASS':
      return { word: 'pass', tone: 'good', mark: '✓' };
    case 'BREACH':
      return { word: 'breach', tone: 'bad', mark: '✕' };
    case 'INCONCLUSIVE':
      return { word: 'undecided', tone: 'warn', mark: '◐' };
    case 'INSUFFICIENT':
      return { word: 'too few reviews', tone: 'quiet', mark: '○' };
  }
}

/** How many answers that stand were ruled, or null where none was. */
export function ruledInWords({ contested: { ruled }, overall }: QuestionReport): string | null {
  if (ruled === undefined) return null;
  const was = ruled === 1 ? 'was' : 'were';
  return `Of the answers that stand on ${countedText(overall.figure.n, 'item')}, ${countText(ruled)} ${was} ruled, whatever the reviews said.`;
}

/** Why a cell steps back, or null when it can be read as it is. */
export function cellInWords(rate: Rate): string | null {
  switch (rate.cell) {
    case 'INSUFFICIENT':
      return 'too few to tell';
    case 'UNRELIABLE':
      return 'too wide to rely on';
    case 'ZERO_OR_FULL':
    case 'RELIABLE':
    case null:
      return null;
  }
}

/** Tone of a rate against a limit; without a limit there is nothing to judge. */
export function rateTone(rate: Rate, limit: number | null): Tone {
  const { low, high } = rate.figure;
  if (cellInWords(rate) !== null || rate.figure.estimate === null) return 'quiet';
  if (limit === null || low === null || high === null) return 'accent';
  if (high <= limit) return 'good';
  return low > limit ? 'bad' : 'warn';
}

/** On which side of a limit the interval lies, so that colour is never alone; null without a limit. */
export function sideOf(rate: Rate, limit: number | null): string | null {
  const { low, high } = rate.figure;
  if (limit === null || low === null || high === null) return null;
  if (high <= limit) return 'below the limit';
  return low > limit ? 'above the limit' : 'across the limit';
}

/** Tone of an agreement band; the band itself is always written beside it. */
export function bandTone(band: Agreement['band']): Tone {
  switch (band) {
    case 'reliable':
      return 'good';
    case 'tentative':
      return 'warn';
    case 'not reliable':
      return 'bad';
    case null:
      return 'quiet';
  }
}
