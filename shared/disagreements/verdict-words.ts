/**
 * Verdicts in sentences: the reason with its numbers, to whom it goes and what they can do. Must not compute a verdict, nor
 * name a person: who reads it may not know who reviewed.
 */
import type { DisagreementCase } from '../contract/disagreements.ts';
import { wilson } from '../statistics/binomial-intervals.ts';
import type { MissingGround, Verdict } from '../statistics/disagreement-triage.ts';
import type { ClassPair } from '../statistics/taxonomy-pairs.ts';
import { count, digits, percent } from '../report/words.ts';
import type { QuestionTriage } from './question-triage.ts';
import { tellingAnswer } from './telling-answer.ts';

type Words = Pick<DisagreementCase['verdict'], 'reason' | 'route' | 'advice'>;

const ALPHA = 0.05;

export function verdictInWords(verdict: Verdict, of: QuestionTriage): Words {
  switch (verdict.kind) {
    case 'taxonomy':
      return pairWords(verdict.pair, of);
    case 'reviewer':
      return reviewerWords(verdict.reviewers, of);
    case 'hard':
      return hardWords(verdict.chance, of);
    case 'evidence missing':
      return {
        reason: `${verdict.naming} of ${count(verdict.reviews, 'review')} that saw an error say that the model was not given what it needed, or something out of date.`,
        route: 'engineer',
        advice:
          'Look for the missing passage in the knowledge base; if it is there, retrieval has to find it.',
      };
    case 'slip':
      return {
        reason: `Nothing systematic is behind it: “${titleOf(verdict.likelyLabel, of)}” fits what reviewers do on the other items, and the rest is a slip with a chance of ${percent(verdict.chance)}.`,
        route: 'owner',
        advice: 'Rule on it when its turn comes; nothing else has to change.',
      };
    case 'cannot tell yet':
      return unknownWords(verdict.missing);
  }
}

const titleOf = (label: number, { question }: QuestionTriage): string => question.options[label]?.title ?? '';

/** `94 of 120 items (78.3 %, 70.1 % to 84.8 %)`. */
export function shareInWords(x: number, n: number, noun: string): string {
  if (n === 0) return `none of 0 ${noun}s`;
  const { low, high } = wilson(x, n, ALPHA);
  return `${x} of ${count(n, noun)} (${percent(x / n)}, ${percent(low)} to ${percent(high)})`;
}

/** The numbers of a pair in a sentence. */
export function pairInWords(pair: ClassPair, of: QuestionTriage): string {
  const [a, b] = [titleOf(pair.a, of), titleOf(pair.b, of)];
  const often =
    pair.lift === null ? '' : `, ${digits(Number(pair.lift.toFixed(2)))} times what chance would give`;
  const left =
    pair.looMinRatio === null
      ? ''
      : `; leaving out any one of ${count(pair.reviewers, 'reviewer')} leaves at least ${percent(pair.looMinRatio)} of that`;
  return `Both “${a}” and “${b}” were given on ${shareInWords(pair.itemsBoth, pair.itemsEither, 'item')} that got either${often}${left}.`;
}

function pairWords([a, b]: readonly [number, number], of: QuestionTriage): Words {
  const pair = of.triage.pairs.find((one) => one.a === a && one.b === b);
  return {
    reason:
      `Many people confuse these two classes. ${pair === undefined ? '' : pairInWords(pair, of)}`.trim(),
    route: 'owner',
    advice: `Make the definitions of “${titleOf(a, of)}” and “${titleOf(b, of)}” exclude each other, publish them, and have a sample judged anew.`,
  };
}

function reviewerWords(reviewers: readonly number[], of: QuestionTriage): Words {
  const told = reviewers.map((reviewer) => differenceInWords(reviewer, of)).filter((one) => one !== '');
  return {
    reason:
      `${reviewers.length === 1 ? 'One reviewer reads' : `${reviewers.length} reviewers read`} this otherwise than the others. ${told.join(' ')}`.trim(),
    route: 'reviewer',
    advice:
      'Go through some of these cases with them, or hold a norming round; the definitions are not at fault.',
  };
}

/** How a reviewer changed, or which answer of theirs stands out; empty where neither was measured. */
export function differenceInWords(reviewer: number, of: QuestionTriage): string {
  const drift = of.triage.drift.find((one) => one.reviewer === reviewer && one.isDrifting);
  if (drift !== undefined) {
    const { earlier, later } = drift;
    return `They agreed with the others on ${shareInWords(Math.round(earlier.agreement * earlier.n), earlier.n, 'earlier item')}, and on ${shareInWords(Math.round(later.agreement * later.n), later.n, 'later item')}.`;
  }
  const telling = tellingAnswer(reviewer, of);
  if (telling === null) return '';
  const { where, given, own, rest } = telling;
  const others = where === given ? 'do so too' : `give “${titleOf(where, of)}”`;
  return `They give “${titleOf(given, of)}” where most others ${others}: on ${shareInWords(own.x, own.n, 'item')}, everybody else on ${percent(rest.x / rest.n)}.`;
}

function hardWords(chance: number, { triage }: QuestionTriage): Words {
  const share =
    triage.hardShare === null ? '' : ` About ${percent(triage.hardShare)} of the items are like that.`;
  return {
    reason: `What reviewers do on the other items does not explain these answers; with a chance of ${percent(chance)} the item itself is hard.${share}`,
    route: 'owner',
    advice: 'Rule on it, say why, and consider it as an example at the edge of the class.',
  };
}

const missingWords: Record<MissingGround, string> = {
  MORE_REVIEWERS: 'with three reviewers or fewer nobody can be told from the others; a fourth one would do',
  MORE_LABELS_ON_ITEM: 'this item needs a third label',
  MORE_LABELS: 'most items need a third label before people can be told from items',
  MORE_LABELS_FOR_SLIP:
    'it looks like a slip, but that can be told from a hard item only where five people judge most items',
  MORE_ITEMS: 'a pattern shows, but it takes more items that several people judge to prove it',
  MORE_NAMING: 'the answers spread and some reviews name missing evidence, but fewer than half of them do',
  NO_RULE_APPLIES: 'several causes are about as likely',
};

function unknownWords(missing: readonly MissingGround[]): Words {
  const what = missing.map((one) => missingWords[one]).join('; ');
  return {
    reason: what === '' ? 'Cannot tell yet.' : `Cannot tell yet: ${what}.`,
    route: 'nobody_yet',
    advice: 'Rule on the case; its cause is told once there is enough to tell it.',
  };
}

/** What is too little for which rule of this question; empty where all could be asked. */
export function missingOf(of: QuestionTriage): string[] {
  const missing: string[] = [];
  const perItem = [...Map.groupBy(of.labels, (one) => one.item).values()].map((list) => list.length);
  if (of.people.length <= 3) {
    missing.push(
      `${count(of.people.length, 'reviewer')} judged items in common: four are needed to tell a reviewer from the taxonomy.`,
    );
  }
  if (perItem.filter((n) => n >= 3).length < perItem.length / 2) {
    missing.push('Most items have two labels: three are needed to tell a hard item from a slip.');
  }
  if (of.itemIds.length < 200) {
    missing.push(
      `${count(of.itemIds.length, 'item')} ${of.itemIds.length === 1 ? 'was' : 'were'} judged by several people: below 200 only plain causes are named.`,
    );
  }
  return missing;
}
