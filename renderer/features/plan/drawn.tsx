/** After the draw: the proof of the sample, a way to check it, and the way on to reviewing. */
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditSummary } from '../../../shared/contract/audits.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import { dimensionTitle } from '../../lib/dimension-words.ts';
import { formatCounted, formatDayTime } from '../../lib/format.ts';
import { paths } from '../../lib/navigation.ts';
import { problemOf } from '../../lib/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Digest } from '../../ui/digest.tsx';
import { Facts } from '../../ui/facts.tsx';
import type { Fact } from '../../ui/facts.tsx';
import { PageHeader, Screen } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, Notice, Skeleton } from '../../ui/states.tsx';
import { useDrawn, useManifestFile, useRedraw } from './plan-queries.ts';
import type { PlanDraft } from './plan-draft.ts';
import { resetDraft, usePlanDraft } from './plan-store.ts';
import { Registered } from './registered.tsx';
import classes from './plan.module.css';
import summary from './sample-summary.module.css';

function Inline({ error }: { error: unknown }): ReactNode {
  if (error === null) return null;
  const failed = problemOf(error);
  return (
    <ErrorState isInline what={failed.what} where={failed.where} remedy={failed.remedy} code={failed.code} />
  );
}

/** What kind of frame it was: a hub fixes the last trace that belongs to it. */
const isOfHub = ({ plan }: AuditSummary): boolean => plan.source.watermark !== undefined;

function differsInWords(redrawn: { missing: number; added: number }, isAtHub: boolean): string {
  const words = `${formatCounted(redrawn.missing, 'item')} did not come again, ${formatCounted(redrawn.added, 'item')} came instead.`;
  return isAtHub ? `${words} The hub no longer holds what it drew from.` : `${words} Was the source changed?`;
}

function Check({ audit }: { audit: AuditSummary }): ReactNode {
  const auditId = audit.id;
  const isAtHub = isOfHub(audit);
  const redraw = useRedraw(isAtHub);
  const file = useManifestFile();
  return (
    <Panel title="Check the draw">
      <p className={classes.quiet}>
        The manifest holds the plan, the counts of the frame and each drawn trace with its weight. Drawing
        again from the {isAtHub ? 'same frame at the hub' : 'source'} must give the same items.
      </p>
      <div className={summary.actions}>
        <Button isBusy={redraw.isPending} onClick={() => redraw.mutate({ auditId })}>
          {redraw.isPending ? 'Drawing again …' : 'Draw again to check'}
        </Button>
        <Button isBusy={file.isPending} onClick={() => file.mutate({ auditId })}>
          Download manifest
        </Button>
      </div>
      <div className={summary.result} aria-live="polite">
        {redraw.data !== undefined && (
          <Notice
            tone={redraw.data.isSame ? 'good' : 'bad'}
            title={redraw.data.isSame ? '✓ The same sample' : '✕ Another sample'}
          >
            {redraw.data.isSame
              ? `Drawing the plan again ${isAtHub ? 'at the hub' : 'from its source'} gives the same manifest, item by item.`
              : differsInWords(redraw.data, isAtHub)}
          </Notice>
        )}
        <Inline error={redraw.error} />
        <Inline error={file.error} />
      </div>
    </Panel>
  );
}

/** How much gold went in, where some was asked for: it goes to nobody who had its trace before. */
function goldFacts({ gold, drawnGold }: PlanDraft): Fact[] {
  if (drawnGold === null) return [];
  const wanted = Number(gold);
  const fewer = `${drawnGold} of ${wanted} mixed in: the reviewers have had the others before, or there are no more`;
  return [{ name: 'Gold', value: drawnGold < wanted ? fewer : `${drawnGold} mixed in` }];
}

/** The calibration round, where one was planned; what the hub said of it comes with the draw. */
function roundFacts({ plan }: AuditSummary, { drawnNote }: PlanDraft): Fact[] {
  if (plan.calibration === undefined) return [];
  const whole = `${formatCounted(plan.calibration, 'item')} before the sample, not counted`;
  return [{ name: 'Calibration round', value: drawnNote ?? whole }];
}

function Content({ audit }: { audit: AuditSummary }): ReactNode {
  const draft = usePlanDraft();
  const { plan } = audit;
  const by = plan.dimensions.map(dimensionTitle).join(' × ');
  return (
    <>
      <Panel title="What was drawn">
        <Facts
          facts={[
            { name: 'Source', value: `${plan.source.name}${isOfHub(audit) ? ', at the hub' : ''}` },
            { name: 'Items', value: formatCounted(audit.itemCount, 'item') },
            { name: 'Strata', value: by === '' ? 'none: one frame' : `by ${by}` },
            {
              name: 'Selection',
              value:
                plan.selection === 'rotating'
                  ? 'going on where the last audit ended'
                  : 'by a seed of its own',
            },
            { name: 'Reviewers', value: formatCounted(audit.reviewerCount, 'person', 'people') },
            ...roundFacts(audit, draft),
            ...goldFacts(draft),
            ...(audit.drawnAt === null ? [] : [{ name: 'Drawn', value: formatDayTime(audit.drawnAt) }]),
            { name: 'Seed', value: <Digest value={plan.seed} label="seed" /> },
            ...(audit.manifestDigest === null
              ? []
              : [
                  {
                    name: 'Manifest',
                    value: <Digest value={audit.manifestDigest} label="digest of the manifest" />,
                  },
                ]),
          ]}
        />
      </Panel>
      <Registered plan={plan} />
      <Check audit={audit} />
    </>
  );
}

export function Drawn({ auditId }: { auditId: AuditId }): ReactNode {
  const audit = useDrawn(auditId);
  const navigate = useNavigate();
  const again = <Button onClick={resetDraft}>Plan another audit</Button>;
  const isMine = (audit.data?.progress.mine ?? 0) > 0;
  return (
    <Screen width="narrow">
      <PageHeader
        title={audit.data?.title ?? 'Audit drawn'}
        subtitle="The sample is drawn, stored and dealt to its reviewers."
        actions={
          <>
            {again}
            <Button onClick={() => void navigate({ to: paths.report(auditId) })}>Report</Button>
            {isMine && (
              <Button variant="primary" onClick={() => void navigate({ to: paths.review(auditId) })}>
                Start reviewing
              </Button>
            )}
          </>
        }
      />
      {audit.isPending && <Skeleton lines={6} label="Reading the audit" />}
      {audit.error !== null && <Inline error={audit.error} />}
      {audit.data !== undefined && <Content audit={audit.data} />}
    </Screen>
  );
}
