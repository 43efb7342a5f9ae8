/**
 * What each preset is: how a record of its files becomes pieces, which form its answers take, and whether its files can be
 * read as a source of traces directly. Must not know files.
 */
import type { Catalogue } from '../domain/catalogue.ts';
import type { ColumnMapping, Preset } from '../domain/source.ts';
import { answerQuality, faithfulnessTaxonomy } from './answer-quality.ts';
import { argillaPieces } from './argilla.ts';
import { clapnqPieces } from './clapnq.ts';
import { complianceCard, complianceTaxonomy } from './compliance.ts';
import type { ReviewForm } from './form.ts';
import { shippedForm } from './form.ts';
import { labelStudioMinPieces, looksLikeMinTask } from './label-studio-min.ts';
import { labelStudioPieces } from './label-studio.ts';
import { langfusePieces } from './langfuse-scores.ts';
import type { Piece, RecordPlace } from './piece.ts';
import { rejected } from './piece.ts';
import type { RoleMapping } from './review-columns.ts';
import { columnPieces } from './review-columns.ts';
import { xstestMapping, xstestPieces } from './xstest.ts';

export interface ReadPreset {
  /** Whether rows of one person about one trace are answers of one review. */
  readonly merges: boolean;
  /** How the same files are a source; null where traces are in the pieces, or nowhere. */
  readonly source: { preset: Preset; mapping?: ColumnMapping } | null;
  /** Whether the files hold traces at all; otherwise an audit must be named. */
  readonly hasTraces: boolean;
  toPieces(value: unknown, place: RecordPlace): Piece[];
  /** The form that comes with the preset; null where it is made of the values found. */
  form: ((catalogue: Catalogue) => ReviewForm) | null;
}

export const clapnqReviews: ReadPreset = {
  merges: false,
  source: { preset: 'clapnq' },
  hasTraces: true,
  toPieces: clapnqPieces,
  form: (catalogue) => {
    return shippedForm(answerQuality, [faithfulnessTaxonomy], catalogue);
  },
};

export const xstestReviews: ReadPreset = {
  merges: false,
  source: { preset: 'columns', mapping: { ...xstestMapping } },
  hasTraces: true,
  toPieces: (value, place) => xstestPieces(value as ReadonlyMap<string, string>, place),
  form: (catalogue) => {
    return shippedForm(complianceCard, [complianceTaxonomy], catalogue);
  },
};

/** Presets whose files hold texts and answers together: traces are kept in a file of their own. */
const withTexts = { merges: false, source: null, hasTraces: true, form: null } as const;

/** Both of its exports: tasks with their annotations, and one flat record per annotation. */
export const labelStudioReviews: ReadPreset = {
  ...withTexts,
  toPieces: (value, place) =>
    looksLikeMinTask(value) ? labelStudioMinPieces(value, place) : labelStudioPieces(value, place),
};
export const argillaReviews: ReadPreset = { ...withTexts, toPieces: argillaPieces };

export const langfuseReviews: ReadPreset = {
  merges: true,
  source: null,
  hasTraces: false,
  form: null,
  toPieces: (value, place) => langfusePieces(value as ReadonlyMap<string, string>, place),
};

/** A table by roles. `cellsOf` reads a record of whatever format as cells. */
export function columnReviews(
  mapping: RoleMapping,
  hasAudit: boolean,
  cellsOf: (value: unknown) => ReadonlyMap<string, string> | null,
): ReadPreset {
  return {
    ...withTexts,
    toPieces: (value, place) => {
      const cells = cellsOf(value);
      if (cells === null) return [rejected(place.origin, 'BAD_VALUE', 'is not an object')];
      return columnPieces(cells, mapping, hasAudit, place);
    },
  };
}
