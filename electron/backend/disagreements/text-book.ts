/**
 * What is read of items' texts for triage and search, kept by digest because a text never changes: passages, terms, and
 * whether the evidence finder finds support. Must not know audits.
 */
import { createBoundedCache } from '../../../shared/report/bounded-cache.ts';
import type { Digest } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review.ts';
import type { Trace } from '../../../shared/domain/trace.ts';
import { findEvidence } from '../../../shared/evidence/find-evidence.ts';
import type { FoundEvidence } from '../../../shared/evidence/found-evidence.ts';
import type { Terms } from '../../../shared/disagreements/wording.ts';
import type { ReadableStore } from '../../../db/connection.ts';
import { readTrace, textFactsOf } from './item-facts.ts';
import { readStart, termsOf } from './text-terms.ts';

export interface KnownText {
  passageKeys: readonly string[];
  passageTitles: ReadonlyMap<string, string>;
  /** Of what was asked. */
  asked: Terms;
  /** Of what was asked and answered. */
  whole: Terms;
}

export interface TextBook {
  /** Null where the text is not here. */
  of(digest: Digest): KnownText | null;
  /** Whether a claim that a review marks "not in context" has no support in the passages either. */
  isUnsupported(digest: Digest, review: Review): boolean;
}

/** Texts that stay: a few kilobytes each. */
const mostTexts = 30_000;
const mostFound = 500;

export function createTextBook(store: ReadableStore): TextBook {
  const texts = createBoundedCache<Digest, KnownText | null>(mostTexts);
  const found = createBoundedCache<Digest, FoundEvidence | null>(mostFound);
  return {
    of: (digest) => {
      const known = texts.get(digest);
      if (known !== undefined && known !== null) return known;
      const trace = readTrace(store, digest);
      return texts.set(digest, trace === null ? null : readText(trace));
    },
    isUnsupported: (digest, review) => {
      const known = found.get(digest);
      const evidence = known === undefined ? found.set(digest, evidenceOf(readTrace(store, digest))) : known;
      return evidence !== null && marksUnsupported(review, evidence);
    },
  };
}

/** Terms are read when they are first wanted: the worklist wants none, and clusters only those of disputed items. */
function readText(trace: Trace): KnownText {
  const { passageKeys, passageTitles, asked, output, language } = textFactsOf(trace);
  const parts = { asked: readStart(asked), output: readStart(output) };
  let askedTerms: Terms | null = null;
  let whole: Terms | null = null;
  const readAsked = (): Terms => (askedTerms ??= termsOf(parts.asked, language));
  return {
    passageKeys,
    passageTitles,
    get asked() {
      return readAsked();
    },
    get whole() {
      return (whole ??= joined(readAsked(), termsOf(parts.output, language)));
    },
  };
}

function joined(one: Terms, other: Terms): Terms {
  const both = new Map(one);
  for (const [term, times] of other) both.set(term, (both.get(term) ?? 0) + times);
  return both;
}

function evidenceOf(trace: Trace | null): FoundEvidence | null {
  if (trace === null) return null;
  const { output, prompt, context, language } = trace;
  return findEvidence({
    output,
    prompt: prompt.map((one) => one.text),
    passages: context.map(({ rank, title, text }) => ({
      rank,
      text,
      ...(title === undefined ? {} : { title }),
    })),
    ...(language === undefined ? {} : { language }),
  });
}

function marksUnsupported(review: Review, { claims }: FoundEvidence): boolean {
  return Object.values(review.answers).some(
    (answer) =>
      answer.type === 'spans' &&
      answer.spans.some(
        ({ support, output }) =>
          support?.kind === 'not_in_context' &&
          claims.some(
            (claim) => claim.start < output.end && output.start < claim.end && claim.passages.length === 0,
          ),
      ),
  );
}
