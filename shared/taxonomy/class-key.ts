/** Keys of classes, questions and taxonomies, made of their titles. Must not know what has one already: the caller says. */

/** A key for a new class, made of its title, that no class of `taken` has. */
export function newClassId(title: string, taken: readonly string[]): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 56);
  const stem = plain === '' ? 'class' : plain;
  let id = stem;
  for (let next = 2; taken.includes(id); next += 1) id = `${stem}_${next}`;
  return id;
}
