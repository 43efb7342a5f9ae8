/**
 * What keeps a plan from being drawn, in words for whoever planned it. Thrown by the pure halves of a draw; a device and
 * a hub each tell it in their own way.
 *
 * Invariant: `code` is one of the contract's, so that nobody has to translate.
 */
import type { ErrorCode, Problem } from '../contract/errors.ts';

export type DrawFaultCode = Extract<ErrorCode, 'INVALID_INPUT' | 'EMPTY_FRAME' | 'INFEASIBLE_PLAN'>;

export class DrawFault extends Error {
  readonly code: DrawFaultCode;
  readonly problem: Problem;

  constructor(code: DrawFaultCode, problem: Problem) {
    super(problem.what);
    this.name = 'DrawFault';
    this.code = code;
    this.problem = problem;
  }
}
