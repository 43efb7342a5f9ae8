/** What people say about cases, rounds, proposals and versions: who may, whether it fits, and where it is filed. */
import type { Decision } from '../store/ledgers.ts';
import { unknown } from './decision.ts';

export async function projectDeliberated(): Promise<Decision> {
  return Promise.resolve(unknown);
}

export async function projectImported(): Promise<Decision> {
  return Promise.resolve(unknown);
}
