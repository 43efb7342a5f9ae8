/** How classes are named in sentences. Must not know what the sentences are about. */

/** A title as it stands in a sentence. */
export function quoted(title: string): string {
  return `“${title}”`;
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: readonly string[], word: 'and' | 'or' = 'and'): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** Names classes by their titles; an id that no class has stands for itself. */
export function titlesFrom(
  ...lists: readonly (readonly { id: string; title: string }[])[]
): (ids: readonly string[], word?: 'and' | 'or') => string {
  const titles = new Map<string, string>();
  for (const list of lists) for (const one of list) titles.set(one.id, one.title);
  return (ids, word) =>
    listed(
      ids.map((id) => quoted(titles.get(id) ?? id)),
      word,
    );
}
