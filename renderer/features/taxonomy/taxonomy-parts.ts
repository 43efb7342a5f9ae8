/** The parts of the screen of one taxonomy. Must not know what is in them. */
export const parts = [
  { id: 'classes', title: 'Classes' },
  { id: 'publish', title: 'Preview and publish' },
  { id: 'history', title: 'Versions' },
  { id: 'proposals', title: 'Proposals' },
  { id: 'relabel', title: 'Relabel' },
  { id: 'effect', title: 'Effect' },
  { id: 'tail', title: 'Long tail' },
] as const;

export type PartId = (typeof parts)[number]['id'];

/** The part that an address names; the classes when it names none. */
export function partFrom(wanted: unknown): PartId {
  return parts.find((one) => one.id === wanted)?.id ?? 'classes';
}

/** The part beside another one, going round. */
export function partBeside(here: PartId, by: 1 | -1): PartId {
  const at = parts.findIndex((one) => one.id === here);
  return parts[(at + by + parts.length) % parts.length]?.id ?? here;
}

/** In the address of one that is begun from nothing; keys of taxonomies made here end in digits of their publication. */
export const NEW = 'new';
