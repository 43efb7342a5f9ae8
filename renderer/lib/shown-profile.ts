/**
 * Whose work this page shows. Set once, before anything of theirs is asked for; a page never shows a second person: it is
 * loaded anew, so that nothing of the first is left in memory. Every call carries it (see `client`).
 */
let shown: string | null = null;

/** The profile of a computer that one person uses, and of the first person of a group. */
const FIRST = '00000000-0000-0000-0000-000000000000';

export function shownProfile(): string | null {
  return shown;
}

export function showProfile(id: string): void {
  shown = id;
}

/** Before the name of what is remembered for one person; nothing for the first, who may have been alone before. */
export function profilePrefix(): string {
  return shown === null || shown === FIRST ? '' : `${shown}.`;
}
