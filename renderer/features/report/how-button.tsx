/** The quiet question mark beside a figure: how it was computed. Must not know what the figure is. */
import { IconHelpCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FigureRef } from '../../../shared/contract/report-ref.ts';
import { IconButton } from '../../ui/button.tsx';
import { useFigureActs } from './opened-figure.ts';
import classes from './report.module.css';

export interface HowButtonProps {
  about: FigureRef;
  /** What the figure is, for those who hear it; no other figure of the report has the same. */
  name: string;
}

export function HowButton({ about, name }: HowButtonProps): ReactNode {
  const { open } = useFigureActs();
  return (
    <IconButton
      className={classes.how}
      label={`How was this computed: ${name}`}
      onClick={() => open(about, 'how')}
    >
      <IconHelpCircle size={15} stroke={1.6} />
    </IconButton>
  );
}
