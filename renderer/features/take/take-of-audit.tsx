/** Taking along as the row of one audit on Today shows it: the way there, and until when its texts are kept. */
import { IconBackpack } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import { keptWords } from '../../lib/kept-until.ts';
import { paths } from '../../lib/navigation.ts';
import { useNow } from '../../lib/use-now.ts';
import { useTakenAudit } from '../../lib/use-kept-until.ts';
import rowAct from '../../ui/row-act.module.css';
import classes from './take.module.css';

export function TakeOfAudit({ audit }: { audit: AuditSummary }): ReactNode {
  const now = useNow(60_000);
  const taken = useTakenAudit(audit.id);
  if (audit.progress.mine === 0) return null;
  const kept = taken?.keptUntil == null ? null : keptWords(taken.keptUntil, now);
  return (
    <span className={classes.ofAudit}>
      <Link {...paths.takeAudit(audit.id)} className={rowAct.act} aria-label={`Take with me: ${audit.title}`}>
        <IconBackpack size={17} stroke={1.6} aria-hidden />
        Take with me
      </Link>
      {kept !== null && (
        <span className={classes.keptShort} data-tone={kept.tone} title={kept.words}>
          {kept.short}
        </span>
      )}
    </span>
  );
}
