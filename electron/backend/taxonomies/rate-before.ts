/** The rate of an audit's question as its report has it. Must not know who may read it: that is asked before. */
import type { Figure } from '../../../shared/contract/report-figure.ts';
import type { AuditId } from '../../../shared/domain/ids.ts';
import type { BackendContext } from '../context.ts';
import { findProblem } from '../errors.ts';

/** A figure without an estimate, and with the reason, where there is no report that it could come from. */
export async function rateBefore(
  { reports }: Pick<BackendContext, 'reports'>,
  auditId: AuditId,
  question: string,
): Promise<Figure> {
  try {
    const report = await reports.get({ auditId });
    const found = report.questions.find((one) => one.question === question);
    return found?.overall.figure ?? without('The report has no rate for this question.');
  } catch (error) {
    const told = findProblem(error);
    if (told === null) throw error;
    return without(told.what.slice(0, 200));
  }
}

function without(reason: string): Figure {
  return { estimate: null, low: null, high: null, n: 0, method: 'none', reason, notes: [] };
}
