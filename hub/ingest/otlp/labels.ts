/**
 * What else a span says in short values: fields of the trace that the sender names (`assay.intent`, or by a name that the
 * conventions have for them), and everything that is no content as attributes, which frames can be stratified by.
 *
 * Invariant: the same attributes give the same labels, whatever their order; contents never end up here.
 */
import { isObject } from '../chat.ts';
import type { Attributes, Value } from './attributes.ts';
import { cut, structureOf } from './attributes.ts';

/** Fields of a trace that may be set as `assay.<field>`. */
const namedFields = [
  'channel',
  'language',
  'region',
  'productArea',
  'customerTier',
  'intent',
  'riskClass',
  'severity',
  'promptTemplate',
  'policy',
  'knowledgeBase',
  'retrievalIndex',
  'taxonomy',
  'policyCheck',
  'resolution',
  'userFeedback',
  'contentApproval',
  'retainUntil',
] as const;
export type NamedField = (typeof namedFields)[number];

const conventional: Partial<Record<NamedField, readonly string[]>> = {
  promptTemplate: ['gen_ai.prompt.name', 'llm.prompt_template.version'],
  knowledgeBase: ['gen_ai.data_source.id'],
};

/** Names of contents, of what has a field of its own, and of what says nothing of the answer. */
const leftOut =
  /^(assay\.|gen_ai\.(input|output|prompt|completion|system_instructions|tool|usage|retrieval|conversation|response\.(id|model))|gen_ai\.request\.model$|llm\.(input_messages|output_messages|prompts|choices|tools|token_count|cost|model_name|request\.model_name|response\.model_name|invocation_parameters|function_call|prompt_template)|traceloop\.entity\.(input|output)|(input|output|embedding|retrieval|reranker|tool|tool_call|message|document|image|audio|video|exception|error|annotations?|evaluations?|trace\.(annotations|evaluations)|session|metadata|tag)(\.|$)|telemetry\.|process\.|host\.|os\.|thread\.|code\.|openinference\.span\.kind$|ai\.)/;

/** Attributes of one trace. */
const mostLabels = 100;
const longestName = 190;
const longestValue = 1000;

export function readLabels(
  attributes: Attributes,
  resource: Attributes,
): { fields: Record<string, string>; attributes: Record<string, string> } {
  const fields: [string, string][] = [];
  for (const field of namedFields) {
    for (const name of [`assay.${field}`, ...(conventional[field] ?? [])]) {
      const text = toLabel(attributes.get(name) ?? resource.get(name));
      if (text === undefined) continue;
      fields.push([field, cut(text, field === 'userFeedback' ? 500 : 200)]);
      break;
    }
  }
  const service = toLabel(resource.get('service.name'));
  if (service !== undefined) fields.push(['source', cut(service, 200)]);
  const labels: [string, string][] = [];
  const own = [...resource, ...attributes].filter(([name]) => !leftOut.test(name));
  for (const [name, value] of [...own, ...listMetadata(attributes)]) {
    const text = toLabel(value);
    if (text !== undefined && name.length <= longestName && text.length <= longestValue)
      labels.push([name, text]);
  }
  return { fields: Object.fromEntries(fields), attributes: keepLabels(Object.fromEntries(labels)) };
}

/** The first `mostLabels` by name. */
export function keepLabels(labels: Record<string, string>): Record<string, string> {
  const kept = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(kept.slice(0, mostLabels));
}

/** Members of OpenInference's `metadata`, and its tags, each as an attribute of its own. */
function listMetadata(attributes: Attributes): [string, Value][] {
  const metadata = structureOf(attributes, 'metadata');
  const tags = structureOf(attributes, 'tag.tags');
  const members = isObject(metadata)
    ? Object.entries(metadata as Record<string, Value>).filter(([name]) => !name.startsWith('assay.'))
    : [];
  const listed = Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
  return [
    ...members.map(([name, value]): [string, Value] => [`metadata.${name}`, value]),
    ...listed.map((tag): [string, Value] => [`tag.${tag}`, true]),
  ];
}

function toLabel(value: Value | null | undefined): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const isFlat = value.every((one) => typeof one !== 'object' || one === null);
  return isFlat ? value.map(String).join(', ') : undefined;
}
