/**
 * How a case stands, and what is made of it, as words on the wire. Apart from the contract, because the first screens
 * list them and must not load its schemas. Must not know how a state follows from what was said.
 */

export const verdictKinds = ['taxonomy', 'reviewer', 'hard', 'evidence', 'slip', 'unknown'] as const;
export type VerdictKind = (typeof verdictKinds)[number];

/**
 * `open`; `claimed` by somebody; `ruled`; `appealed`: a ruling that somebody appealed; `stale`: what the ruling rests on was
 * superseded; `conflict`: two owners ruled, the second one's is kept beside the one that stands.
 */
export const caseStates = ['open', 'claimed', 'ruled', 'appealed', 'stale', 'conflict'] as const;
export type CaseState = (typeof caseStates)[number];
