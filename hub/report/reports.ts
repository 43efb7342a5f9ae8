/**
 * Reports and checks of agreement, computed in a thread of their own and kept for as long as nothing changed. Must not
 * decide who may read.
 *
 * Invariant: what is answered from memory equals what would be computed now, but for its time; of equal questions at the
 * same time one is computed.
 */
import type { Report } from '../../shared/contract/report.ts';
import type { Audit } from '../../shared/domain/audit.ts';
import { digestOf } from '../../shared/domain/canonical.ts';
import { createBoundedCache } from '../../shared/report/bounded-cache.ts';
import type { AgreementOutcome } from '../../shared/report/check-agreement.ts';
import type { Measured } from '../store/measured.ts';
import { inSnapshot } from '../store/snapshot.ts';
import type { ReadableHub } from '../store/write.ts';
import { readStamp, sendEvidence } from './evidence.ts';
import type { ComputationName, Computations } from './report-calls.ts';
import type { ReportRunner } from './runner.ts';
import { createReportRunner } from './runner.ts';

export interface StampedReport {
  report: Report;
  /** Equal tags mean equal reports, but for their time. */
  etag: string;
}

export interface HubReports {
  /** The report of a drawn audit whose manifest and scorecard are here. */
  get(audit: Audit, computedAt: string): Promise<StampedReport>;
  /** Each measurement held against the hub's own computation, in their order. */
  check(audit: Audit, measured: readonly Measured[]): Promise<AgreementOutcome[]>;
  close(): Promise<void>;
}

/** Answers that stay: reports of a year of weekly audits, and their checks. */
const mostAnswers = 100;

export function createHubReports(db: ReadableHub, runner: ReportRunner = createReportRunner()): HubReports {
  const answers = createBoundedCache<string, { stamp: string; gives: unknown }>(mostAnswers);
  const underWay = new Map<string, Promise<unknown>>();

  const compute = async <K extends ComputationName>(
    audit: Audit,
    place: string,
    name: K,
    takes: Computations[K]['takes'],
  ): Promise<{ stamp: string; gives: Computations[K]['gives'] }> => {
    let stamp = '';
    const gives = await runner.run(name, takes, (send) =>
      inSnapshot(db, async (snapshot) => {
        stamp = await readStamp(snapshot, audit.id);
        if (!(await sendEvidence(snapshot, audit.id, send))) throw new RangeError('the audit is not drawn');
      }),
    );
    return answers.set(place, { stamp, gives }) as { stamp: string; gives: Computations[K]['gives'] };
  };

  const ask = async <K extends ComputationName>(
    audit: Audit,
    name: K,
    takes: Computations[K]['takes'],
    asked: string,
  ): Promise<{ stamp: string; gives: Computations[K]['gives'] }> => {
    const place = `${name} ${audit.id} ${asked}`;
    const stamp = await readStamp(db, audit.id);
    const kept = answers.get(place);
    if (kept?.stamp === stamp) return kept as { stamp: string; gives: Computations[K]['gives'] };
    const key = `${place} ${stamp}`;
    const same = underWay.get(key) as ReturnType<typeof compute<K>> | undefined;
    if (same !== undefined) return same;
    const mine = compute(audit, place, name, takes).finally(() => underWay.delete(key));
    underWay.set(key, mine);
    return mine;
  };

  return {
    get: async (audit, computedAt) => {
      const { stamp, gives } = await ask(audit, 'report', { computedAt }, '');
      // Weak: another instance may have computed the same at another time.
      return { report: gives, etag: `W/"${stamp.slice(0, 32)}"` };
    },
    check: async (audit, measured) => {
      if (measured.length === 0) return [];
      const bodies = measured.map((one) => one.body);
      return (await ask(audit, 'agreement', { measured: bodies }, digestOf(bodies))).gives;
    },
    close: () => runner.close(),
  };
}
