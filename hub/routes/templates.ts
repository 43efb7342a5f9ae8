/** Audits that draw themselves each week. */
import { listTemplateRows, runTemplate, saveTemplate, stopTemplate } from '../work/templates.ts';
import { os } from './context.ts';

export const templates = {
  list: os.templates.list.handler(({ context }) => listTemplateRows(context)),
  save: os.templates.save.handler(({ context, input }) => saveTemplate(context, context.person, input)),
  stop: os.templates.stop.handler(({ context, input }) =>
    stopTemplate(context, context.person, input.templateId),
  ),
  run: os.templates.run.handler(({ context, input }) =>
    runTemplate(context, context.person, input.templateId),
  ),
};
