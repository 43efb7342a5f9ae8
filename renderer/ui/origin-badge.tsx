/** Says that reviews come from elsewhere, or were made up: they never pass for what people here judged. */
import type { ReactNode } from 'react';
import { Badge } from './badge.tsx';

export interface OriginBadgeProps {
  isImported: boolean;
  isSimulated: boolean;
  /** Put before the word where not all reviews are meant: `40 of 200 reviews`. */
  part?: string;
}

/** Nothing where people here made the reviews; what is simulated was imported too, and the former says more. */
export function OriginBadge({ isImported, isSimulated, part }: OriginBadgeProps): ReactNode {
  const before = part === undefined ? '' : `${part} `;
  if (isSimulated) return <Badge tone="warn">{before}simulated</Badge>;
  return isImported ? <Badge isOutline>{before}imported</Badge> : null;
}
