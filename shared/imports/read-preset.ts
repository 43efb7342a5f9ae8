/**
 * What each preset is: how a record of its files becomes pieces, which form its answers take, and whether its files can be
 * read as a source of traces directly. Must not know files.
 */
import type { Catalogue } from '../domain/catalogue.ts';
import type { ImportPreset } from '../domain/imported.ts';
import type { ColumnMapping, Preset } from '../domain/source.ts';
import { answerQuality, faithfulnessTaxonomy } from './answer-quality.ts';
import { clapnqPieces } from './clapnq.ts';
import { complianceCard, complianceTaxonomy } from './compliance.ts';
import type { ReviewForm } from './form.ts';
import { shippedForm } from './form.ts';
import type { Piece, RecordPlace } from './piece.ts';
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
  form: ((catalogue: Catalogue, publishedAt: string) => ReviewForm) | null;
}

export const clapnqReviews: ReadPreset = {
  merges: false,
  source: { preset: 'clapnq' },
  hasTraces: true,
  toPieces: clapnqPieces,
  form: (catalogue, publishedAt) => {
    const taxonomy = faithfulnessTaxonomy(publishedAt);
    return shippedForm(answerQuality(taxonomy), [taxonomy], catalogue);
  },
};

export const xstestReviews: ReadPreset = {
  merges: false,
  source: { preset: 'columns', mapping: { ...xstestMapping } },
  hasTraces: true,
  toPieces: (value, place) => xstestPieces(value as ReadonlyMap<string, string>, place),
  form: (catalogue, publishedAt) => {
    const taxonomy = complianceTaxonomy(publishedAt);
    return shippedForm(complianceCard(taxonomy), [taxonomy], catalogue);
  },
};

/** The preset of a name; `mapping` is what `columns` needs. */
export type PresetOf = (preset: ImportPreset, mapping: Readonly<Record<string, string>>) => ReadPreset;
