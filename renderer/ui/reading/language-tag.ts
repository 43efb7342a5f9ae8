/** The language that a trace names, as the browser wants it: fonts, line breaks and voices follow from it. Pure. */
const known = new Map<string, string | undefined>();

/** A valid tag, or undefined where the trace names none or something else (`English`, `n/a`). */
export function languageTag(language: string | undefined): string | undefined {
  if (language === undefined) return undefined;
  if (known.has(language)) return known.get(language);
  let tag: string | undefined;
  try {
    const [first] = Intl.getCanonicalLocales(language.replaceAll('_', '-'));
    // Words of five letters and more are well-formed tags, but no languages that a browser knows.
    tag = first !== undefined && /^[a-z]{2,3}(?:-|$)/.test(first) ? first : undefined;
  } catch {
    tag = undefined;
  }
  known.set(language, tag);
  return tag;
}
