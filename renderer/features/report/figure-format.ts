/** How the figure of an address is written: as a share, a coefficient or a difference. Must not compute. */
import type { FigureRef } from '../../../shared/contract/report-ref.ts';
import type { Report } from '../../../shared/contract/report.ts';
import type { NumberFormat } from '../../../shared/figures/number-words.ts';

const claimFormats = { rate: 'percent', difference: 'difference', agreement: 'coefficient' } as const;
const shares: ReadonlySet<string> = new Set([
  'percent',
  'specific',
  'peer',
  'apparentRate',
  'corrected',
  'assisted',
]);

/** `report` tells of what kind a registered claim is. */
export function formatOfRef(ref: FigureRef, { registered }: Pick<Report, 'registered'>): NumberFormat {
  switch (ref.kind) {
    case 'agreement':
      return shares.has(ref.statistic ?? '') ? 'percent' : 'coefficient';
    case 'judge':
      return shares.has(ref.metric ?? '') ? 'percent' : 'coefficient';
    case 'hypothesis': {
      const claim = registered?.registration.hypotheses[ref.index]?.claim;
      return claim === undefined ? 'percent' : claimFormats[claim.kind];
    }
    case 'rate':
      return ref.isContrast === true ? 'difference' : 'percent';
    case 'trend':
      return 'difference';
    default:
      return 'percent';
  }
}

/** What the count of the figure counts. */
export function unitOfRef({ kind }: FigureRef): string {
  return kind === 'trend' ? 'weeks' : 'items';
}
