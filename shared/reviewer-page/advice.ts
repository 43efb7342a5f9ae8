/**
 * What a reviewer could do, in plain words. Must not compare people by rank, nor blame: where people differ, the definition
 * may be the cause. Invariant: every sentence rests on a figure of the page, by its limits and not by its estimate alone.
 */
import type { Figure } from '../contract/report-figure.ts';
import type { ReviewerPage } from '../contract/reviewers.ts';
import { intervalText, percentText } from '../figures/number-words.ts';

type PageFigures = Pick<ReviewerPage, 'audits' | 'drift'>;
type PageQuestion = ReviewerPage['audits'][number]['questions'][number];

/** Even the upper limit below these shares says that something is worth a look. */
const GOLD_EXPECTED = 0.9;
const RULINGS_EXPECTED = 0.5;

export function adviceOf({ audits, drift }: PageFigures): string[] {
  const said = [
    ...audits.flatMap(({ title, questions }) =>
      questions.flatMap((question) => adviceOfQuestion(title, question)),
    ),
    ...drift
      .filter((of) => of.isDrifting)
      .map(({ title, sentence }) => `${title}: ${sentence} Read the definitions once more with fresh eyes.`),
  ];
  if (said.length > 0) return said;
  return [hasFigure({ audits, drift }) ? NOTHING : TOO_LITTLE];
}

const NOTHING = 'Nothing in these figures calls for a change.';
const TOO_LITTLE =
  'There is too little to go by yet: figures come when audits close and enough of your items were judged by others, ruled, or gold.';

function adviceOfQuestion(audit: string, question: PageQuestion): string[] {
  const { title, withGold, withRulings, standsOut } = question;
  const said: string[] = [];
  if (standsOut !== null) {
    said.push(
      `${title} in “${audit}”: ${standsOut} Read the definitions of the two side by side; if both fit, say so to the taxonomy owner.`,
    );
  }
  if (isBelow(withGold, GOLD_EXPECTED)) {
    said.push(
      `${title} in “${audit}”: you gave the known answer to ${words(withGold)} of the gold items. Look at those you missed first.`,
    );
  }
  if (isBelow(withRulings, RULINGS_EXPECTED)) {
    said.push(
      `${title} in “${audit}”: rulings confirmed ${words(withRulings)} of your answers to disputed items. Read why they were ruled so.`,
    );
  }
  return said;
}

function isBelow({ high }: Figure, limit: number): boolean {
  return high !== null && high < limit;
}

function words({ estimate, low, high, n }: Figure): string {
  if (estimate === null || low === null || high === null) return 'too few';
  return `${percentText(estimate)} (${intervalText(low, high, 'percent')}, n = ${n})`;
}

function isThere({ estimate }: Figure): boolean {
  return estimate !== null;
}

function hasFigure({ audits, drift }: PageFigures): boolean {
  const shown = audits.flatMap((audit) =>
    audit.questions.flatMap((of) => [of.withGold, of.withOthers, of.withRulings]),
  );
  return shown.some(isThere) || drift.some(({ earlier }) => isThere(earlier));
}
