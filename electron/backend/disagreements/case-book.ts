/**
 * Everything that calls about cases share: cases, folds, triage and people of the audits that the person of this device may
 * read, each kept until it changes. Must not know the contract.
 *
 * Invariant: whatever is kept is made anew once what it rests on has changed.
 */
import type { DisagreementCase } from '../../../shared/contract/disagreements.ts';
import type { Audit, Manifest } from '../../../shared/domain/audit.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import type { AuditId, PersonId } from '../../../shared/domain/ids.ts';
import type { Person } from '../../../shared/domain/person.ts';
import { createBoundedCache } from '../../../shared/report/bounded-cache.ts';
import type { CaseRef } from '../../../shared/domain/adjudication.ts';
import { caseKey } from '../../../shared/domain/adjudication.ts';
import { FacetTable } from '../../../shared/disagreements/filter-cases.ts';
import type { IsSampled } from '../../../shared/report/sample-only.ts';
import { sampledBy } from '../../../shared/report/sample-only.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { listAudits } from '../../../db/queries/audits.ts';
import { catalogueOf } from '../../../db/queries/deliberation.ts';
import { listAskedAnew } from '../../../db/queries/disagreements.ts';
import { getCurrentLedger } from '../../../db/queries/ledger.ts';
import { findPerson, listPeople } from '../../../db/queries/people.ts';
import { createEvidenceReader } from '../report/audit-evidence.ts';
import { getSelf } from '../self.ts';
import type { AuditCases } from './audit-cases.ts';
import { findAuditCases, readManifestOf, scorecardOf, stampOf } from './audit-cases.ts';
import { mayReadCases, requireCaseReader } from './case-access.ts';
import type { AuditTriage } from './audit-triage.ts';
import { triageAudit } from './audit-triage.ts';
import { createFoldReader } from './case-folds.ts';
import type { RulingSearch } from './similar-rulings.ts';
import { createRulingSearch } from './similar-rulings.ts';
import type { TextBook } from './text-book.ts';
import { createTextBook } from './text-book.ts';
import type { WorkCase } from './worklist.ts';
import { inOrder, workOf } from './worklist.ts';

export interface CaseBook {
  /** Cases of these audits, of all that may be read when none is named, the one that matters most first. */
  worklist(auditIds: readonly AuditId[], at: string): readonly WorkCase[];
  /** Numbers of the facets' values of every case. */
  table: FacetTable;
  /** A case; null for what is none, or none that the reader may know. Throws NOT_FOUND or FORBIDDEN for its audit. */
  find(ref: CaseRef, at: string): WorkCase | null;
  /** Cases of an audit; null where its scorecard is not known here. Throws NOT_FOUND or FORBIDDEN. */
  casesOf(auditId: AuditId): AuditCases | null;
  triageOf(cases: AuditCases): AuditTriage;
  texts: TextBook;
  similar(of: WorkCase, at: string): DisagreementCase['similar'];
  catalogue(): Catalogue;
  reader(): Person;
  people(): ReadonlyMap<string, Person>;
  nameOf(personId: string): string;
  hasHub(): boolean;
}

/** Reviews and assignments, and items of manifests, that stay in memory. */
const mostRows = 300_000;
const mostItems = 300_000;
/** Orders of different choices of audits that stay. */
const mostLists = 8;

/** A manifest with whether an item is one of its sample. */
interface HeldManifest {
  manifest: Manifest;
  isSampled: IsSampled;
}

interface HeldCases {
  stamp: string;
  cases: AuditCases;
}

/** The cases of an audit in the worklist's order. */
interface Work {
  stamp: string;
  work: WorkCase[];
  byKey: ReadonlyMap<string, WorkCase>;
}

