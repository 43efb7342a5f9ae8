/** Permanent random numbers by the engine's own SHA-256: `prnKey` of shared/sampling/prn.ts, several times as fast. */
import { hash } from 'node:crypto';

/** Lower case hex SHA-256 of `seed:sample:id`; the id must be well-formed Unicode, as every stored one is. */
export function keyOf(seed: string, id: string): string {
  return hash('sha256', `${seed}:sample:${id}`, 'hex');
}
