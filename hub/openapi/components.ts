/**
 * Says every schema of the contract once: what is the same as a named schema becomes a reference to it, wherever it
 * stands in the document.
 *
 * Must not know any route. Invariant: with its references followed, the document says what it said before.
 */
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { z } from 'zod';
import * as report from '../../shared/contract/report.ts';
import { figure, rate } from '../../shared/contract/report-figure.ts';
import { judgeReport, missControl } from '../../shared/contract/report-agreement.ts';
import { feedEnd, feedEntry, refused } from '../../shared/contract/hub.ts';
import { refusalRow, tokenInfo } from '../../shared/contract/hub-people.ts';
import * as hubTraces from '../../shared/contract/hub-traces.ts';
import * as hubWork from '../../shared/contract/hub-work.ts';
import * as audits from '../../shared/domain/audit.ts';
import * as cases from '../../shared/domain/adjudication.ts';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import { deliberationEntry } from '../../shared/domain/deliberation.ts';
import { relabel } from '../../shared/domain/extra-work.ts';
import { digest, isoTime } from '../../shared/domain/ids.ts';
import * as imported from '../../shared/domain/imported.ts';
import { normingRound } from '../../shared/domain/norming.ts';
import { wireEvent } from '../../shared/domain/ledger.ts';
import { person, role } from '../../shared/domain/person.ts';
import { claim, framePart, hypothesis, registration, stopRule } from '../../shared/domain/registration.ts';
import { answer, answers, evidenceSpan, range, review } from '../../shared/domain/review.ts';
import { choiceQuestion, option, question, scorecard, scorecardRef } from '../../shared/domain/scorecard.ts';
import * as changes from '../../shared/domain/taxonomy-change.ts';
import { taxonomy, taxonomyClass, taxonomyRef } from '../../shared/domain/taxonomy.ts';
import { hubPlan, schedule, template } from '../../shared/domain/template.ts';
import * as traces from '../../shared/domain/trace.ts';

export type JsonSchema = Record<string, unknown>;

/** Schemas with the names that readers of the document meet; the words are those of the product. */
const named: Record<string, z.ZodType> = {
  Time: isoTime,
  Digest: digest,
  Role: role,
  Person: person,
  TokenInfo: tokenInfo,
  RefusedRequest: refusalRow,
  RefusedEvent: refused,
  WireEvent: wireEvent,
  Dimension: traces.dimension,
  Message: traces.message,
  Passage: traces.passage,
  Judgement: traces.judgement,
  Trace: traces.trace,
  FrameFilter: audits.frameFilter,
  Stratum: audits.stratum,
  Allocation: audits.allocation,
  Blinding: audits.blinding,
  Threshold: audits.threshold,
  SecondLookPlan: audits.secondLookPlan,
  AuditPlan: audits.auditPlan,
  Audit: audits.audit,
  ManifestStratum: audits.manifestStratum,
  ManifestItem: audits.manifestItem,
  Manifest: audits.manifest,
  Assignment: audits.assignment,
  SecondLook: audits.secondLook,
  Relabel: relabel,
  FramePart: framePart,
  Claim: claim,
  Hypothesis: hypothesis,
  StopRule: stopRule,
  Registration: registration,
  ScorecardRef: scorecardRef,
  Range: range,
  EvidenceSpan: evidenceSpan,
  Answer: answer,
  Answers: answers,
  Review: review,
  HubPlan: hubPlan,
  Schedule: schedule,
  Template: template,
  HubSource: hubTraces.hubSource,
  WarehouseView: hubTraces.warehouseView,
  Reject: hubTraces.reject,
  DriftChange: hubTraces.driftChange,
  BatchReport: hubTraces.batchReport,
  MaskingRules: hubTraces.maskingRules,
  Retention: hubTraces.retention,
  FrameCount: hubWork.frameCount,
  Workload: hubWork.workload,
  GoldResult: hubWork.goldResult,
  AgreementCheck: hubWork.agreementCheck,
  TemplateRun: hubWork.templateRun,
  Figure: figure,
  Rate: rate,
  Breakdown: report.breakdown,
  Contrast: report.contrast,
  OptionShare: report.optionShare,
  ThresholdVerdict: report.thresholdVerdict,
  QuestionReport: report.questionReport,
  JudgeReport: judgeReport,
  MissControl: missControl,
  Report: report.report,
  Question: question,
  Scorecard: scorecard,
  TaxonomyClass: taxonomyClass,
  Taxonomy: taxonomy,
  TaxonomyOperation: changes.taxonomyOperation,
  ClassMapping: changes.classMapping,
  Publication: changes.publication,
  Proposal: changes.proposal,
  Bridge: changes.bridge,
  TaxonomyRef: taxonomyRef,
  ProposalOutcome: changes.proposalOutcome,
  Case: cases.caseRef,
  Appeal: cases.appeal,
  Option: option,
  ChoiceQuestion: choiceQuestion,
  ImportedPerson: imported.importedPerson,
  Ruling: cases.ruling,
  CommentAbout: cases.commentAbout,
  ImportFacts: imported.importFacts,
  ImportedRuling: imported.importedRuling,
  NormingRound: normingRound,
  DeliberationEntry: deliberationEntry,
  FeedEntry: feedEntry,
  FeedEnd: feedEnd,
};

/** Deep enough for every schema of the contract: the usual depth cuts plans short within a feed entry. */
export const converter = new ZodToJsonSchemaConverter({ maxStructureDepth: 100 });

export function schemaOf(schema: z.ZodType, strategy: 'input' | 'output'): JsonSchema {
  return converter.convert(schema, { strategy })[1] as JsonSchema;
}

/** Puts references into `document` and answers it with the schemas that they name. */
export function shareSchemas<T>(document: T): { document: T; schemas: Record<string, JsonSchema> } {
  const names = new Map<string, string>();
  const bodies = new Map<string, JsonSchema>();
  for (const [name, schema] of Object.entries(named)) {
    const told = schemaOf(schema, 'output');
    const taken = schemaOf(schema, 'input');
    add(name, told);
    // Defaults make what may be sent differ from what is answered.
    if (canonicalJson(taken) !== canonicalJson(told)) add(`${name}Input`, taken);
  }
  function add(name: string, body: JsonSchema): void {
    if (!names.has(canonicalJson(body))) names.set(canonicalJson(body), name);
    bodies.set(name, body);
  }
  const used = new Set<string>();
  const share = (node: unknown, isBody = false): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    if (Array.isArray(node)) return node.map((one) => share(one));
    const name = isBody ? undefined : names.get(canonicalJson(node));
    if (name !== undefined) {
      used.add(name);
      return { $ref: `#/components/schemas/${name}` };
    }
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, share(value)]));
  };
  const shared = share(document) as T;
  const schemas: Record<string, JsonSchema> = {};
  // A schema may be used by another one only: a set goes on over what is added to it.
  for (const name of used) schemas[name] = share(bodies.get(name), true) as JsonSchema;
  return { document: shared, schemas: Object.fromEntries(Object.entries(schemas).toSorted(byName)) };
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1);
