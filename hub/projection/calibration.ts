/** Calibration rounds: items with known answers that every reviewer judges before the first of the sample. */
import type { Decision } from '../store/ledgers.ts';
import type { RuleInput } from './rule.ts';

export async function projectCalibrationSet(_: RuleInput<'audit.calibrationSet@1'>): Promise<Decision> {
  throw new Error('This is being built.');
}
