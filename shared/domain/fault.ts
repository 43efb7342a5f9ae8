/**
 * What keeps something from being done, in words for whoever asked: thrown by rules that a device and a hub share, told
 * by each in its own way.
 *
 * Invariant: `code` is one of the contract's, so that nobody has to translate.
 */
import type { ErrorCode, Problem } from '../contract/errors.ts';

export class Fault extends Error {
  readonly code: ErrorCode;
  readonly problem: Problem;

  constructor(code: ErrorCode, problem: Problem) {
    super(problem.what);
    this.name = 'Fault';
    this.code = code;
    this.problem = problem;
  }
}
