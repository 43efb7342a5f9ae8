/**
 * Names whose window asks: every call of a window carries the id of the profile that it shows, so that a window which has
 * not heard yet that somebody else is open can neither read nor write what is theirs.
 */
export const PROFILE_HEADER = 'x-assay-profile';
