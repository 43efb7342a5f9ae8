/** Audits that draw themselves: saved and stopped by the hub on somebody's request. What they drew is in other events. */
import type { Decision } from '../store/ledgers.ts';
import { findTemplate, putTemplate, stopTemplate } from '../store/templates.ts';
import { isByHub } from './by-hub.ts';
import { applied, refuse } from './decision.ts';
import type { RuleInput } from './rule.ts';

const notTheHub = refuse('WRONG_ROLE', 'Only the hub itself keeps templates.');

/** A template that was stopped goes on once it is saved again. */
export async function projectTemplateSaved(input: RuleInput<'template.saved@1'>): Promise<Decision> {
  const { context, event, body } = input;
  if (!(await isByHub(context, event))) return notTheHub;
  if (!(await context.isPerson(body.leadId))) return refuse('UNKNOWN_PERSON');
  await putTemplate(context.hub, body, event.envelope.at);
  return applied;
}

export async function projectTemplateStopped(input: RuleInput<'template.stopped@1'>): Promise<Decision> {
  const { context, event, body } = input;
  if (!(await isByHub(context, event))) return notTheHub;
  if ((await findTemplate(context.hub, body.templateId)) === null) return refuse('UNKNOWN_TEMPLATE');
  await stopTemplate(context.hub, body.templateId);
  return applied;
}
