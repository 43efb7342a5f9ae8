/** An entry of somebody's feed before it has a position. */
export type EntryKind =
  | 'audit'
  | 'manifest'
  | 'item'
  | 'assignment'
  | 'secondLook'
  | 'relabel'
  | 'gold'
  | 'calibration'
  | 'review'
  | 'skip'
  | 'deliberation'
  | 'person';

/** What a person is to know under (kind, id). */
export interface Visible {
  kind: EntryKind;
  id: string;
  /** JSON as it is stored: items and manifests by digest. */
  payload: string;
}

export function toVisible(kind: EntryKind, id: string, payload: unknown): Visible {
  return { kind, id, payload: JSON.stringify(payload) };
}
