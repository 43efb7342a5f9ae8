/**
 * The demo's support desk with its planted errors as labelled items: nothing is tuned on it, so it shows whether what was
 * fitted elsewhere carries over to other texts and languages.
 */
import { generateDemo } from '../../../shared/demo/generate.ts';
import type { LabelledItem } from './ragtruth.ts';

const options = { seed: 'evidence bench', count: 2000, weekStart: '2026-11-09' } as const;

export function readDemo(): LabelledItem[] {
  const { traces, truth } = generateDemo(options);
  return traces.map(({ id, output, prompt, context, language }, at) => ({
    question: id,
    input: {
      output,
      prompt: prompt.map(({ text }) => text),
      passages: context.map(({ rank, title, text }, place) => ({
        rank: rank ?? place + 1,
        text,
        ...(title === undefined ? {} : { title }),
      })),
      ...(language === undefined ? {} : { language }),
    },
    spans: truth[at]!.spans.map((span) => span.output),
  }));
}
