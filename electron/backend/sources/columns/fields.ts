/**
 * The trace fields that a column can be mapped to, and what a cell must be for each. Must not know where cells come
 * from.
 *
 * Invariant: the order of fields is fixed, because the first field that is wrong gives a row's reason, and both readers
 * (SQL and TypeScript) must give the same one.
 */
import { compareBytes } from '../../../../shared/sampling/prn.ts';
import { resolutions, riskClasses, standardDimensions } from '../../../../shared/domain/trace.ts';
import type { Dimension } from '../../../../shared/domain/trace.ts';
import type { ColumnMapping } from '../../../../shared/domain/source.ts';

export type CellKind =
  | { readonly is: 'text' }
  | { readonly is: 'label'; readonly max: number }
  | { readonly is: 'option'; readonly options: readonly string[] }
  | { readonly is: 'flag' }
  | { readonly is: 'share' }
  | { readonly is: 'amount' }
  | { readonly is: 'count'; readonly min: 0 | 1 }
  | { readonly is: 'time' };

export interface Field {
  readonly name: string;
  readonly kind: CellKind;
  /** A row without it is rejected. */
  readonly isRequired: boolean;
}

const LABEL = { is: 'label', max: 200 } as const;
const JUDGE_PREFIX = 'judge.';
const AMOUNT = { is: 'amount' } as const;

const kinds: Record<string, CellKind> = {
  id: { is: 'label', max: 1000 },
  occurredAt: { is: 'time' },
  prompt: { is: 'text' },
  output: { is: 'text' },
  context: { is: 'text' },
  conversationId: { is: 'label', max: 1000 },
  turn: { is: 'count', min: 1 },
  source: LABEL,
  channel: LABEL,
  language: LABEL,
  region: LABEL,
  productArea: LABEL,
  customerTier: LABEL,
  intent: LABEL,
  riskClass: { is: 'option', options: riskClasses },
  severity: LABEL,
  confidence: { is: 'share' },
  model: LABEL,
  promptTemplate: LABEL,
  policy: LABEL,
  knowledgeBase: LABEL,
  retrievalIndex: LABEL,
  taxonomy: LABEL,
  policyCheck: LABEL,
  escalated: { is: 'flag' },
  escalationReason: { is: 'label', max: 500 },
  resolution: { is: 'option', options: resolutions },
  recontacted: { is: 'flag' },
  userFeedback: { is: 'label', max: 500 },
  promptTokens: { is: 'count', min: 0 },
  completionTokens: { is: 'count', min: 0 },
  latencyMs: AMOUNT,
  retrievalMs: AMOUNT,
  costUsd: AMOUNT,
  contentApproval: LABEL,
};

export const fieldNames: readonly string[] = Object.keys(kinds);

/** Fields that a mapping must name. */
export const requiredFields = ['id', 'prompt', 'output'] as const;

/** The field of this name: a fixed one, `attributes.<name>` or `judge.<name>`; null when there is none. */
export function findField(name: string): Field | null {
  const isRequired = (requiredFields as readonly string[]).includes(name) || name === 'occurredAt';
  if (Object.hasOwn(kinds, name)) return { name, kind: kinds[name] as CellKind, isRequired };
  if (/^attributes\.[^\n\r\u2028\u2029]{1,200}$/.test(name)) {
    return { name, kind: { is: 'label', max: 1000 }, isRequired };
  }
  return /^judge\..{1,200}$/s.test(name) ? { name, kind: LABEL, isRequired } : null;
}

/** The fields of a mapping in the fixed order; names that are no fields are left out. */
export function listFields(mapping: ColumnMapping): Field[] {
  return Object.keys(mapping)
    .map(findField)
    .filter((field) => field !== null)
    .toSorted((a, b) => place(a.name) - place(b.name) || compareBytes(a.name, b.name));
}

function place(name: string): number {
  const at = fieldNames.indexOf(name);
  return at < 0 ? fieldNames.length : at;
}

/** Whether the values of a field can be a dimension of the frame. */
export function isDimension(name: string): name is Dimension {
  return name.startsWith('attributes.') || (standardDimensions as readonly string[]).includes(name);
}

/** The field that holds the verdict of a judge. */
export function judgeField(judge: string): string {
  return `${JUDGE_PREFIX}${judge}`;
}

/** The judge whose verdict a field holds; null for other fields. */
export function judgeOfField(name: string): string | null {
  return name.startsWith(JUDGE_PREFIX) ? name.slice(JUDGE_PREFIX.length) : null;
}
