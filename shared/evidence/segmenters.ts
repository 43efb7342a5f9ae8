/** Segmenters by language and unit, kept because making one costs more than cutting a sentence with it. */
const kept = new Map<string, Intl.Segmenter>();
/** Tags come from data: as many as anybody writes. */
const mostKept = 100;

/** A segmenter for a language tag as a trace tells it, which may be no valid one: English then. */
export function segmenterOf(language: string | undefined, granularity: 'sentence' | 'word'): Intl.Segmenter {
  const key = `${granularity} ${language ?? 'en'}`;
  const held = kept.get(key);
  if (held !== undefined) return held;
  const made = makeSegmenter(language ?? 'en', granularity);
  if (kept.size < mostKept) kept.set(key, made);
  return made;
}

function makeSegmenter(language: string, granularity: 'sentence' | 'word'): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity });
  } catch {
    return new Intl.Segmenter('en', { granularity });
  }
}