export function createCaseBook(store: ReadableStore): CaseBook {
  const evidenceOf = createEvidenceReader(store, mostRows);
  const manifests = createBoundedCache<string, HeldManifest>(
    mostItems,
    ({ manifest }) => manifest.items.length,
  );
  const foldsOf = createFoldReader(store);
  const held = new Map<AuditId, HeldCases>();
  const works = new Map<AuditId, Work>();
  const table = new FacetTable();
  /** By the audits asked for: all of them, and the one that is open, come in turn. */
  const listed = createBoundedCache<string, { stamp: string; work: readonly WorkCase[] }>(mostLists);
  const triages = new Map<AuditId, { version: number; triage: AuditTriage }>();
  const texts = createTextBook(store);
  let search: (RulingSearch & { stamp: string }) | null = null;
  const caseOf = ({ auditId, known }: WorkCase, question: string): WorkCase | null =>
    works.get(auditId as AuditId)?.byKey.get(`${known.item.itemId}:${question}`) ?? null;
  let lastVersion = 0;

  const triageOf = (cases: AuditCases): AuditTriage => {
    const known = triages.get(cases.audit.id);
    if (known?.version === cases.version) return known.triage;
    const triage = triageAudit(cases, texts);
    triages.set(cases.audit.id, { version: cases.version, triage });
    return triage;
  };

  const manifestOf = (audit: Audit): HeldManifest | null => {
    if (audit.manifestDigest === null) return null;
    const known = manifests.get(audit.manifestDigest);
    if (known !== undefined) return known;
    const manifest = readManifestOf(store, audit.manifestDigest);
    if (manifest === null) return null;
    return manifests.set(audit.manifestDigest, { manifest, isSampled: sampledBy(manifest) });
  };

  const casesOf = (audit: Audit, reader: Person): AuditCases | null => {
    const scorecard = scorecardOf(audit, catalogueOf(store));
    if (scorecard === null) return null;
    const drawn = manifestOf(audit);
    const manifest = drawn?.manifest ?? null;
    const evidence = evidenceOf(audit.id, drawn?.isSampled);
    const anew = listAskedAnew(store, audit.id, reader.id);
    const stamp = `${evidence.version} ${stampOf({ audit, manifest, reader: reader.id }, anew)}`;
    const before = held.get(audit.id);
    if (before?.stamp === stamp) return before.cases;
    const found = findAuditCases(store, { audit, scorecard, manifest, evidence, reader: reader.id });
    const cases = { ...found, version: (lastVersion += 1) };
    held.set(audit.id, { stamp, cases });
    return cases;
  };

  const workOn = (audit: Audit, reader: Person, at: string): Work => {
    const cases = casesOf(audit, reader);
    if (cases === null || cases.cases.size === 0) return { stamp: '', work: [], byKey: new Map() };
    const folds = foldsOf(audit.id, cases.current, at);
    const stamp = `${cases.version} ${folds.version}`;
    const before = works.get(audit.id);
    if (before?.stamp === stamp) return before;
    const work = inOrder(workOf(cases, folds, triageOf(cases).places, table));
    const made = { stamp, work, byKey: new Map(work.map((one) => [one.key, one])) };
    works.set(audit.id, made);
    return made;
  };

  const worklist: CaseBook['worklist'] = (auditIds, at) => {
    const reader = getSelf(store).person;
    const wanted = new Set<string>(auditIds);
    const audits = listAudits(store).filter(
      (one) => (wanted.size === 0 || wanted.has(one.id)) && mayReadCases(one, reader),
    );
    const parts = audits.map((one) => ({ id: one.id, ...workOn(one, reader, at) }));
    const stamp = JSON.stringify(parts.map((one) => [one.id, one.stamp]));
    const key = parts.map((one) => one.id).join(' ');
    const before = listed.get(key);
    if (before?.stamp === stamp) return before.work;
    return listed.set(key, { stamp, work: inOrder(parts.flatMap((one) => one.work)) }).work;
  };

  const people = (): Map<string, Person> => new Map(listPeople(store).map((one) => [one.id, one]));
  return {
    worklist,
    table,
    find: (ref, at) => {
      const { audit, person } = requireCaseReader(store, ref.auditId);
      return workOn(audit, person, at).byKey.get(caseKey(ref)) ?? null;
    },
    casesOf: (auditId) => {
      const { audit, person } = requireCaseReader(store, auditId);
      return casesOf(audit, person);
    },
    triageOf,
    texts,
    similar: (of, at) => {
      const all = worklist([], at);
      const stamp = [...held].map(([id, { cases }]) => `${id} ${cases.version}`).join(' ');
      if (search?.stamp !== stamp) search = { stamp, ...createRulingSearch(all, texts, caseOf) };
      return search.find(of);
    },
    catalogue: () => catalogueOf(store),
    reader: () => getSelf(store).person,
    people,
    nameOf: (personId) => findPerson(store, personId as PersonId)?.name ?? 'Somebody',
    hasHub: () => getCurrentLedger(store).hubId !== null,
  };
}
