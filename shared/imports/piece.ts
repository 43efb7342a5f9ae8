/**
 * What files with reviews hold, record by record, before anybody knows an audit: traces, reviews, final labels, and rows
 * that are none of these. Must not know files or the store.
 *
 * Invariant: every row of a file becomes a piece or is named in one; nothing is dropped without being counted.
 */
import { uuidFromText } from '../domain/canonical.ts';
import type { PersonId } from '../domain/ids.ts';
import type { RejectedReviewRow } from '../domain/imported.ts';
import type { Trace } from '../domain/trace.ts';

/** Where a piece stood: the file by its place in the import's list, and its 1-based row or record. */
export interface Origin {
  readonly file: number;
  readonly row: number;
}

/** Answers of one person about one trace, as they stand in the file. */
export interface ForeignReview {
  readonly trace: string;
  readonly reviewer: string;
  /** Value by the question's name in the file. */
  readonly values: Readonly<Record<string, string>>;
  /** Free text by the question's name in the file. */
  readonly texts: Readonly<Record<string, string>>;
  /** Marked parts of the output by the question's name in the file; absent where nothing can be marked. */
  readonly spans?: Readonly<Record<string, readonly ForeignSpan[]>>;
  /** ISO time in UTC; null where the file does not say. */
  readonly at: string | null;
  readonly elapsedMs: number;
  readonly origin: Origin;
}

/** A marked part of the output: code point offsets, end exclusive. */
export interface ForeignSpan {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly label: string;
}

/** A final label of one trace. */
export interface ForeignRuling {
  readonly trace: string;
  readonly by: string;
  readonly question: string;
  readonly value: string;
  readonly at: string | null;
  readonly origin: Origin;
}

export interface RowFault {
  readonly code: RejectedReviewRow['code'];
  readonly reason: string;
}

export type Piece =
  | { readonly kind: 'trace'; readonly trace: Trace; readonly origin: Origin }
  | { readonly kind: 'review'; readonly review: ForeignReview }
  | { readonly kind: 'ruling'; readonly ruling: ForeignRuling }
  | { readonly kind: 'rejected'; readonly origin: Origin; readonly fault: RowFault }
  /** Known and left out on purpose, such as predictions: told once, with its number. */
  | { readonly kind: 'ignored'; readonly what: string };

/** A record and where it stood; `stem` is the name of its file without endings. */
export interface RecordPlace {
  readonly origin: Origin;
  readonly stem: string;
}

/** Longest name of a person, UTF-16 units. */
const longestName = 120;

/** What names of one person have in common, however they are spelled: case, width, composed marks and blanks aside. */
export function samePerson(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll(/\s+/gu, ' ').trim();
}

/** The id of a person who is known by imported reviews alone: two imports agree on it, also where they spell differently. */
export function importedPersonId(name: string): PersonId {
  return uuidFromText(`imported:${samePerson(name)}`) as PersonId;
}

/** A name as it can be kept: one line, not too long. Empty for what holds no name. */
export function personName(raw: string): string {
  return storable(raw.replaceAll(/\s+/gu, ' ').trim()).slice(0, longestName).toWellFormed();
}

/** Text that the store can hold; NUL and lone surrogates become replacement characters. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').toWellFormed();
}

export function rejected(origin: Origin, code: RowFault['code'], reason: string): Piece {
  return { kind: 'rejected', origin, fault: { code, reason: storable(reason).slice(0, 500).toWellFormed() } };
}
